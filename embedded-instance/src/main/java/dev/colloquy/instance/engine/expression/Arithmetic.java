package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.LocalDateTime;
import java.util.Arrays;

/** The operators {@code + - * / % & | ^} and the unary ones: result types and results. */
final class Arithmetic {
    private Arithmetic() {}

    /**
     * The result type.
     *
     * @throws SqlError 206, 257, 402 or 8117 for types that the operator does not take
     */
    static SqlType type(char operator, SqlType a, SqlType b) {
        SqlKind left = a.kind();
        SqlKind right = b.kind();
        if (left == SqlKind.INT && right == SqlKind.INT) {
            return a;
        }
        if ((operator == '+' && isShortText(left) && isShortText(right))
                || (operator == '+' && left.isBinary() && right.isBinary())) {
            return Promotion.concatenation(a, b);
        }
        if (isBitwise(operator)) {
            return bitwise(operator, a, b);
        }
        if (left.isTemporal() || right.isTemporal()) {
            return temporal(operator, a, b);
        }
        if (!left.isNumeric() && !right.isNumeric()) {
            throw incompatible(operator, a, b);
        }
        return numeric(operator, a, b);
    }

    private static SqlType numeric(char operator, SqlType a, SqlType b) {
        SqlType higher = Promotion.higher(a, b);
        SqlType lower = Promotion.lower(a, b);
        if (!higher.kind().isNumeric() || (!lower.kind().isNumeric() && !isConvertible(lower.kind()))) {
            ConversionRules.checkImplicit(lower, higher);
            throw incompatible(operator, a, b);
        }
        ConversionRules.checkImplicit(lower, higher);
        boolean approximate = higher.kind() == SqlKind.FLOAT || higher.kind() == SqlKind.REAL;
        if (higher.kind() == SqlKind.BIT || (operator == '%' && approximate)) {
            throw incompatible(operator, a, b);
        }
        if (Promotion.isDecimal(higher)) {
            SqlType left = a.kind().isNumeric() ? Promotion.decimal(a) : higher;
            SqlType right = b.kind().isNumeric() ? Promotion.decimal(b) : higher;
            return Promotion.decimalResult(operator, left, right);
        }
        return higher;
    }

    private static SqlType bitwise(char operator, SqlType a, SqlType b) {
        boolean left = a.kind().isInteger();
        boolean right = b.kind().isInteger();
        if (left && right) {
            return Promotion.higher(a, b);
        }
        if (left && b.kind().isBinary()) {
            return a;
        }
        if (right && a.kind().isBinary()) {
            return b;
        }
        throw incompatible(operator, a, b);
    }

    /** Only the old types take part: datetime plus or minus days, or another datetime. */
    private static SqlType temporal(char operator, SqlType a, SqlType b) {
        SqlType higher = Promotion.higher(a, b);
        SqlType lower = Promotion.lower(a, b);
        if (!higher.kind().isTemporal() || (operator != '+' && operator != '-')) {
            throw incompatible(operator, a, b);
        }
        boolean old = higher.kind() == SqlKind.DATETIME || higher.kind() == SqlKind.SMALLDATETIME;
        boolean taken = lower.kind().isNumeric()
                || isShortText(lower.kind())
                || lower.kind() == SqlKind.DATETIME
                || lower.kind() == SqlKind.SMALLDATETIME;
        if (!old || !taken) {
            if (lower.kind().isNumeric()) {
                throw ConversionErrors.typeClash(higher, lower);
            }
            throw incompatible(operator, a, b);
        }
        return higher;
    }

    /** The result; NULL if an operand is NULL. */
    static SqlValue apply(char operator, SqlValue a, SqlValue b) {
        SqlType type = type(operator, a.type(), b.type());
        if (a.isNull() || b.isNull()) {
            return SqlValue.nullOf(type);
        }
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> SqlValue.of(type, concatenate(type, a, b));
            case BINARY, VARBINARY -> SqlValue.of(type, concatenateBytes(type, (byte[]) a.value(), (byte[]) b.value()));
            case DATETIME, SMALLDATETIME -> SqlValue.of(type, addDays(operator, type, a, b));
            default -> SqlValue.of(type, NumericArithmetic.apply(operator, type, a, b));
        };
    }

    private static String concatenate(SqlType type, SqlValue a, SqlValue b) {
        String text = (String) a.value() + (String) b.value();
        return type.isMax() || text.length() <= type.length() ? text : text.substring(0, type.length());
    }

    private static byte[] concatenateBytes(SqlType type, byte[] a, byte[] b) {
        int length = type.isMax() ? a.length + b.length : Math.min(type.length(), a.length + b.length);
        byte[] bytes = Arrays.copyOf(a, length);
        if (length > a.length) {
            System.arraycopy(b, 0, bytes, a.length, length - a.length);
        }
        return bytes;
    }

    private static Object addDays(char operator, SqlType type, SqlValue a, SqlValue b) {
        LocalDateTime left =
                (LocalDateTime) Conversions.convert(a, SqlType.DATETIME).value();
        LocalDateTime right =
                (LocalDateTime) Conversions.convert(b, SqlType.DATETIME).value();
        int sign = operator == '-' ? -1 : 1;
        long ticks = DateTicks.ticks(left.toLocalTime()) + sign * DateTicks.ticks(right.toLocalTime());
        LocalDateTime sum = DateTicks.at(left.toLocalDate().plusDays((long) sign * DateTicks.days(right)), ticks);
        if (sum == null) {
            throw ConversionErrors.overflow(type.kind());
        }
        return Conversions.convert(sum, SqlType.DATETIME, type);
    }

    /** The type of {@code -x}, {@code +x} or {@code ~x}. */
    static SqlType unaryType(char operator, SqlType type) {
        SqlKind kind = type.kind();
        boolean taken = switch (operator) {
            case '~' -> kind.isInteger();
            case '-' -> kind.isNumeric() && kind != SqlKind.BIT;
            default -> kind.isNumeric() || isShortText(kind);
        };
        if (!taken) {
            throw invalidOperand(type, operator == '~' ? "'~'" : operator == '-' ? "minus" : "plus");
        }
        return operator == '-' && kind == SqlKind.TINYINT ? SqlType.SMALLINT : type;
    }

    static SqlValue applyUnary(char operator, SqlValue operand) {
        SqlType type = unaryType(operator, operand.type());
        if (operand.isNull() || operator == '+') {
            return SqlValue.of(type, operand.value());
        }
        Object value = operator == '-'
                ? NumericArithmetic.negate(operand.value(), type.kind())
                : NumericArithmetic.complement(operand.value(), type.kind());
        return SqlValue.of(type, value);
    }

    static boolean isBitwise(char operator) {
        return operator == '&' || operator == '|' || operator == '^';
    }

    private static boolean isShortText(SqlKind kind) {
        return kind.isCharacter() && kind != SqlKind.TEXT && kind != SqlKind.NTEXT;
    }

    private static boolean isConvertible(SqlKind kind) {
        return isShortText(kind) || kind == SqlKind.BINARY || kind == SqlKind.VARBINARY;
    }

    private static SqlError incompatible(char operator, SqlType a, SqlType b) {
        if (a.kind() == b.kind()) {
            return invalidOperand(a, name(operator));
        }
        return new SqlError(
                402,
                "The data types " + ConversionErrors.name(a) + " and " + ConversionErrors.name(b)
                        + " are incompatible in the " + name(operator) + " operator.");
    }

    private static SqlError invalidOperand(SqlType type, String operator) {
        return new SqlError(
                8117,
                "Operand data type " + ConversionErrors.name(type) + " is invalid for " + operator + " operator.");
    }

    private static String name(char operator) {
        return switch (operator) {
            case '+' -> "add";
            case '-' -> "subtract";
            case '*' -> "multiply";
            case '/' -> "divide";
            case '%' -> "modulo";
            default -> "'" + operator + "'";
        };
    }
}
