package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;

/** binary, varbinary and rowversion with a two-byte length, varbinary(max) in parts. */
class BinaryEncoder extends ValueEncoder {
    private static final int LONGEST = 8000;

    private final boolean padded;
    private final int length;

    private BinaryEncoder(SqlKind kind, int length) {
        super(kind);
        this.padded = kind != SqlKind.VARBINARY;
        this.length = length;
    }

    static BinaryEncoder of(SqlKind kind, int length) {
        if (kind == SqlKind.ROWVERSION) {
            return new BinaryEncoder(kind, 8);
        }
        if (length == SqlType.MAX || length > LONGEST) {
            return new Max();
        }
        return new BinaryEncoder(kind, Math.max(1, length));
    }

    @Override
    public void writeTypeInfo(PacketWriter out) {
        out.writeByte(padded ? DataType.BINARY : DataType.VARBINARY);
        out.writeUShort(length);
    }

    @Override
    void writeNull(PacketWriter out) {
        out.writeUShort(DataType.NULL_LENGTH);
    }

    @Override
    void writeValue(PacketWriter out, Object value) {
        byte[] bytes = (byte[]) value;
        int count = Math.min(bytes.length, length);
        int missing = padded ? length - count : 0;
        out.writeUShort(count + missing);
        out.bytes(bytes, 0, count);
        out.fill(0, missing);
    }

    /** varbinary(max). */
    private static final class Max extends BinaryEncoder {
        Max() {
            super(SqlKind.VARBINARY, 1);
        }

        @Override
        public void writeTypeInfo(PacketWriter out) {
            out.writeByte(DataType.VARBINARY);
            out.writeUShort(DataType.MAX_LENGTH);
        }

        @Override
        void writeNull(PacketWriter out) {
            out.writeLongLong(PartialLength.NULL);
        }

        @Override
        void writeValue(PacketWriter out, Object value) {
            byte[] bytes = (byte[]) value;
            PartialLength.begin(out, bytes.length);
            out.bytes(bytes);
            PartialLength.end(out);
        }
    }
}
