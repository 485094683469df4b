package dev.colloquy.initiator.conversation;

/**
 * The instance cannot be reached, is not ready or is overloaded. Nothing was changed as far as is known; the same call
 * may succeed later.
 */
public final class InstanceUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean poolExhausted;

    InstanceUnavailable(String message, Throwable cause) {
        this(message, cause, false);
    }

    InstanceUnavailable(String message, Throwable cause, boolean poolExhausted) {
        super(message, cause);
        this.poolExhausted = poolExhausted;
    }

    /** Whether no connection of the pool was free in time, so that the instance was not even asked. */
    public boolean isPoolExhausted() {
        return poolExhausted;
    }
}
