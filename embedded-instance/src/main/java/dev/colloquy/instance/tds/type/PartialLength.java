package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.packet.ProtocolViolation;

/** Values in parts ([MS-TDS] 2.2.5.2.3 "Data Type Dependent Data Streams", PARTLENTYPE): total, chunks, terminator. */
final class PartialLength {
    static final long NULL = -1;
    private static final long UNKNOWN = -2;

    private PartialLength() {}

    /** Writes the total and the length of the only chunk, which the caller writes next. */
    static void begin(PacketWriter out, long length) {
        out.writeLongLong(length);
        if (length > 0) {
            out.writeLong((int) length);
        }
    }

    /** Writes the terminator. */
    static void end(PacketWriter out) {
        out.writeLong(0);
    }

    /** Reads a value, joining its chunks; null for NULL. */
    static byte[] read(MessageReader in) {
        long total = in.readLongLong();
        if (total == NULL) {
            return null;
        }
        if (total != UNKNOWN && (total < 0 || total > in.remaining())) {
            throw new ProtocolViolation("value of " + total + " bytes beyond the message");
        }
        byte[] value = new byte[sum(in)];
        if (total != UNKNOWN && total != value.length) {
            throw new ProtocolViolation("value of " + total + " bytes in chunks of " + value.length);
        }
        int filled = 0;
        for (int chunk = in.readLong(); chunk != 0; chunk = in.readLong()) {
            in.readInto(value, filled, chunk);
            filled += chunk;
        }
        return value;
    }

    /** Walks over the chunks without moving the reader. */
    private static int sum(MessageReader in) {
        MessageReader ahead = in.copy();
        int sum = 0;
        for (int chunk = ahead.readLong(); chunk != 0; chunk = ahead.readLong()) {
            ahead.skip(chunk);
            sum += chunk;
        }
        return sum;
    }
}
