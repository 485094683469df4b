package dev.colloquy.instance.tds.packet;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Moves bytes between the connection's thread and the client; both calls block. */
public interface Transport {
    /**
     * Reads one byte at least.
     *
     * @return the number of bytes, or -1 when the client has closed the connection
     */
    int read(ByteBuffer target) throws IOException;

    /** Writes everything, unless {@link SocketTransport#interruptWrites()} came: then bytes remain in the buffer. */
    void write(ByteBuffer source) throws IOException;

    /** True if bytes of the client were taken from the socket that {@link #read} has not handed out yet. */
    boolean hasInput();
}
