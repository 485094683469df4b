package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;

/**
 * Writes the TYPE_INFO of a column or output parameter and its values. A value is never longer than its TYPE_INFO says,
 * because clients take that for a broken stream: text and bytes are cut, numbers raise 8115.
 */
public abstract class ValueEncoder {
    /** The UserType by which clients recognize rowversion. */
    private static final int TIMESTAMP_USER_TYPE = 80;

    private final SqlKind kind;

    ValueEncoder(SqlKind kind) {
        this.kind = kind;
    }

    /** The encoder for a type. */
    public static ValueEncoder of(SqlType type) {
        SqlKind kind = type.kind();
        return switch (kind) {
            case BIT, TINYINT, SMALLINT, INT, BIGINT, REAL, FLOAT, MONEY, SMALLMONEY, UNIQUEIDENTIFIER ->
                FixedEncoder.of(kind);
            case DECIMAL, NUMERIC -> new DecimalEncoder(kind, type.precision(), type.scale());
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET ->
                new TemporalEncoder(kind, type.scale());
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> CharacterEncoder.of(kind, type.length());
            case BINARY, VARBINARY, ROWVERSION -> BinaryEncoder.of(kind, type.length());
            case TEXT, NTEXT, IMAGE -> new LargeObjectEncoder(kind);
            case XML -> new CharacterEncoder.Xml();
            case SQL_VARIANT -> new VariantEncoder();
        };
    }

    /** The UserType before TYPE_INFO. */
    public int userType() {
        return kind == SqlKind.ROWVERSION ? TIMESTAMP_USER_TYPE : 0;
    }

    /** True for text, ntext and image, whose TYPE_INFO is followed by a table name in COLMETADATA. */
    public boolean hasTableName() {
        return kind == SqlKind.TEXT || kind == SqlKind.NTEXT || kind == SqlKind.IMAGE;
    }

    final SqlKind kind() {
        return kind;
    }

    /** Writes TYPE_INFO. */
    public abstract void writeTypeInfo(PacketWriter out);

    /**
     * Writes a value with its length, as in a ROW.
     *
     * @param value of the class that {@link SqlKind} names, or null
     */
    public final void write(PacketWriter out, Object value) {
        if (value == null) {
            writeNull(out);
        } else {
            writeValue(out, value);
        }
    }

    /** Most types: a length of 0 in one byte. */
    void writeNull(PacketWriter out) {
        out.writeByte(0);
    }

    abstract void writeValue(PacketWriter out, Object value);
}
