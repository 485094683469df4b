package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;

/** char, varchar, nchar and nvarchar with a two-byte length, their (max) forms and xml in parts. */
class CharacterEncoder extends ValueEncoder {
    private final boolean padded;
    private final int bytesPerCharacter;
    private final int length;

    private CharacterEncoder(SqlKind kind, int length) {
        super(kind);
        this.padded = kind == SqlKind.CHAR || kind == SqlKind.NCHAR;
        this.bytesPerCharacter = kind.isUnicode() ? 2 : 1;
        this.length = length;
    }

    static CharacterEncoder of(SqlKind kind, int length) {
        int longest = kind.isUnicode() ? 4000 : 8000;
        if (length == SqlType.MAX || length > longest) {
            return new Max(kind);
        }
        return new CharacterEncoder(kind, Math.max(1, length));
    }

    @Override
    public void writeTypeInfo(PacketWriter out) {
        out.writeByte(
                switch (kind()) {
                    case CHAR -> DataType.CHAR;
                    case NCHAR -> DataType.NCHAR;
                    case VARCHAR -> DataType.VARCHAR;
                    default -> DataType.NVARCHAR;
                });
        out.writeUShort(length * bytesPerCharacter);
        Collation.write(out);
    }

    @Override
    void writeNull(PacketWriter out) {
        out.writeUShort(DataType.NULL_LENGTH);
    }

    @Override
    void writeValue(PacketWriter out, Object value) {
        String text = (String) value;
        int characters = Math.min(text.length(), length);
        int missing = padded ? length - characters : 0;
        out.writeUShort((characters + missing) * bytesPerCharacter);
        if (bytesPerCharacter == 1) {
            out.mapped(text, characters, Collation.CODE_PAGE);
            out.fill(' ', missing);
        } else {
            out.utf16(text, characters);
            for (int i = 0; i < missing; i++) {
                out.writeUShort(' ');
            }
        }
    }

    /** varchar(max) and nvarchar(max). */
    private static class Max extends CharacterEncoder {
        Max(SqlKind kind) {
            super(kind == SqlKind.CHAR ? SqlKind.VARCHAR : kind == SqlKind.NCHAR ? SqlKind.NVARCHAR : kind, 1);
        }

        @Override
        public void writeTypeInfo(PacketWriter out) {
            out.writeByte(kind() == SqlKind.VARCHAR ? DataType.VARCHAR : DataType.NVARCHAR);
            out.writeUShort(DataType.MAX_LENGTH);
            Collation.write(out);
        }

        @Override
        void writeNull(PacketWriter out) {
            out.writeLongLong(PartialLength.NULL);
        }

        @Override
        void writeValue(PacketWriter out, Object value) {
            String text = (String) value;
            boolean narrow = kind() == SqlKind.VARCHAR;
            PartialLength.begin(out, narrow ? text.length() : 2L * text.length());
            if (narrow) {
                out.mapped(text, text.length(), Collation.CODE_PAGE);
            } else {
                out.utf16(text, text.length());
            }
            PartialLength.end(out);
        }
    }

    /** xml: nvarchar(max) with another TYPE_INFO. */
    static final class Xml extends Max {
        Xml() {
            super(SqlKind.XML);
        }

        @Override
        public void writeTypeInfo(PacketWriter out) {
            out.writeByte(DataType.XML);
            out.writeByte(0);
        }
    }
}
