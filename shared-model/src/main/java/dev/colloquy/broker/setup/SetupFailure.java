package dev.colloquy.broker.setup;

/** A step of the set-up that could not be done; the message names the step, the cause and a permission that lacks. */
public final class SetupFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what failed, in words for the operator. */
    public SetupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
