package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;

/** Bytes that a value takes, as DATALENGTH counts them. */
final class DataLength {
    private DataLength() {}

    static long of(SqlValue value) {
        SqlType type = value.type();
        return switch (type.kind()) {
            case CHAR, VARCHAR, TEXT -> ((String) value.value()).length();
            case NCHAR, NVARCHAR, NTEXT, XML -> 2L * ((String) value.value()).length();
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> ((byte[]) value.value()).length;
            case SQL_VARIANT -> of((SqlValue) value.value());
            default -> ofType(type);
        };
    }

    /** Bytes of a type of fixed length. */
    static int ofType(SqlType type) {
        return switch (type.kind()) {
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, SMALLMONEY, REAL, SMALLDATETIME -> 4;
            case BIGINT, MONEY, FLOAT, DATETIME, ROWVERSION -> 8;
            case DECIMAL, NUMERIC -> ofDecimal(type.precision());
            case DATE -> 3;
            case TIME -> ofTime(type.scale());
            case DATETIME2 -> ofTime(type.scale()) + 3;
            case DATETIMEOFFSET -> ofTime(type.scale()) + 5;
            case UNIQUEIDENTIFIER -> 16;
            case NCHAR, NVARCHAR -> type.isMax() ? SqlType.MAX : 2 * type.length();
            default -> type.length();
        };
    }

    private static int ofDecimal(int precision) {
        return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
    }

    private static int ofTime(int scale) {
        return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
    }
}
