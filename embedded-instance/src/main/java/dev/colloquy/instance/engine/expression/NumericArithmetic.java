package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The operators on numbers, neither operand NULL. */
final class NumericArithmetic {
    private NumericArithmetic() {}

    /**
     * Applies an operator.
     *
     * @param type the type of the result, to which the operands are converted first
     * @throws SqlError 8115 if the result does not fit, 8134 for a division by zero
     */
    static Object apply(char operator, SqlType type, SqlValue a, SqlValue b) {
        return switch (type.kind()) {
            case BIT, TINYINT, SMALLINT, INT, BIGINT ->
                integers(operator, type.kind(), integer(a, type), integer(b, type));
            case MONEY, SMALLMONEY -> money(operator, type, decimal(a, type), decimal(b, type));
            case DECIMAL, NUMERIC -> decimals(operator, type, decimal(a, b.type()), decimal(b, a.type()));
            case REAL, FLOAT -> floats(operator, type, floating(a), floating(b));
            default -> throw new AssertionError(type);
        };
    }

    /** Fails with 8134 outside the range. */
    static SqlError divisionByZero() {
        return new SqlError(8134, "Divide by zero error encountered.");
    }

    private static Object integers(char operator, SqlKind kind, long a, long b) {
        long result = switch (operator) {
            case '&' -> a & b;
            case '|' -> a | b;
            case '^' -> a ^ b;
            case '/', '%' -> quotient(operator, kind, a, b);
            default -> kind == SqlKind.BIGINT ? exact(operator, a, b) : wide(operator, a, b);
        };
        if (kind == SqlKind.INT && result == (int) result) {
            return (int) result;
        }
        return IntegerConversion.box(result, kind, SqlKind.BIGINT);
    }

    private static long wide(char operator, long a, long b) {
        return switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            default -> throw new AssertionError(operator);
        };
    }

    private static long exact(char operator, long a, long b) {
        long result = wide(operator, a, b);
        boolean overflow = switch (operator) {
            case '+' -> ((a ^ result) & (b ^ result)) < 0;
            case '-' -> ((a ^ b) & (a ^ result)) < 0;
            default -> Math.multiplyHigh(a, b) != result >> 63;
        };
        if (overflow) {
            throw ConversionErrors.overflow(SqlKind.BIGINT);
        }
        return result;
    }

    private static long quotient(char operator, SqlKind kind, long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        if (operator == '%') {
            return a % b;
        }
        if (a == Long.MIN_VALUE && b == -1) {
            throw ConversionErrors.overflow(kind);
        }
        return a / b;
    }

    private static BigDecimal decimals(char operator, SqlType type, BigDecimal a, BigDecimal b) {
        BigDecimal result = switch (operator) {
            case '+' -> a.add(b);
            case '-' -> a.subtract(b);
            case '*' -> a.multiply(b);
            case '/' -> a.divide(divisor(b), type.scale(), RoundingMode.DOWN);
            case '%' -> a.remainder(divisor(b));
            default -> throw new AssertionError(operator);
        };
        BigDecimal rounded = result.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision() && rounded.signum() != 0) {
            throw ConversionErrors.overflow(type.kind());
        }
        return rounded;
    }

    /** Money is an integer of ten-thousandths; a quotient is cut, not rounded. */
    private static BigDecimal money(char operator, SqlType type, BigDecimal a, BigDecimal b) {
        BigDecimal result = switch (operator) {
            case '+' -> a.add(b);
            case '-' -> a.subtract(b);
            case '*' -> a.multiply(b);
            case '/' -> a.divide(divisor(b), 4, RoundingMode.DOWN);
            case '%' -> a.remainder(divisor(b));
            default -> throw new AssertionError(operator);
        };
        return DecimalConversion.fit(result, type.kind(), type);
    }

    private static BigDecimal divisor(BigDecimal value) {
        if (value.signum() == 0) {
            throw divisionByZero();
        }
        return value;
    }

    private static Object floats(char operator, SqlType type, double a, double b) {
        double result = switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> {
                if (b == 0) {
                    throw divisionByZero();
                }
                yield a / b;
            }
            default -> throw new AssertionError(operator);
        };
        if (type.kind() == SqlKind.FLOAT) {
            return finite(result);
        }
        float narrow = (float) result;
        finite(narrow);
        return narrow;
    }

    /** The number itself; 8115 if it is too large for float. */
    static double finite(double result) {
        if (Double.isInfinite(result) || Double.isNaN(result)) {
            throw ConversionErrors.overflow(SqlKind.FLOAT);
        }
        return result;
    }

    static Object negate(Object value, SqlKind kind) {
        if (value instanceof BigDecimal decimal) {
            return decimal.negate();
        }
        return switch (kind) {
            case REAL -> -(Float) value;
            case FLOAT -> -(Double) value;
            case BIGINT -> exact('-', 0, (Long) value);
            default -> IntegerConversion.box(-((Number) value).longValue(), kind, SqlKind.BIGINT);
        };
    }

    static Object complement(Object value, SqlKind kind) {
        return switch (kind) {
            case BIT -> !(Boolean) value;
            case TINYINT -> ~(Integer) value & 0xFF;
            case BIGINT -> ~(Long) value;
            default -> ~(Integer) value;
        };
    }

    private static long integer(SqlValue value, SqlType type) {
        if (value.value() instanceof Number number) {
            return number.longValue();
        }
        Object converted = Conversions.convert(value.value(), value.type(), type);
        return converted instanceof Boolean bit ? bit ? 1 : 0 : ((Number) converted).longValue();
    }

    /** Text beside a decimal is read as a decimal of the same precision and scale. */
    private static BigDecimal decimal(SqlValue value, SqlType other) {
        if (value.value() instanceof BigDecimal decimal) {
            return decimal;
        }
        SqlType own = value.type().kind().isNumeric() ? Promotion.decimal(value.type()) : other;
        return (BigDecimal) Conversions.convert(value.value(), value.type(), own);
    }

    private static double floating(SqlValue value) {
        return ((Number) Conversions.convert(value.value(), value.type(), SqlType.FLOAT)).doubleValue();
    }
}
