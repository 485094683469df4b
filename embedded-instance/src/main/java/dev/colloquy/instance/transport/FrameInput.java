package dev.colloquy.instance.transport;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into frames: length of type and payload (4 bytes), type (1 byte), payload. */
final class FrameInput {
    /** Type and payload of any frame. */
    static final int LONGEST = 256 * 1024;
    /** Before the peer has logged in. */
    static final int LONGEST_BEFORE_LOGIN = 4 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final DataInputStream in;
    private final Traffic traffic;
    private int longest = LONGEST_BEFORE_LOGIN;

    FrameInput(InputStream in, Traffic traffic) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.traffic = traffic;
    }

    /** The peer has logged in: frames may be long from now on. */
    void allowLongFrames() {
        longest = LONGEST;
    }

    /**
     * Waits for the next frame.
     *
     * @throws EOFException      if the peer has closed the connection
     * @throws ProtocolViolation if what arrives is no frame
     */
    Frame read() throws IOException {
        int length = in.readInt();
        if (length < 1 || length > longest) {
            throw new ProtocolViolation("a frame of " + length + " bytes");
        }
        FrameType type = FrameType.of(in.readUnsignedByte());
        byte[] payload = new byte[length - 1];
        in.readFully(payload);
        traffic.received(length + Integer.BYTES, type);
        return new Frame(type, payload);
    }
}
