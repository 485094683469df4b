package dev.colloquy.instance.tds.packet;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Carries TLS handshake records as the payload of PRELOGIN packets ([MS-TDS] 2.2.6.5 "PRELOGIN", TLS negotiation). Each
 * write is one message.
 */
public final class HandshakeTransport implements Transport {
    private final PacketReader reader;
    private final PacketWriter writer;
    private ByteBuffer payload = ByteBuffer.allocate(0);

    public HandshakeTransport(PacketReader reader, PacketWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (!payload.hasRemaining()) {
            payload = reader.readHandshakePacket();
            if (payload == null) {
                payload = ByteBuffer.allocate(0);
                return -1;
            }
        }
        return SocketTransport.move(payload, target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        writer.begin(PacketType.PRELOGIN);
        writer.bytes(source.array(), source.arrayOffset() + source.position(), source.remaining());
        source.position(source.limit());
        writer.end();
    }

    @Override
    public boolean hasInput() {
        return payload.hasRemaining() || reader.hasInput();
    }

    /** What came behind the last handshake record. */
    public ByteBuffer rest() {
        return payload;
    }
}
