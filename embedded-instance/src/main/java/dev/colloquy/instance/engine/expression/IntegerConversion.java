package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.Locale;

/** Conversions to bit and the integer types. */
final class IntegerConversion {
    private IntegerConversion() {}

    static Object convert(Object value, SqlType from, SqlKind to) {
        return switch (from.kind()) {
            case BIT -> box((Boolean) value ? 1 : 0, to, SqlKind.INT);
            case TINYINT, SMALLINT, INT -> box((Integer) value, to, SqlKind.INT);
            case BIGINT -> box((Long) value, to, SqlKind.BIGINT);
            case DECIMAL, NUMERIC -> fromDecimal((BigDecimal) value, RoundingMode.DOWN, to);
            case MONEY, SMALLMONEY -> fromDecimal((BigDecimal) value, RoundingMode.HALF_UP, to);
            case REAL, FLOAT -> fromDouble(((Number) value).doubleValue(), to);
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT -> fromText((String) value, from.kind(), to);
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> fromBytes((byte[]) value, to);
            case DATETIME, SMALLDATETIME ->
                box(Math.round(DateTicks.toDays((LocalDateTime) value)), to, SqlKind.BIGINT);
            default -> throw ConversionErrors.explicitNotAllowed(from, SqlType.simple(to));
        };
    }

    /** The object that carries an integer of a type, after the check of its range. */
    static Object box(long value, SqlKind to, SqlKind from) {
        return switch (to) {
            case BIT -> value != 0;
            case TINYINT -> checked(value, 0, 255, to, from);
            case SMALLINT -> checked(value, Short.MIN_VALUE, Short.MAX_VALUE, to, from);
            case INT -> checked(value, Integer.MIN_VALUE, Integer.MAX_VALUE, to, from);
            case BIGINT -> value;
            default -> throw new AssertionError(to);
        };
    }

    private static Integer checked(long value, int low, int high, SqlKind to, SqlKind from) {
        if (value < low || value > high) {
            boolean small = from == SqlKind.INT && to != SqlKind.INT;
            throw small ? ConversionErrors.smallIntegerOverflow(value, to) : ConversionErrors.overflow(to);
        }
        return (int) value;
    }

    private static Object fromDecimal(BigDecimal value, RoundingMode rounding, SqlKind to) {
        if (to == SqlKind.BIT) {
            return value.signum() != 0;
        }
        BigInteger whole = value.setScale(0, rounding).unscaledValue();
        if (whole.bitLength() >= Long.SIZE) {
            throw ConversionErrors.overflow(to);
        }
        return box(whole.longValue(), to, SqlKind.BIGINT);
    }

    private static Object fromDouble(double value, SqlKind to) {
        if (to == SqlKind.BIT) {
            return value != 0;
        }
        double limit = to == SqlKind.BIGINT ? 0x1p63 : 0x1p31;
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        boolean fits = whole >= -limit && whole < limit;
        if (fits && to == SqlKind.TINYINT) {
            fits = whole >= 0 && whole <= 255;
        } else if (fits && to == SqlKind.SMALLINT) {
            fits = whole >= Short.MIN_VALUE && whole <= Short.MAX_VALUE;
        }
        if (!fits) {
            throw ConversionErrors.floatOverflow(value, to);
        }
        return box((long) whole, to, SqlKind.BIGINT);
    }

    private static Object fromText(String text, SqlKind from, SqlKind to) {
        if (to == SqlKind.BIT) {
            String word = text.strip().toLowerCase(Locale.ROOT);
            if (word.equals("true") || word.equals("false")) {
                return word.equals("true");
            }
        }
        long value = NumberParsing.integer(text, from, to);
        boolean fits = switch (to) {
            case TINYINT -> value >= 0 && value <= 255;
            case SMALLINT -> value == (short) value;
            case INT -> value == (int) value;
            default -> true;
        };
        if (!fits) {
            throw ConversionErrors.integerOverflow(from, text, to);
        }
        return box(value, to, SqlKind.BIGINT);
    }

    /** The rightmost bytes, big endian. */
    private static Object fromBytes(byte[] bytes, SqlKind to) {
        int width = width(to);
        long value = 0;
        for (int i = Math.max(0, bytes.length - width); i < bytes.length; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return switch (to) {
            case BIT -> value != 0;
            case TINYINT -> (int) value;
            case SMALLINT -> (int) (short) value;
            case INT -> (int) value;
            default -> value;
        };
    }

    /** Bytes of an integer type. */
    static int width(SqlKind kind) {
        return switch (kind) {
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT -> 4;
            case BIGINT -> 8;
            default -> throw new AssertionError(kind);
        };
    }
}
