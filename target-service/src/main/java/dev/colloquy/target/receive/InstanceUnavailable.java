package dev.colloquy.target.receive;

/** The instance cannot be reached, is not set up yet, or refuses. The same call may succeed later. */
public final class InstanceUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InstanceUnavailable(String operation, Throwable cause) {
        super(operation + " has failed: " + cause.getMessage(), cause);
    }
}
