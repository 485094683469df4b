package dev.colloquy.instance.engine.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text, in the styles of CONVERT. */
final class NumberFormatting {
    private NumberFormatting() {}

    /** float and real: style 0 has up to 6 digits, 1 has 8, 2 has 16 and 3 has 17, all but the first scientific. */
    static String approximate(double value, int style) {
        return switch (style) {
            case 1 -> scientific(value, 8);
            case 2 -> scientific(value, 16);
            case 3 -> scientific(value, 17);
            default -> general(value);
        };
    }

    /** money: style 0 two decimals, 1 with thousands separators, 2 and 126 four decimals. */
    static String money(BigDecimal value, int style) {
        if (style == 2 || style == 126) {
            return value.setScale(4, RoundingMode.HALF_UP).toPlainString();
        }
        String plain = value.setScale(2, RoundingMode.HALF_UP).toPlainString();
        return style == 1 ? grouped(plain) : plain;
    }

    /** A fixed number of decimals, as C's {@code %.nf}. */
    static String fixed(double value, int decimals) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String general(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6));
        int exponent = rounded.precision() - rounded.scale() - 1;
        boolean scientific = exponent < -4 || exponent >= 6;
        return scientific ? exponential(rounded.stripTrailingZeros(), exponent, -1) : plain(rounded);
    }

    private static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    private static String scientific(double value, int digits) {
        if (value == 0) {
            return exponential(BigDecimal.ZERO, 0, digits);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        return exponential(rounded, rounded.precision() - rounded.scale() - 1, digits);
    }

    /** One digit, a point, the others, and an exponent of three digits at least. */
    private static String exponential(BigDecimal value, int exponent, int digits) {
        String unscaled = value.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(unscaled.length() + 8);
        if (value.signum() < 0) {
            text.append('-');
        }
        text.append(unscaled.charAt(0));
        if (unscaled.length() > 1 || digits > 1) {
            text.append('.').append(unscaled, 1, unscaled.length());
        }
        for (int i = unscaled.length(); i < digits; i++) {
            text.append('0');
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        if (magnitude < 100) {
            text.append('0');
        }
        if (magnitude < 10) {
            text.append('0');
        }
        return text.append(magnitude).toString();
    }

    private static String grouped(String plain) {
        int start = plain.charAt(0) == '-' ? 1 : 0;
        int point = plain.indexOf('.');
        StringBuilder text = new StringBuilder(plain.length() + 8).append(plain, 0, start);
        for (int i = start; i < point; i++) {
            if (i > start && (point - i) % 3 == 0) {
                text.append(',');
            }
            text.append(plain.charAt(i));
        }
        return text.append(plain, point, plain.length()).toString();
    }
}
