package dev.colloquy.initiator.conversation;

/**
 * The instance cannot be reached, is not ready or is overloaded. Nothing was changed as far as is known; the same call
 * may succeed later.
 */
public final class InstanceUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InstanceUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
