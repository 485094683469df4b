package dev.colloquy.instance.transport;

import java.io.Serial;

/** A login that is refused, by this side or by the peer: number and text of {@code sys.messages}. */
final class HandshakeFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int number;

    HandshakeFailure(int number, String text) {
        super(text);
        this.number = number;
    }

    HandshakeFailure(int number, String text, Throwable cause) {
        super(text, cause);
        this.number = number;
    }

    int number() {
        return number;
    }
}
