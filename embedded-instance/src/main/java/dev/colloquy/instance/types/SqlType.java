package dev.colloquy.instance.types;

import java.util.Objects;

/**
 * A data type with its facets.
 *
 * @param kind      the base type
 * @param length    characters (char, varchar, nchar, nvarchar) or bytes (binary, varbinary); {@link #MAX} for
 *                  {@code (max)}, text, ntext, image and xml; 0 where a length has no meaning
 * @param precision decimal digits of decimal and numeric (1 to 38), 0 otherwise
 * @param scale     digits after the point of decimal and numeric; fractional second digits (0 to 7) of time, datetime2
 *                  and datetimeoffset; 0 otherwise
 */
public record SqlType(SqlKind kind, int length, int precision, int scale) {
    /** The length of a {@code (max)} type. */
    public static final int MAX = -1;

    public static final SqlType BIT = simple(SqlKind.BIT);
    public static final SqlType TINYINT = simple(SqlKind.TINYINT);
    public static final SqlType SMALLINT = simple(SqlKind.SMALLINT);
    public static final SqlType INT = simple(SqlKind.INT);
    public static final SqlType BIGINT = simple(SqlKind.BIGINT);
    public static final SqlType MONEY = simple(SqlKind.MONEY);
    public static final SqlType SMALLMONEY = simple(SqlKind.SMALLMONEY);
    public static final SqlType REAL = simple(SqlKind.REAL);
    public static final SqlType FLOAT = simple(SqlKind.FLOAT);
    public static final SqlType DATE = simple(SqlKind.DATE);
    public static final SqlType DATETIME = simple(SqlKind.DATETIME);
    public static final SqlType SMALLDATETIME = simple(SqlKind.SMALLDATETIME);
    public static final SqlType DATETIME2 = datetime2(7);
    public static final SqlType UNIQUEIDENTIFIER = simple(SqlKind.UNIQUEIDENTIFIER);
    public static final SqlType XML = new SqlType(SqlKind.XML, MAX, 0, 0);
    public static final SqlType ROWVERSION = new SqlType(SqlKind.ROWVERSION, 8, 0, 0);
    public static final SqlType SQL_VARIANT = simple(SqlKind.SQL_VARIANT);
    public static final SqlType NVARCHAR_MAX = nvarchar(MAX);
    public static final SqlType VARCHAR_MAX = varchar(MAX);
    public static final SqlType VARBINARY_MAX = varbinary(MAX);
    /** {@code sysname}: nvarchar(128). */
    public static final SqlType SYSNAME = nvarchar(128);

    public SqlType {
        Objects.requireNonNull(kind);
    }

    /** A type without facets. */
    public static SqlType simple(SqlKind kind) {
        return new SqlType(kind, 0, 0, 0);
    }

    public static SqlType charOf(int length) {
        return new SqlType(SqlKind.CHAR, length, 0, 0);
    }

    public static SqlType varchar(int length) {
        return new SqlType(SqlKind.VARCHAR, length, 0, 0);
    }

    public static SqlType nchar(int length) {
        return new SqlType(SqlKind.NCHAR, length, 0, 0);
    }

    public static SqlType nvarchar(int length) {
        return new SqlType(SqlKind.NVARCHAR, length, 0, 0);
    }

    public static SqlType binary(int length) {
        return new SqlType(SqlKind.BINARY, length, 0, 0);
    }

    public static SqlType varbinary(int length) {
        return new SqlType(SqlKind.VARBINARY, length, 0, 0);
    }

    public static SqlType decimal(int precision, int scale) {
        return new SqlType(SqlKind.DECIMAL, 0, precision, scale);
    }

    public static SqlType numeric(int precision, int scale) {
        return new SqlType(SqlKind.NUMERIC, 0, precision, scale);
    }

    public static SqlType time(int scale) {
        return new SqlType(SqlKind.TIME, 0, 0, scale);
    }

    public static SqlType datetime2(int scale) {
        return new SqlType(SqlKind.DATETIME2, 0, 0, scale);
    }

    public static SqlType datetimeoffset(int scale) {
        return new SqlType(SqlKind.DATETIMEOFFSET, 0, 0, scale);
    }

    /** True for the {@code (max)} types, text, ntext, image and xml. */
    public boolean isMax() {
        return length == MAX;
    }

    /** The type as T-SQL writes it, for example {@code nvarchar(50)} or {@code decimal(10,2)}. */
    @Override
    public String toString() {
        return switch (kind) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY ->
                kind.sqlName() + (isMax() ? "(max)" : "(" + length + ")");
            case DECIMAL, NUMERIC -> kind.sqlName() + "(" + precision + "," + scale + ")";
            case TIME, DATETIME2, DATETIMEOFFSET -> kind.sqlName() + "(" + scale + ")";
            default -> kind.sqlName();
        };
    }
}
