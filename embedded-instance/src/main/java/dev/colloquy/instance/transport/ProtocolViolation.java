package dev.colloquy.instance.transport;

import java.io.IOException;
import java.io.Serial;

/** The peer sent something that the protocol does not allow; the connection is closed. */
final class ProtocolViolation extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
        super(message);
    }
}
