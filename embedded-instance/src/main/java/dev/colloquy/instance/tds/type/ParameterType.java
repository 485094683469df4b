package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.nio.charset.Charset;

/**
 * The TYPE_INFO of a parameter ([MS-TDS] 2.2.5.6 "Type Info Rule Definition").
 *
 * @param dataType the type byte
 * @param maxLength bytes; {@link DataType#MAX_LENGTH} for values in parts
 * @param charset  of char and varchar
 * @param type     what the type is in T-SQL
 */
public record ParameterType(int dataType, int maxLength, Charset charset, SqlType type) {

    /**
     * Reads TYPE_INFO.
     *
     * @throws UnsupportedDataType for types that are not taken; the reader stands somewhere inside the parameter then
     * @throws ProtocolViolation   for what is no type
     */
    public static ParameterType read(MessageReader in) {
        int dataType = in.readByte();
        return switch (dataType) {
            case DataType.NULL -> fixed(dataType, 0, SqlKind.INT);
            case DataType.BIT -> fixed(dataType, 1, SqlKind.BIT);
            case DataType.TINYINT -> fixed(dataType, 1, SqlKind.TINYINT);
            case DataType.SMALLINT -> fixed(dataType, 2, SqlKind.SMALLINT);
            case DataType.INT -> fixed(dataType, 4, SqlKind.INT);
            case DataType.BIGINT -> fixed(dataType, 8, SqlKind.BIGINT);
            case DataType.REAL -> fixed(dataType, 4, SqlKind.REAL);
            case DataType.FLOAT -> fixed(dataType, 8, SqlKind.FLOAT);
            case DataType.MONEY -> fixed(dataType, 8, SqlKind.MONEY);
            case DataType.SMALLMONEY -> fixed(dataType, 4, SqlKind.SMALLMONEY);
            case DataType.DATETIME -> fixed(dataType, 8, SqlKind.DATETIME);
            case DataType.SMALLDATETIME -> fixed(dataType, 4, SqlKind.SMALLDATETIME);
            case DataType.DATE -> fixed(dataType, 3, SqlKind.DATE);
            case DataType.TIME, DataType.DATETIME2, DataType.DATETIMEOFFSET -> scaledTime(dataType, in.readByte());
            case DataType.BIT_N, DataType.INT_N, DataType.FLOAT_N, DataType.MONEY_N, DataType.DATETIME_N ->
                variable(dataType, in.readByte());
            case DataType.UNIQUEIDENTIFIER -> fixed(dataType, in.readByte(), SqlKind.UNIQUEIDENTIFIER);
            case DataType.DECIMAL, DataType.NUMERIC, DataType.DECIMAL_LEGACY, DataType.NUMERIC_LEGACY ->
                decimal(dataType, in);
            default -> readLong(dataType, in);
        };
    }

    /** Reads a value with its length; null for NULL. */
    public Object readValue(MessageReader in) {
        return ParameterValue.read(this, in);
    }

    private static ParameterType readLong(int dataType, MessageReader in) {
        return switch (dataType) {
            case DataType.CHAR_LEGACY -> text(dataType, in.readByte(), SqlKind.CHAR, Collation.codePage());
            case DataType.VARCHAR_LEGACY -> text(dataType, in.readByte(), SqlKind.VARCHAR, Collation.codePage());
            case DataType.BINARY_LEGACY -> binary(dataType, in.readByte(), SqlKind.BINARY);
            case DataType.VARBINARY_LEGACY -> binary(dataType, in.readByte(), SqlKind.VARBINARY);
            case DataType.CHAR -> text(dataType, in.readUShort(), SqlKind.CHAR, Collation.read(in));
            case DataType.VARCHAR -> text(dataType, in.readUShort(), SqlKind.VARCHAR, Collation.read(in));
            case DataType.NCHAR -> text(dataType, in.readUShort(), SqlKind.NCHAR, Collation.read(in));
            case DataType.NVARCHAR -> text(dataType, in.readUShort(), SqlKind.NVARCHAR, Collation.read(in));
            case DataType.BINARY -> binary(dataType, in.readUShort(), SqlKind.BINARY);
            case DataType.VARBINARY -> binary(dataType, in.readUShort(), SqlKind.VARBINARY);
            case DataType.TEXT -> large(dataType, in.readLong(), SqlKind.TEXT, Collation.read(in));
            case DataType.NTEXT -> large(dataType, in.readLong(), SqlKind.NTEXT, Collation.read(in));
            case DataType.IMAGE -> large(dataType, in.readLong(), SqlKind.IMAGE, null);
            case DataType.SQL_VARIANT -> large(dataType, in.readLong(), SqlKind.SQL_VARIANT, null);
            case DataType.XML -> xml(in);
            default -> {
                if (dataType >= DataType.UDT) {
                    throw new UnsupportedDataType(dataType);
                }
                throw new ProtocolViolation("unknown data type " + dataType);
            }
        };
    }

    private static ParameterType fixed(int dataType, int length, SqlKind kind) {
        return new ParameterType(dataType, length, null, SqlType.simple(kind));
    }

    private static ParameterType variable(int dataType, int length) {
        SqlKind kind = switch (dataType << 8 | length) {
            case DataType.BIT_N << 8 | 1 -> SqlKind.BIT;
            case DataType.INT_N << 8 | 1 -> SqlKind.TINYINT;
            case DataType.INT_N << 8 | 2 -> SqlKind.SMALLINT;
            case DataType.INT_N << 8 | 4 -> SqlKind.INT;
            case DataType.INT_N << 8 | 8 -> SqlKind.BIGINT;
            case DataType.FLOAT_N << 8 | 4 -> SqlKind.REAL;
            case DataType.FLOAT_N << 8 | 8 -> SqlKind.FLOAT;
            case DataType.MONEY_N << 8 | 4 -> SqlKind.SMALLMONEY;
            case DataType.MONEY_N << 8 | 8 -> SqlKind.MONEY;
            case DataType.DATETIME_N << 8 | 4 -> SqlKind.SMALLDATETIME;
            case DataType.DATETIME_N << 8 | 8 -> SqlKind.DATETIME;
            default -> throw new ProtocolViolation("data type " + dataType + " of length " + length);
        };
        return fixed(dataType, length, kind);
    }

    private static ParameterType scaledTime(int dataType, int scale) {
        if (scale > 7) {
            throw new ProtocolViolation("time of scale " + scale);
        }
        int time = Temporal.timeLength(scale);
        return switch (dataType) {
            case DataType.TIME -> new ParameterType(dataType, time, null, SqlType.time(scale));
            case DataType.DATETIME2 -> new ParameterType(dataType, time + 3, null, SqlType.datetime2(scale));
            default -> new ParameterType(dataType, time + 5, null, SqlType.datetimeoffset(scale));
        };
    }

    private static ParameterType decimal(int dataType, MessageReader in) {
        int length = in.readByte();
        int precision = in.readByte();
        int scale = in.readByte();
        if (length > 17 || precision < 1 || precision > 38 || scale > precision) {
            throw new ProtocolViolation("decimal(" + precision + "," + scale + ") of length " + length);
        }
        SqlKind kind =
                dataType == DataType.NUMERIC || dataType == DataType.NUMERIC_LEGACY ? SqlKind.NUMERIC : SqlKind.DECIMAL;
        return new ParameterType(dataType, length, null, new SqlType(kind, 0, precision, scale));
    }

    private static ParameterType text(int dataType, int length, SqlKind kind, Charset charset) {
        if (length == DataType.MAX_LENGTH) {
            return new ParameterType(dataType, length, charset, new SqlType(kind, SqlType.MAX, 0, 0));
        }
        int characters = kind.isUnicode() ? length / 2 : length;
        return new ParameterType(dataType, length, charset, new SqlType(kind, Math.max(1, characters), 0, 0));
    }

    private static ParameterType binary(int dataType, int length, SqlKind kind) {
        int bytes = length == DataType.MAX_LENGTH ? SqlType.MAX : Math.max(1, length);
        return new ParameterType(dataType, length, null, new SqlType(kind, bytes, 0, 0));
    }

    private static ParameterType large(int dataType, int length, SqlKind kind, Charset charset) {
        int characters = kind == SqlKind.SQL_VARIANT ? 0 : SqlType.MAX;
        return new ParameterType(dataType, length, charset, new SqlType(kind, characters, 0, 0));
    }

    private static ParameterType xml(MessageReader in) {
        int schemaPresent = in.readByte();
        if (schemaPresent == 1) {
            in.readBVarchar();
            in.readBVarchar();
            in.readUsVarchar();
        } else if (schemaPresent != 0) {
            throw new ProtocolViolation("xml with schema flag " + schemaPresent);
        }
        return new ParameterType(DataType.XML, DataType.MAX_LENGTH, null, SqlType.XML);
    }
}
