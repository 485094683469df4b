package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;

/** Conversions to decimal, numeric, money and smallmoney. */
final class DecimalConversion {
    private static final BigDecimal MAX_MONEY = BigDecimal.valueOf(Long.MAX_VALUE, 4);
    private static final BigDecimal MIN_MONEY = BigDecimal.valueOf(Long.MIN_VALUE, 4);
    private static final BigDecimal MAX_SMALLMONEY = BigDecimal.valueOf(Integer.MAX_VALUE, 4);
    private static final BigDecimal MIN_SMALLMONEY = BigDecimal.valueOf(Integer.MIN_VALUE, 4);
    /** float is exact to 17 digits; what follows would be noise. */
    private static final MathContext FLOAT_DIGITS = new MathContext(17);

    private DecimalConversion() {}

    static BigDecimal convert(Object value, SqlType from, SqlType to) {
        if (from.kind().isBinary()) {
            return fit(BinaryConversion.number((byte[]) value, from.kind(), to), from.kind(), to);
        }
        if (from.kind().isCharacter() && isMoney(to.kind())) {
            BigDecimal amount = NumberParsing.money((String) value);
            if (amount == null) {
                throw ConversionErrors.moneySyntax();
            }
            return fit(amount, from.kind(), to);
        }
        return fit(exact(value, from, to), from.kind(), to);
    }

    /** The number without regard to the target's scale. */
    private static BigDecimal exact(Object value, SqlType from, SqlType to) {
        return switch (from.kind()) {
            case BIT -> (Boolean) value ? BigDecimal.ONE : BigDecimal.ZERO;
            case TINYINT, SMALLINT, INT -> BigDecimal.valueOf((Integer) value);
            case BIGINT -> BigDecimal.valueOf((Long) value);
            case DECIMAL, NUMERIC, MONEY, SMALLMONEY -> (BigDecimal) value;
            case REAL, FLOAT -> fromDouble(((Number) value).doubleValue(), from.kind(), to.kind());
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT -> fromText((String) value, from.kind(), to.kind());
            case DATETIME, SMALLDATETIME -> BigDecimal.valueOf(DateTicks.toDays((LocalDateTime) value));
            default -> throw ConversionErrors.explicitNotAllowed(from, to);
        };
    }

    /** Rounds to the target's scale and checks its precision. */
    static BigDecimal fit(BigDecimal value, SqlKind from, SqlType to) {
        if (isMoney(to.kind())) {
            BigDecimal amount = value.setScale(4, RoundingMode.HALF_UP);
            boolean small = to.kind() == SqlKind.SMALLMONEY;
            BigDecimal high = small ? MAX_SMALLMONEY : MAX_MONEY;
            BigDecimal low = small ? MIN_SMALLMONEY : MIN_MONEY;
            if (amount.compareTo(high) > 0 || amount.compareTo(low) < 0) {
                throw ConversionErrors.overflow(to.kind());
            }
            return amount;
        }
        BigDecimal rounded = value.scale() == to.scale() ? value : value.setScale(to.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > to.precision() && rounded.signum() != 0) {
            throw ConversionErrors.overflow(from, to.kind());
        }
        return rounded;
    }

    private static BigDecimal fromDouble(double value, SqlKind from, SqlKind to) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw ConversionErrors.overflow(from, to);
        }
        return from == SqlKind.REAL
                ? new BigDecimal(Float.toString((float) value))
                : new BigDecimal(value).round(FLOAT_DIGITS);
    }

    private static BigDecimal fromText(String text, SqlKind from, SqlKind to) {
        BigDecimal value = NumberParsing.decimal(text);
        if (value == null) {
            throw ConversionErrors.cannotConvert(from, to);
        }
        return value;
    }

    private static boolean isMoney(SqlKind kind) {
        return kind == SqlKind.MONEY || kind == SqlKind.SMALLMONEY;
    }
}
