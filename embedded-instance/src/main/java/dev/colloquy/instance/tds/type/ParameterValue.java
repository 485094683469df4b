package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads the values of parameters; each becomes an object of the class that {@link SqlKind} names. */
final class ParameterValue {
    private ParameterValue() {}

    /** Reads length and value; null for NULL. */
    static Object read(ParameterType type, MessageReader in) {
        return switch (type.dataType()) {
            case DataType.NULL -> null;
            case DataType.BIT,
                    DataType.TINYINT,
                    DataType.SMALLINT,
                    DataType.INT,
                    DataType.BIGINT,
                    DataType.REAL,
                    DataType.FLOAT,
                    DataType.MONEY,
                    DataType.SMALLMONEY,
                    DataType.DATETIME,
                    DataType.SMALLDATETIME -> fixed(type.type(), type.maxLength(), in);
            case DataType.CHAR_LEGACY, DataType.VARCHAR_LEGACY, DataType.BINARY_LEGACY, DataType.VARBINARY_LEGACY ->
                legacyLength(type, in);
            case DataType.CHAR,
                    DataType.VARCHAR,
                    DataType.NCHAR,
                    DataType.NVARCHAR,
                    DataType.BINARY,
                    DataType.VARBINARY,
                    DataType.XML -> type.maxLength() == DataType.MAX_LENGTH ? inParts(type, in) : shortLength(type, in);
            case DataType.TEXT, DataType.NTEXT, DataType.IMAGE -> longLength(type, in);
            case DataType.SQL_VARIANT -> variant(in);
            default -> byteLength(type, in);
        };
    }

    private static Object byteLength(ParameterType type, MessageReader in) {
        int length = in.readByte();
        if (length == 0) {
            return null;
        }
        SqlType sqlType = type.type();
        if (sqlType.kind().isDecimal() && type.dataType() != DataType.MONEY_N) {
            return decimal(sqlType, length, in);
        }
        if (length != type.maxLength()) {
            throw new ProtocolViolation(sqlType.kind().sqlName() + " of " + length + " bytes");
        }
        return fixed(sqlType, length, in);
    }

    private static Object legacyLength(ParameterType type, MessageReader in) {
        int length = in.readByte();
        return length == 0 ? null : data(type.type().kind(), type.charset(), in, length);
    }

    private static Object shortLength(ParameterType type, MessageReader in) {
        int length = in.readUShort();
        return length == DataType.NULL_LENGTH ? null : data(type.type().kind(), type.charset(), in, length);
    }

    private static Object longLength(ParameterType type, MessageReader in) {
        int length = in.readLong();
        return length == -1 ? null : data(type.type().kind(), type.charset(), in, length);
    }

    private static Object inParts(ParameterType type, MessageReader in) {
        byte[] bytes = PartialLength.read(in);
        if (bytes == null || type.type().kind().isBinary()) {
            return bytes;
        }
        return data(type.type().kind(), type.charset(), new MessageReader(bytes, 0, bytes.length), bytes.length);
    }

    private static Object data(SqlKind kind, Charset charset, MessageReader in, int length) {
        if (kind.isUnicode()) {
            return in.readUtf16(length);
        }
        byte[] bytes = in.readBytes(length);
        if (kind == SqlKind.XML) {
            return xml(bytes);
        }
        return kind.isBinary() ? bytes : Collation.decode(bytes, charset);
    }

    /** XML comes as UTF-16 with or without byte order mark, or as bytes that name their own encoding. */
    private static String xml(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        boolean singleByte = bytes.length >= 2 && bytes[0] == '<' && bytes[1] != 0;
        return new String(bytes, singleByte ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16LE);
    }

    private static BigDecimal decimal(SqlType type, int length, MessageReader in) {
        if (length < 2 || length > 17) {
            throw new ProtocolViolation("decimal of " + length + " bytes");
        }
        boolean positive = in.readByte() != 0;
        BigInteger magnitude = new BigInteger(1, in.readReversed(length - 1));
        return new BigDecimal(positive ? magnitude : magnitude.negate(), type.scale());
    }

    private static Object fixed(SqlType type, int length, MessageReader in) {
        return switch (type.kind()) {
            case BIT -> in.readByte() != 0;
            case TINYINT -> in.readByte();
            case SMALLINT -> (int) (short) in.readUShort();
            case INT -> in.readLong();
            case BIGINT -> in.readLongLong();
            case REAL -> Float.intBitsToFloat(in.readLong());
            case FLOAT -> Double.longBitsToDouble(in.readLongLong());
            case SMALLMONEY -> BigDecimal.valueOf(in.readLong(), 4);
            case MONEY -> {
                long high = in.readLong();
                yield BigDecimal.valueOf((high << 32) | (in.readLong() & 0xFFFF_FFFFL), 4);
            }
            case UNIQUEIDENTIFIER -> uuid(in);
            case DATE -> Temporal.readDate(in);
            case TIME -> Temporal.readTime(in, type.scale(), length);
            case DATETIME2 -> Temporal.readDateTime2(in, type.scale(), length);
            case DATETIMEOFFSET -> Temporal.readDateTimeOffset(in, type.scale(), length);
            case DATETIME -> Temporal.readDateTime(in);
            case SMALLDATETIME -> Temporal.readSmallDateTime(in);
            default -> throw new IllegalStateException(type.kind().sqlName() + " has no fixed length");
        };
    }

    private static UUID uuid(MessageReader in) {
        in.need(16);
        long high = in.readUnsigned(4) << 32 | in.readUnsigned(2) << 16 | in.readUnsigned(2);
        return new UUID(high, Long.reverseBytes(in.readLongLong()));
    }

    /** Total length, base type, length of the properties, properties, data. */
    private static SqlValue variant(MessageReader in) {
        int total = in.readLong();
        if (total == 0) {
            return null;
        }
        if (total < 2) {
            throw new ProtocolViolation("sql_variant of " + total + " bytes");
        }
        in.need(total);
        MessageReader part = in.slice(in.position(), total);
        in.skip(total);
        ParameterType base = variantType(part);
        int length = part.remaining();
        SqlType type = base.type();
        if (type.kind() == SqlKind.DECIMAL || type.kind() == SqlKind.NUMERIC) {
            return SqlValue.of(type, decimal(type, length, part));
        }
        if (type.kind().isCharacter() || type.kind().isBinary()) {
            return SqlValue.of(type, data(type.kind(), base.charset(), part, length));
        }
        if (length != base.maxLength()) {
            throw new ProtocolViolation("sql_variant of " + type + " with " + length + " bytes");
        }
        return SqlValue.of(type, fixed(type, length, part));
    }

    /** The properties are what TYPE_INFO has, in another order. */
    private static ParameterType variantType(MessageReader part) {
        int dataType = part.readByte();
        int properties = part.readByte();
        int start = part.position();
        ParameterType type = switch (dataType) {
            case DataType.CHAR, DataType.VARCHAR, DataType.NCHAR, DataType.NVARCHAR -> {
                Charset charset = Collation.read(part);
                SqlKind kind = dataType == DataType.NVARCHAR || dataType == DataType.NCHAR
                        ? SqlKind.NVARCHAR
                        : SqlKind.VARCHAR;
                int length = part.readUShort() / (kind.isUnicode() ? 2 : 1);
                yield new ParameterType(dataType, 0, charset, new SqlType(kind, Math.max(1, length), 0, 0));
            }
            case DataType.BINARY, DataType.VARBINARY ->
                new ParameterType(dataType, 0, null, SqlType.varbinary(Math.max(1, part.readUShort())));
            case DataType.DECIMAL, DataType.NUMERIC ->
                ParameterType.read(new MessageReader(
                        new byte[] {(byte) dataType, 17, (byte) part.readByte(), (byte) part.readByte()}, 0, 4));
            case DataType.UNIQUEIDENTIFIER -> new ParameterType(dataType, 16, null, SqlType.UNIQUEIDENTIFIER);
            case DataType.TIME, DataType.DATETIME2, DataType.DATETIMEOFFSET, DataType.DATE ->
                ParameterType.read(new MessageReader(new byte[] {(byte) dataType, (byte) scale(part, dataType)}, 0, 2));
            default -> ParameterType.read(new MessageReader(new byte[] {(byte) dataType}, 0, 1));
        };
        if (part.position() - start != properties) {
            throw new ProtocolViolation("sql_variant with " + properties + " bytes of properties");
        }
        return type;
    }

    private static int scale(MessageReader part, int dataType) {
        return dataType == DataType.DATE ? 0 : part.readByte();
    }
}
