package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The order of values, as the comparison operators and ORDER BY see it. */
public final class Comparisons {
    private Comparisons() {}

    /** Compares in the default collation. */
    public static int compare(SqlValue a, SqlValue b) {
        return compare(a, b, Collation.CASE_INSENSITIVE);
    }

    /**
     * Compares two values, neither of them NULL; the one of lower precedence is converted to the type of the other.
     *
     * @return negative, zero or positive as {@code a} is less than, equal to or greater than {@code b}
     * @throws SqlError 206 for types that never meet, 305 for xml, 402 for text, ntext and image, and the errors of
     *     conversions
     */
    public static int compare(SqlValue a, SqlValue b, Collation collation) {
        SqlKind left = a.type().kind();
        SqlKind right = b.type().kind();
        if (left == right) {
            return compareSame(left, a, b, collation);
        }
        if (left.isInteger() && right.isInteger()) {
            return Long.compare(integer(a.value()), integer(b.value()));
        }
        if (left.isCharacter() && right.isCharacter() && isComparable(left) && isComparable(right)) {
            return collation.compare((String) a.value(), (String) b.value());
        }
        if (left.isDecimal() && right.isDecimal()) {
            return ((BigDecimal) a.value()).compareTo((BigDecimal) b.value());
        }
        return comparePromoted(a, b, collation);
    }

    /** Whether the result of {@link #compare} fulfils {@code =}, {@code <>}, {@code !=}, {@code <}, {@code <=} … */
    public static boolean fulfils(int order, String operator) {
        return switch (operator) {
            case "=" -> order == 0;
            case "<>", "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=", "!>" -> order <= 0;
            case ">" -> order > 0;
            case ">=", "!<" -> order >= 0;
            default -> throw new AssertionError(operator);
        };
    }

    private static int comparePromoted(SqlValue a, SqlValue b, Collation collation) {
        checkComparable(a.type(), b.type());
        boolean integers = a.type().kind().isInteger() || b.type().kind().isInteger();
        if (integers && (a.type().kind().isDecimal() || b.type().kind().isDecimal())) {
            return decimal(a).compareTo(decimal(b));
        }
        SqlType common = whole(a.type(), b.type());
        ConversionRules.checkImplicit(a.type(), common);
        ConversionRules.checkImplicit(b.type(), common);
        return compareSame(common.kind(), Conversions.convert(a, common), Conversions.convert(b, common), collation);
    }

    /** The common type without limits of length or scale, so that no digit or character is lost before comparing. */
    private static SqlType whole(SqlType a, SqlType b) {
        SqlType common = Promotion.common(a, b);
        return switch (common.kind()) {
            case CHAR, VARCHAR -> SqlType.VARCHAR_MAX;
            case NCHAR, NVARCHAR -> SqlType.NVARCHAR_MAX;
            case BINARY, VARBINARY -> SqlType.VARBINARY_MAX;
            default -> common;
        };
    }

    private static BigDecimal decimal(SqlValue value) {
        return value.value() instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(integer(value.value()));
    }

    private static int compareSame(SqlKind kind, SqlValue a, SqlValue b, Collation collation) {
        Object left = a.value();
        Object right = b.value();
        return switch (kind) {
            case BIT, TINYINT, SMALLINT, INT, BIGINT -> Long.compare(integer(left), integer(right));
            case DECIMAL, NUMERIC, MONEY, SMALLMONEY -> ((BigDecimal) left).compareTo((BigDecimal) right);
            case REAL, FLOAT -> compareNumbers(((Number) left).doubleValue(), ((Number) right).doubleValue());
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> collation.compare((String) left, (String) right);
            case BINARY, VARBINARY, ROWVERSION -> compareBytes((byte[]) left, (byte[]) right);
            case DATE -> ((LocalDate) left).compareTo((LocalDate) right);
            case TIME -> ((LocalTime) left).compareTo((LocalTime) right);
            case SMALLDATETIME, DATETIME, DATETIME2 -> ((LocalDateTime) left).compareTo((LocalDateTime) right);
            case DATETIMEOFFSET -> ((OffsetDateTime) left).toInstant().compareTo(((OffsetDateTime) right).toInstant());
            case UNIQUEIDENTIFIER -> Guids.compare((UUID) left, (UUID) right);
            case SQL_VARIANT -> compareVariants((SqlValue) left, (SqlValue) right, collation);
            case TEXT, NTEXT, IMAGE, XML -> throw incomparable(a.type(), b.type());
        };
    }

    /** Zero and minus zero are equal, unlike in {@link Double#compare}. */
    private static int compareNumbers(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    /** The shorter value counts as filled up with zeros. */
    private static int compareBytes(byte[] a, byte[] b) {
        int length = Math.max(a.length, b.length);
        for (int i = 0; i < length; i++) {
            int left = i < a.length ? a[i] & 0xFF : 0;
            int right = i < b.length ? b[i] & 0xFF : 0;
            if (left != right) {
                return left < right ? -1 : 1;
            }
        }
        return 0;
    }

    /** Values of different families are ordered by their family, others as their base types. */
    private static int compareVariants(SqlValue a, SqlValue b, Collation collation) {
        int families = Integer.compare(family(a.type().kind()), family(b.type().kind()));
        return families != 0 ? families : compare(a, b, collation);
    }

    private static int family(SqlKind kind) {
        if (kind.isTemporal()) {
            return 5;
        }
        if (kind == SqlKind.REAL || kind == SqlKind.FLOAT) {
            return 4;
        }
        if (kind.isNumeric()) {
            return 3;
        }
        return kind.isCharacter() ? 2 : kind == SqlKind.UNIQUEIDENTIFIER ? 1 : 0;
    }

    private static void checkComparable(SqlType a, SqlType b) {
        if (!isComparable(a.kind()) || !isComparable(b.kind())) {
            throw incomparable(a, b);
        }
    }

    private static boolean isComparable(SqlKind kind) {
        return kind != SqlKind.TEXT && kind != SqlKind.NTEXT && kind != SqlKind.IMAGE && kind != SqlKind.XML;
    }

    private static SqlError incomparable(SqlType a, SqlType b) {
        if (a.kind() == SqlKind.XML || b.kind() == SqlKind.XML) {
            return new SqlError(
                    305, "The XML data type cannot be compared or sorted, except when using the IS NULL operator.");
        }
        return new SqlError(
                402,
                "The data types " + ConversionErrors.name(a) + " and " + ConversionErrors.name(b)
                        + " are incompatible in the equal to operator.");
    }

    private static long integer(Object value) {
        if (value instanceof Boolean bit) {
            return bit ? 1 : 0;
        }
        return ((Number) value).longValue();
    }
}
