package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;

/** What {@code sys.types}, {@code sys.columns} and {@code INFORMATION_SCHEMA.COLUMNS} show of a data type. */
final class ColumnFacts {
    private static final int POINTER_BYTES = 16;
    private static final int VARIANT_BYTES = 8016;

    private ColumnFacts() {}

    /** system_type_id, and user_type_id of a base type. */
    static int systemTypeId(SqlKind kind) {
        return switch (kind) {
            case IMAGE -> 34;
            case TEXT -> 35;
            case UNIQUEIDENTIFIER -> 36;
            case DATE -> 40;
            case TIME -> 41;
            case DATETIME2 -> 42;
            case DATETIMEOFFSET -> 43;
            case TINYINT -> 48;
            case SMALLINT -> 52;
            case INT -> 56;
            case SMALLDATETIME -> 58;
            case REAL -> 59;
            case MONEY -> 60;
            case DATETIME -> 61;
            case FLOAT -> 62;
            case SQL_VARIANT -> 98;
            case NTEXT -> 99;
            case BIT -> 104;
            case DECIMAL -> 106;
            case NUMERIC -> 108;
            case SMALLMONEY -> 122;
            case BIGINT -> 127;
            case VARBINARY -> 165;
            case VARCHAR -> 167;
            case BINARY -> 173;
            case CHAR -> 175;
            case ROWVERSION -> 189;
            case NVARCHAR -> 231;
            case NCHAR -> 239;
            case XML -> 241;
        };
    }

    /** The name in {@code sys.types}. */
    static String typeName(SqlKind kind) {
        return kind == SqlKind.ROWVERSION ? "timestamp" : kind.sqlName();
    }

    /** Bytes; -1 for the (max) types and xml. */
    static int maxLength(SqlType type) {
        return switch (type.kind()) {
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, REAL, SMALLDATETIME, SMALLMONEY -> 4;
            case BIGINT, FLOAT, DATETIME, MONEY, ROWVERSION -> 8;
            case DATE -> 3;
            case TIME -> 3 + fractionBytes(type.scale());
            case DATETIME2 -> 6 + fractionBytes(type.scale());
            case DATETIMEOFFSET -> 8 + fractionBytes(type.scale());
            case DECIMAL, NUMERIC -> decimalBytes(type.precision());
            case UNIQUEIDENTIFIER -> 16;
            case TEXT, NTEXT, IMAGE -> POINTER_BYTES;
            case SQL_VARIANT -> VARIANT_BYTES;
            case XML -> -1;
            case NCHAR, NVARCHAR -> type.isMax() ? -1 : 2 * type.length();
            case CHAR, VARCHAR, BINARY, VARBINARY -> type.length();
        };
    }

    private static int fractionBytes(int scale) {
        if (scale <= 2) {
            return 0;
        }
        return scale <= 4 ? 1 : 2;
    }

    private static int decimalBytes(int precision) {
        if (precision <= 9) {
            return 5;
        }
        if (precision <= 19) {
            return 9;
        }
        return precision <= 28 ? 13 : 17;
    }

    /** Digits of a number or characters of a time; 0 for other types. */
    static int precision(SqlType type) {
        return switch (type.kind()) {
            case BIT -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INT -> 10;
            case BIGINT -> 19;
            case SMALLMONEY -> 10;
            case MONEY -> 19;
            case REAL -> 24;
            case FLOAT -> 53;
            case DECIMAL, NUMERIC -> type.precision();
            case DATE -> 10;
            case TIME -> 8 + fractionCharacters(type.scale());
            case SMALLDATETIME -> 16;
            case DATETIME -> 23;
            case DATETIME2 -> 19 + fractionCharacters(type.scale());
            case DATETIMEOFFSET -> 26 + fractionCharacters(type.scale());
            default -> 0;
        };
    }

    private static int fractionCharacters(int scale) {
        return scale == 0 ? 0 : scale + 1;
    }

    /** Digits after the point. */
    static int scale(SqlType type) {
        return switch (type.kind()) {
            case MONEY, SMALLMONEY -> 4;
            case DATETIME -> 3;
            default -> type.scale();
        };
    }

    /** The collation of a character type, otherwise null. */
    static String collation(SqlType type) {
        return type.kind().isCharacter() ? Types.COLLATION : null;
    }

    /** NUMERIC_PRECISION of INFORMATION_SCHEMA: of numbers only. */
    static Integer numericPrecision(SqlType type) {
        return type.kind().isNumeric() && type.kind() != SqlKind.BIT ? precision(type) : null;
    }

    /** NUMERIC_PRECISION_RADIX of INFORMATION_SCHEMA. */
    static Integer radix(SqlType type) {
        if (numericPrecision(type) == null) {
            return null;
        }
        return type.kind() == SqlKind.REAL || type.kind() == SqlKind.FLOAT ? 2 : 10;
    }

    /** NUMERIC_SCALE of INFORMATION_SCHEMA. */
    static Integer numericScale(SqlType type) {
        return numericPrecision(type) == null || radix(type) == 2 ? null : scale(type);
    }

    /** DATETIME_PRECISION of INFORMATION_SCHEMA. */
    static Integer datetimePrecision(SqlType type) {
        return switch (type.kind()) {
            case DATE, SMALLDATETIME -> 0;
            case DATETIME -> 3;
            case TIME, DATETIME2, DATETIMEOFFSET -> type.scale();
            default -> null;
        };
    }

    /** CHARACTER_MAXIMUM_LENGTH of INFORMATION_SCHEMA: characters, or bytes of a binary type. */
    static Integer characterLength(SqlType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY -> type.length();
            case TEXT, IMAGE -> Integer.MAX_VALUE;
            case NTEXT -> Integer.MAX_VALUE / 2;
            case XML -> -1;
            default -> null;
        };
    }

    /** CHARACTER_OCTET_LENGTH of INFORMATION_SCHEMA. */
    static Integer octetLength(SqlType type) {
        return switch (type.kind()) {
            case NCHAR, NVARCHAR -> maxLength(type);
            case NTEXT -> Integer.MAX_VALUE - 1;
            default -> characterLength(type);
        };
    }
}
