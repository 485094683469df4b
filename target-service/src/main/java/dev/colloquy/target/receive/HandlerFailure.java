package dev.colloquy.target.receive;

import java.util.UUID;

/** The handler has thrown on a request, or has left its transaction unfit for commit. */
final class HandlerFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final UUID handle;

    HandlerFailure(UUID handle, String message, Throwable cause) {
        super(message, cause);
        this.handle = handle;
    }

    /** Conversation handle of the request. */
    UUID handle() {
        return handle;
    }
}
