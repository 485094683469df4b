package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlKind;

/** text, ntext and image: a text pointer and a timestamp, which mean nothing here, before a four-byte length. */
final class LargeObjectEncoder extends ValueEncoder {
    private static final int POINTER_LENGTH = 16;
    private static final int TIMESTAMP_LENGTH = 8;

    LargeObjectEncoder(SqlKind kind) {
        super(kind);
    }

    @Override
    public void writeTypeInfo(PacketWriter out) {
        switch (kind()) {
            case TEXT -> {
                out.writeByte(DataType.TEXT);
                out.writeLong(Integer.MAX_VALUE);
                Collation.write(out);
            }
            case NTEXT -> {
                out.writeByte(DataType.NTEXT);
                out.writeLong(Integer.MAX_VALUE - 1);
                Collation.write(out);
            }
            default -> {
                out.writeByte(DataType.IMAGE);
                out.writeLong(Integer.MAX_VALUE);
            }
        }
    }

    @Override
    void writeValue(PacketWriter out, Object value) {
        out.writeByte(POINTER_LENGTH);
        out.fill(0, POINTER_LENGTH + TIMESTAMP_LENGTH);
        if (kind() == SqlKind.IMAGE) {
            byte[] bytes = (byte[]) value;
            out.writeLong(bytes.length);
            out.bytes(bytes);
        } else if (kind() == SqlKind.TEXT) {
            String text = (String) value;
            out.writeLong(text.length());
            out.mapped(text, text.length(), Collation.CODE_PAGE);
        } else {
            String text = (String) value;
            int characters = Math.min(text.length(), Integer.MAX_VALUE / 2);
            out.writeLong(2 * characters);
            out.utf16(text, characters);
        }
    }
}
