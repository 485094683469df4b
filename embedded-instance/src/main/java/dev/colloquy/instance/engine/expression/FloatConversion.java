package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/** Conversions to float and real. */
final class FloatConversion {
    private FloatConversion() {}

    static Object convert(Object value, SqlType from, SqlKind to) {
        if (from.kind() == to) {
            return value;
        }
        double number = number(value, from, to);
        return to == SqlKind.FLOAT ? (Object) number : (Object) real(number);
    }

    /** The number as real. Error 232 if it is too large. */
    static Float real(double number) {
        float narrow = (float) number;
        if (Float.isInfinite(narrow)) {
            throw ConversionErrors.floatOverflow(number, SqlKind.REAL);
        }
        return narrow;
    }

    private static double number(Object value, SqlType from, SqlKind to) {
        return switch (from.kind()) {
            case BIT -> (Boolean) value ? 1 : 0;
            case TINYINT, SMALLINT, INT, BIGINT, REAL, FLOAT -> ((Number) value).doubleValue();
            case DECIMAL, NUMERIC, MONEY, SMALLMONEY -> ((BigDecimal) value).doubleValue();
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT -> fromText((String) value, from.kind(), to);
            case DATETIME, SMALLDATETIME -> DateTicks.toDays((LocalDateTime) value);
            default -> throw ConversionErrors.explicitNotAllowed(from, SqlType.simple(to));
        };
    }

    private static double fromText(String text, SqlKind from, SqlKind to) {
        Double number = NumberParsing.floating(text);
        if (number == null) {
            throw ConversionErrors.cannotConvert(from, to);
        }
        if (number.isInfinite()) {
            throw ConversionErrors.overflow(from, to);
        }
        return number;
    }
}
