package dev.colloquy.instance.tds.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;

/** Hex in, hex out: what tests need of the wire. */
public final class Wire {
    private Wire() {}

    /** Bytes of a text like {@code FD 00 | 01}; blanks and bars mean nothing. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("[\\s|]", ""));
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    /** The same text without blanks and bars. */
    public static String plain(String hex) {
        return hex.replaceAll("[\\s|]", "").toUpperCase(Locale.ROOT);
    }

    public static MessageReader reader(byte[] bytes) {
        return new MessageReader(bytes, 0, bytes.length);
    }

    public static MessageReader reader(String hex) {
        return reader(bytes(hex));
    }

    /** What is written between the begin and the end of one message, in hex and without packet headers. */
    public static String payload(Consumer<PacketWriter> writing) {
        Sink sink = new Sink(Integer.MAX_VALUE);
        PacketWriter out = new PacketWriter(sink);
        out.begin(PacketType.TABULAR_RESULT);
        writing.accept(out);
        out.end();
        return hex(sink.payload());
    }

    /** Takes bytes; behaves like a client who stops reading once so many have come. */
    public static final class Sink implements Transport {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int capacity;
        public int writes;

        public Sink(int capacity) {
            this.capacity = capacity;
        }

        public void setCapacity(int bytesMore) {
            capacity = bytesMore;
        }

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public void write(ByteBuffer source) {
            writes++;
            while (source.hasRemaining() && capacity > 0) {
                bytes.write(source.get());
                capacity--;
            }
        }

        @Override
        public boolean hasInput() {
            return false;
        }

        public byte[] all() {
            return bytes.toByteArray();
        }

        public byte[] payload() {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            ByteBuffer packets = ByteBuffer.wrap(all());
            while (packets.hasRemaining()) {
                int length = packets.getShort(packets.position() + 2) & 0xFFFF;
                payload.write(packets.array(), packets.position() + 8, length - 8);
                packets.position(packets.position() + length);
            }
            return payload.toByteArray();
        }
    }
}
