package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;

/** Types of results, see "Data type precedence" and "Precision, scale, and length (Transact-SQL)". */
final class Promotion {
    static final int MAX_PRECISION = 38;
    static final int MAX_CHARACTERS = 8000;
    static final int MAX_NATIONAL_CHARACTERS = 4000;
    private static final int LEAST_KEPT_SCALE = 6;

    private Promotion() {}

    /** The type to which two values are converted to be compared or to be branches of one CASE. */
    static SqlType common(SqlType a, SqlType b) {
        if (a.equals(b)) {
            return a;
        }
        SqlType higher = higher(a, b);
        SqlType lower = lower(a, b);
        SqlKind kind = higher.kind();
        return switch (kind) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> commonText(higher, lower);
            case BINARY, VARBINARY -> new SqlType(kind, longer(a, b), 0, 0);
            case DECIMAL, NUMERIC -> lower.kind().isNumeric() ? commonDecimal(decimal(a), decimal(b)) : higher;
            case TIME, DATETIME2, DATETIMEOFFSET ->
                new SqlType(
                        kind, 0, 0, lower.kind().isTemporal() ? Math.max(fraction(a), fraction(b)) : higher.scale());
            default -> higher;
        };
    }

    /** The type of higher precedence, the first one among equals. */
    static SqlType higher(SqlType a, SqlType b) {
        return a.kind().precedence() >= b.kind().precedence() ? a : b;
    }

    /** The other one. */
    static SqlType lower(SqlType a, SqlType b) {
        return a.kind().precedence() >= b.kind().precedence() ? b : a;
    }

    private static SqlType commonText(SqlType higher, SqlType lower) {
        int length = lower.kind().isCharacter() || lower.kind().isBinary() ? longer(higher, lower) : higher.length();
        boolean variable = lower.kind() == SqlKind.VARCHAR || lower.kind() == SqlKind.NVARCHAR;
        SqlKind kind = higher.kind() == SqlKind.NCHAR && (variable || length == SqlType.MAX)
                ? SqlKind.NVARCHAR
                : higher.kind();
        int limit = kind.isUnicode() ? MAX_NATIONAL_CHARACTERS : MAX_CHARACTERS;
        return new SqlType(kind, Math.min(length, limit), 0, 0);
    }

    private static int longer(SqlType a, SqlType b) {
        return a.isMax() || b.isMax() ? SqlType.MAX : Math.max(a.length(), b.length());
    }

    private static SqlType commonDecimal(SqlType a, SqlType b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return reducedForSum(whole, scale, whole + scale);
    }

    /** Fractional digits that a date and time type can hold. */
    private static int fraction(SqlType type) {
        return type.kind() == SqlKind.DATETIME ? 3 : type.scale();
    }

    /** The decimal that holds every value of an exact numeric type. */
    static SqlType decimal(SqlType type) {
        return switch (type.kind()) {
            case BIT -> SqlType.numeric(1, 0);
            case TINYINT -> SqlType.numeric(3, 0);
            case SMALLINT -> SqlType.numeric(5, 0);
            case INT -> SqlType.numeric(10, 0);
            case BIGINT -> SqlType.numeric(19, 0);
            case MONEY -> SqlType.numeric(19, 4);
            case SMALLMONEY -> SqlType.numeric(10, 4);
            default -> type;
        };
    }

    /** The type of {@code + - * / %} on two decimals. */
    static SqlType decimalResult(char operator, SqlType a, SqlType b) {
        int p1 = a.precision();
        int s1 = a.scale();
        int p2 = b.precision();
        int s2 = b.scale();
        int whole = Math.max(p1 - s1, p2 - s2);
        int scale = Math.max(s1, s2);
        return switch (operator) {
            case '*' -> reducedForProduct(p1 + p2 + 1, s1 + s2);
            case '/' -> {
                int quotientScale = Math.max(LEAST_KEPT_SCALE, s1 + p2 + 1);
                yield reducedForProduct(p1 - s1 + s2 + quotientScale, quotientScale);
            }
            case '%' ->
                SqlType.numeric(Math.max(1, Math.min(MAX_PRECISION, Math.min(p1 - s1, p2 - s2) + scale)), scale);
            default -> reducedForSum(whole, scale, whole + scale + 1);
        };
    }

    private static SqlType reducedForSum(int whole, int scale, int precision) {
        return precision <= MAX_PRECISION
                ? SqlType.numeric(precision, scale)
                : SqlType.numeric(MAX_PRECISION, Math.min(scale, MAX_PRECISION - whole));
    }

    private static SqlType reducedForProduct(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return SqlType.numeric(precision, scale);
        }
        int whole = precision - scale;
        int kept = whole < MAX_PRECISION - LEAST_KEPT_SCALE
                ? Math.min(scale, MAX_PRECISION - whole)
                : Math.min(scale, LEAST_KEPT_SCALE);
        return SqlType.numeric(MAX_PRECISION, kept);
    }

    /** The type of the concatenation of two texts or two binary values. */
    static SqlType concatenation(SqlType a, SqlType b) {
        boolean max = a.isMax() || b.isMax();
        if (a.kind().isBinary()) {
            return SqlType.varbinary(max ? SqlType.MAX : Math.min(MAX_CHARACTERS, a.length() + b.length()));
        }
        boolean unicode = a.kind().isUnicode() || b.kind().isUnicode();
        int limit = unicode ? MAX_NATIONAL_CHARACTERS : MAX_CHARACTERS;
        int length = max ? SqlType.MAX : Math.min(limit, a.length() + b.length());
        boolean fixed = isFixedText(a.kind()) && isFixedText(b.kind());
        SqlKind kind = unicode ? fixed ? SqlKind.NCHAR : SqlKind.NVARCHAR : fixed ? SqlKind.CHAR : SqlKind.VARCHAR;
        return new SqlType(kind, length, 0, 0);
    }

    private static boolean isFixedText(SqlKind kind) {
        return kind == SqlKind.CHAR || kind == SqlKind.NCHAR;
    }

    /** True for the constant NULL, which has no type of its own. */
    static boolean isNullConstant(Expression expression) {
        return expression instanceof Expression.Literal literal
                && literal.value().isNull();
    }

    /** The type of an operand beside a decimal: an integer constant counts with the digits that it has. */
    static SqlType besideDecimal(Expression operand, SqlType type) {
        Expression constant = operand instanceof Expression.Unary unary ? unary.operand() : operand;
        if (type.kind() == SqlKind.INT
                && constant instanceof Expression.Literal literal
                && !literal.value().isNull()) {
            long value = ((Number) literal.value().value()).longValue();
            return SqlType.numeric(BigDecimal.valueOf(value).precision(), 0);
        }
        return type;
    }

    static boolean isDecimal(SqlType type) {
        return type.kind() == SqlKind.DECIMAL || type.kind() == SqlKind.NUMERIC;
    }
}
