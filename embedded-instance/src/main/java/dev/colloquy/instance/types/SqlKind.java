package dev.colloquy.instance.types;

import java.util.Locale;
import java.util.Optional;

/**
 * The base of a data type, without length, precision or scale, named as in <a
 * href="https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql">Data types (Transact-SQL)</a>.
 *
 * <p>The comment at each constant names the Java class that carries a non-NULL value everywhere in the instance.
 */
public enum SqlKind {
    /** {@link Boolean}. */
    BIT(12),
    /** {@link Integer}, 0 to 255. */
    TINYINT(13),
    /** {@link Integer}. */
    SMALLINT(14),
    /** {@link Integer}. */
    INT(15),
    /** {@link Long}. */
    BIGINT(16),
    /** {@link java.math.BigDecimal} at scale 4. */
    SMALLMONEY(17),
    /** {@link java.math.BigDecimal} at scale 4. */
    MONEY(18),
    /** {@link java.math.BigDecimal} at the type's scale. */
    DECIMAL(19),
    /** {@link java.math.BigDecimal} at the type's scale. */
    NUMERIC(19),
    /** {@link Float}. */
    REAL(20),
    /** {@link Double}. */
    FLOAT(21),
    /** {@link java.time.LocalDate}. */
    DATE(23),
    /** {@link java.time.LocalTime}. */
    TIME(22),
    /** {@link java.time.LocalDateTime}, whole minutes. */
    SMALLDATETIME(24),
    /** {@link java.time.LocalDateTime}, multiples of 1/300 second. */
    DATETIME(25),
    /** {@link java.time.LocalDateTime}. */
    DATETIME2(26),
    /** {@link java.time.OffsetDateTime}. */
    DATETIMEOFFSET(27),
    /** {@link String}, padded with blanks. */
    CHAR(3),
    /** {@link String}. */
    VARCHAR(4),
    /** {@link String}. */
    TEXT(10),
    /** {@link String}, padded with blanks. */
    NCHAR(5),
    /** {@link String}. */
    NVARCHAR(6),
    /** {@link String}. */
    NTEXT(11),
    /** {@code byte[]}, padded with zeros. */
    BINARY(1),
    /** {@code byte[]}. */
    VARBINARY(2),
    /** {@code byte[]}. */
    IMAGE(9),
    /** {@code byte[]} of eight bytes, big endian. */
    ROWVERSION(8),
    /** {@link java.util.UUID}. */
    UNIQUEIDENTIFIER(7),
    /** {@link String}: the document without declaration. */
    XML(28),
    /** {@link SqlValue} of another kind. */
    SQL_VARIANT(29);

    private final int precedence;

    SqlKind(int precedence) {
        this.precedence = precedence;
    }

    /** Rank in "Data type precedence (Transact-SQL)"; of two operands the one of the higher rank decides. */
    public int precedence() {
        return precedence;
    }

    /** The name as T-SQL writes it, in lower case. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True for char, varchar, text and their national forms. */
    public boolean isCharacter() {
        return switch (this) {
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT -> true;
            default -> false;
        };
    }

    /** True for the national (UTF-16) character types. */
    public boolean isUnicode() {
        return this == NCHAR || this == NVARCHAR || this == NTEXT;
    }

    /** True for binary, varbinary, image and rowversion. */
    public boolean isBinary() {
        return this == BINARY || this == VARBINARY || this == IMAGE || this == ROWVERSION;
    }

    /** True for bit and the integer types. */
    public boolean isInteger() {
        return this == BIT || this == TINYINT || this == SMALLINT || this == INT || this == BIGINT;
    }

    /** True for decimal, numeric, money and smallmoney. */
    public boolean isDecimal() {
        return this == DECIMAL || this == NUMERIC || this == MONEY || this == SMALLMONEY;
    }

    /** True for every kind on which arithmetic works. */
    public boolean isNumeric() {
        return isInteger() || isDecimal() || this == REAL || this == FLOAT;
    }

    /** True for date, time and their combinations. */
    public boolean isTemporal() {
        return switch (this) {
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET -> true;
            default -> false;
        };
    }

    /**
     * Finds a kind by its T-SQL name, synonyms included ({@code integer}, {@code dec}, {@code character varying},
     * {@code timestamp}, {@code sysname} …).
     *
     * @param name the name in any letter case, words separated by one blank
     */
    public static Optional<SqlKind> named(String name) {
        return Optional.ofNullable(SqlTypeNames.KINDS.get(name.toLowerCase(Locale.ROOT)));
    }
}
