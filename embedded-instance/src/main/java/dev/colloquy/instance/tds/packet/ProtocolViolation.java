package dev.colloquy.instance.tds.packet;

import java.io.Serial;

/** The client sent what no TDS client may send. The connection is closed; the text goes to the log, never to the peer. */
public final class ProtocolViolation extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ProtocolViolation(String reason) {
        super(reason);
    }
}
