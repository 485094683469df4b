package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;

/**
 * sql_variant ([MS-TDS] 2.2.5.5.4 "SQL_VARIANT Values"): total length, base type, length of the properties,
 * properties, data without a length of its own.
 */
final class VariantEncoder extends ValueEncoder {
    private static final int LONGEST = 8009;
    private static final int LONGEST_DATA = 8000;

    VariantEncoder() {
        super(SqlKind.SQL_VARIANT);
    }

    @Override
    public void writeTypeInfo(PacketWriter out) {
        out.writeByte(DataType.SQL_VARIANT);
        out.writeLong(LONGEST);
    }

    @Override
    void writeNull(PacketWriter out) {
        out.writeLong(0);
    }

    @Override
    void writeValue(PacketWriter out, Object value) {
        SqlValue variant = (SqlValue) value;
        if (variant.isNull()) {
            writeNull(out);
            return;
        }
        SqlType type = variant.type();
        switch (type.kind()) {
            case BIT, TINYINT, SMALLINT, INT, BIGINT, REAL, FLOAT, MONEY, SMALLMONEY, UNIQUEIDENTIFIER ->
                writeFixed(out, type.kind(), variant.value());
            case DECIMAL, NUMERIC -> writeDecimal(out, type, (BigDecimal) variant.value());
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET ->
                writeTemporal(out, type, variant.value());
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> writeText(out, type.kind(), (String) variant.value());
            case BINARY, VARBINARY, ROWVERSION -> writeBinary(out, type.kind(), (byte[]) variant.value());
            case TEXT, NTEXT, IMAGE, XML, SQL_VARIANT ->
                throw SqlErrors.notSupported(type.kind().sqlName() + " inside sql_variant");
        }
    }

    private static void writeFixed(PacketWriter out, SqlKind kind, Object value) {
        FixedEncoder encoder = FixedEncoder.of(kind);
        header(out, fixedType(kind), 0, encoder.length());
        encoder.writeBare(out, value);
    }

    private static void writeDecimal(PacketWriter out, SqlType type, BigDecimal value) {
        DecimalEncoder encoder = new DecimalEncoder(type.kind(), type.precision(), type.scale());
        BigDecimal scaled = encoder.scaled(value);
        header(out, type.kind() == SqlKind.NUMERIC ? DataType.NUMERIC : DataType.DECIMAL, 2, encoder.length());
        out.writeByte(type.precision());
        out.writeByte(type.scale());
        encoder.writeBare(out, scaled);
    }

    private static void writeTemporal(PacketWriter out, SqlType type, Object value) {
        TemporalEncoder encoder = new TemporalEncoder(type.kind(), type.scale());
        boolean scaled = type.kind() == SqlKind.TIME
                || type.kind() == SqlKind.DATETIME2
                || type.kind() == SqlKind.DATETIMEOFFSET;
        header(out, fixedType(type.kind()), scaled ? 1 : 0, encoder.length());
        if (scaled) {
            out.writeByte(type.scale());
        }
        encoder.writeBare(out, value);
    }

    private static void writeText(PacketWriter out, SqlKind kind, String text) {
        int width = kind.isUnicode() ? 2 : 1;
        int characters = Math.min(text.length(), LONGEST_DATA / width);
        header(out, kind.isUnicode() ? DataType.NVARCHAR : DataType.VARCHAR, 7, width * characters);
        Collation.write(out);
        out.writeUShort(Math.max(width, width * characters));
        if (width == 2) {
            out.utf16(text, characters);
        } else {
            out.mapped(text, characters, Collation.CODE_PAGE);
        }
    }

    private static void writeBinary(PacketWriter out, SqlKind kind, byte[] bytes) {
        int count = Math.min(bytes.length, LONGEST_DATA);
        header(out, kind == SqlKind.VARBINARY ? DataType.VARBINARY : DataType.BINARY, 2, count);
        out.writeUShort(Math.max(1, count));
        out.bytes(bytes, 0, count);
    }

    private static void header(PacketWriter out, int type, int propertiesLength, int dataLength) {
        out.writeLong(2 + propertiesLength + dataLength);
        out.writeByte(type);
        out.writeByte(propertiesLength);
    }

    private static int fixedType(SqlKind kind) {
        return switch (kind) {
            case BIT -> DataType.BIT;
            case TINYINT -> DataType.TINYINT;
            case SMALLINT -> DataType.SMALLINT;
            case INT -> DataType.INT;
            case BIGINT -> DataType.BIGINT;
            case REAL -> DataType.REAL;
            case FLOAT -> DataType.FLOAT;
            case MONEY -> DataType.MONEY;
            case SMALLMONEY -> DataType.SMALLMONEY;
            case UNIQUEIDENTIFIER -> DataType.UNIQUEIDENTIFIER;
            case DATE -> DataType.DATE;
            case TIME -> DataType.TIME;
            case DATETIME2 -> DataType.DATETIME2;
            case DATETIMEOFFSET -> DataType.DATETIMEOFFSET;
            case SMALLDATETIME -> DataType.SMALLDATETIME;
            default -> DataType.DATETIME;
        };
    }
}
