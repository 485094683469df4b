package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleUnaryOperator;

/** "Mathematical functions (Transact-SQL)". */
final class MathFunctions {
    private static final MathContext POWER_DIGITS = new MathContext(Promotion.MAX_PRECISION + 2);
    private static final int EXACT_POWER = 999;

    private MathFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.of("ABS", 1, t -> numeric("abs", t[0]), MathFunctions::abs).addTo(functions);
        BuiltIn.of("SIGN", 1, t -> numeric("sign", t[0]), MathFunctions::sign).addTo(functions);
        BuiltIn.of("CEILING", 1, t -> whole("ceiling", t[0]), a -> toWhole(a, RoundingMode.CEILING))
                .addTo(functions);
        BuiltIn.of("FLOOR", 1, t -> whole("floor", t[0]), a -> toWhole(a, RoundingMode.FLOOR))
                .addTo(functions);
        BuiltIn.of("ROUND", 2, 3, t -> numeric("round", t[0]), MathFunctions::round)
                .addTo(functions);
        BuiltIn.of("POWER", 2, MathFunctions::powerType, MathFunctions::power).addTo(functions);
        BuiltIn.of("DEGREES", 1, MathFunctions::angleType, a -> angle(a, 180 / Math.PI))
                .addTo(functions);
        BuiltIn.of("RADIANS", 1, MathFunctions::angleType, a -> angle(a, Math.PI / 180))
                .addTo(functions);
        BuiltIn.of("PI", 0, ResultTypes.always(SqlType.FLOAT), a -> Math.PI).addTo(functions);
        BuiltIn.of("RAND", 0, 1, ResultTypes.always(SqlType.FLOAT), MathFunctions::random)
                .lenient()
                .nondeterministic()
                .addTo(functions);
        BuiltIn.of("LOG", 1, 2, ResultTypes.always(SqlType.FLOAT), MathFunctions::logarithm)
                .addTo(functions);
        BuiltIn.of("ATN2", 2, ResultTypes.always(SqlType.FLOAT), a -> Math.atan2(a.floating(0), a.floating(1)))
                .addTo(functions);
        addFloatFunctions(functions);
    }

    private static void addFloatFunctions(Map<String, BuiltIn> functions) {
        add(functions, "SQRT", Math::sqrt);
        add(functions, "SQUARE", x -> x * x);
        add(functions, "EXP", Math::exp);
        add(functions, "LOG10", Math::log10);
        add(functions, "SIN", Math::sin);
        add(functions, "COS", Math::cos);
        add(functions, "TAN", Math::tan);
        add(functions, "COT", x -> 1 / Math.tan(x));
        add(functions, "ASIN", Math::asin);
        add(functions, "ACOS", Math::acos);
        add(functions, "ATAN", Math::atan);
    }

    private static void add(Map<String, BuiltIn> functions, String name, DoubleUnaryOperator operator) {
        BuiltIn.of(name, 1, ResultTypes.always(SqlType.FLOAT), a -> valid(operator.applyAsDouble(a.floating(0))))
                .addTo(functions);
    }

    /** 3623 outside the function's domain, 8115 beyond the range of float. */
    private static double valid(double result) {
        if (Double.isNaN(result)) {
            throw new SqlError(3623, "An invalid floating point operation occurred.");
        }
        return NumericArithmetic.finite(result);
    }

    /** The type itself, int for the smaller integers, money for smallmoney, float for everything that becomes one. */
    private static SqlType numeric(String function, SqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT -> SqlType.INT;
            case BIGINT, DECIMAL, NUMERIC, MONEY, FLOAT -> type;
            case SMALLMONEY -> SqlType.MONEY;
            case BIT, REAL, CHAR, VARCHAR, NCHAR, NVARCHAR -> SqlType.FLOAT;
            default -> throw Arguments.invalidArgument(function, type, 0);
        };
    }

    private static SqlType whole(String function, SqlType type) {
        return Promotion.isDecimal(type) ? new SqlType(type.kind(), 0, type.precision(), 0) : numeric(function, type);
    }

    private static Object operand(Arguments a, SqlType type) {
        return Conversions.convert(a.value(0), type).value();
    }

    private static Object abs(Arguments a) {
        Object value = operand(a, a.type());
        if (value instanceof BigDecimal decimal) {
            return decimal.abs();
        }
        if (value instanceof Double number) {
            return Math.abs(number);
        }
        boolean negative = ((Number) value).longValue() < 0;
        return negative ? NumericArithmetic.negate(value, a.type().kind()) : value;
    }

    private static Object sign(Arguments a) {
        Object value = operand(a, a.type());
        if (value instanceof BigDecimal decimal) {
            return BigDecimal.valueOf(decimal.signum()).setScale(decimal.scale());
        }
        if (value instanceof Double number) {
            return Math.signum(number);
        }
        int sign = Long.signum(((Number) value).longValue());
        return StringFunctions.number(sign, a.type());
    }

    private static Object toWhole(Arguments a, RoundingMode rounding) {
        Object value = a.value(0).value();
        if (value instanceof BigDecimal decimal) {
            BigDecimal whole = decimal.setScale(0, rounding);
            return DecimalConversion.fit(whole, a.type().kind(), a.type());
        }
        Object converted = operand(a, a.type());
        if (converted instanceof Double number) {
            return rounding == RoundingMode.FLOOR ? Math.floor(number) : Math.ceil(number);
        }
        return converted;
    }

    /** A third argument other than 0 cuts instead of rounding. */
    private static Object round(Arguments a) {
        int digits = Math.max(-Promotion.MAX_PRECISION, Math.min(a.integer(1), Promotion.MAX_PRECISION));
        RoundingMode mode = a.integer(2, 0) == 0 ? RoundingMode.HALF_UP : RoundingMode.DOWN;
        Object value = operand(a, a.type());
        if (value instanceof BigDecimal decimal) {
            BigDecimal rounded = digits >= decimal.scale() ? decimal : decimal.setScale(digits, mode);
            return DecimalConversion.fit(rounded, a.type().kind(), a.type());
        }
        if (value instanceof Double number) {
            BigDecimal rounded = BigDecimal.valueOf(number).setScale(digits, mode);
            return rounded.doubleValue();
        }
        long number = ((Number) value).longValue();
        BigDecimal rounded = digits >= 0
                ? BigDecimal.valueOf(number)
                : BigDecimal.valueOf(number).setScale(digits, mode);
        return Conversions.convert(rounded, SqlType.numeric(Promotion.MAX_PRECISION, 0), a.type());
    }

    private static SqlType powerType(SqlType[] types) {
        SqlType type = numeric("power", types[0]);
        return Promotion.isDecimal(type) ? new SqlType(type.kind(), 0, Promotion.MAX_PRECISION, type.scale()) : type;
    }

    private static Object power(Arguments a) {
        double exponent = a.floating(1);
        if (a.value(0).value() instanceof BigDecimal base && exponent == Math.rint(exponent)) {
            if (Math.abs(exponent) <= EXACT_POWER && (base.signum() != 0 || exponent >= 0)) {
                return DecimalConversion.fit(
                        base.pow((int) exponent, POWER_DIGITS), a.type().kind(), a.type());
            }
        }
        double result = Math.pow(a.floating(0), exponent);
        if (Double.isNaN(result)) {
            throw new SqlError(3623, "An invalid floating point operation occurred.");
        }
        if (Double.isInfinite(result)) {
            throw a.floating(0) == 0
                    ? NumericArithmetic.divisionByZero()
                    : ConversionErrors.overflow(a.type().kind());
        }
        return Conversions.convert(result, SqlType.FLOAT, a.type());
    }

    private static SqlType angleType(SqlType[] types) {
        SqlType type = numeric("degrees", types[0]);
        return Promotion.isDecimal(type) ? SqlType.numeric(Promotion.MAX_PRECISION, 18) : type;
    }

    private static Object angle(Arguments a, double factor) {
        double result = valid(a.floating(0) * factor);
        return a.type().kind() == SqlKind.FLOAT ? result : Conversions.convert(result, SqlType.FLOAT, a.type());
    }

    private static Object random(Arguments a) {
        if (!a.has(0)) {
            return ThreadLocalRandom.current().nextDouble();
        }
        return new Random(a.isNull(0) ? 0 : a.integer(0)).nextDouble();
    }

    private static Object logarithm(Arguments a) {
        double value = a.floating(0);
        if (value <= 0) {
            throw new SqlError(3623, "An invalid floating point operation occurred.");
        }
        if (!a.has(1)) {
            return Math.log(value);
        }
        double base = a.floating(1);
        return base == 10 ? Math.log10(value) : valid(Math.log(value) / Math.log(base));
    }
}
