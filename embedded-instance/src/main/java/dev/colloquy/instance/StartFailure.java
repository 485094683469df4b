package dev.colloquy.instance;

import java.io.Serial;

/** The instance cannot start; the message tells the reason and, where there is one, the way out, in one line. */
public final class StartFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
