package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers in character strings. Blanks before and after are ignored everywhere. */
final class NumberParsing {
    private static final int LONG_DIGITS = 18;

    private NumberParsing() {}

    /**
     * An integer. Nothing but blanks, or a lone sign, is zero for the types up to int.
     *
     * @throws dev.colloquy.instance.types.SqlError 245 or 8114 for other text, 244, 248 or 8115 for too large a number
     */
    static long integer(String text, SqlKind from, SqlKind to) {
        int start = start(text);
        int end = end(text);
        boolean negative = start < end && text.charAt(start) == '-';
        int digits = negative || (start < end && text.charAt(start) == '+') ? start + 1 : start;
        while (digits < end && text.charAt(digits) == ' ') {
            digits++;
        }
        long value = 0;
        for (int i = digits; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw malformedInteger(text, from, to);
            }
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return overflowing(text, i, digits, end, negative, from, to);
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** The lowest bigint has no positive counterpart; everything else that does not fit is an error. */
    private static long overflowing(
            String text, int at, int digits, int end, boolean negative, SqlKind from, SqlKind to) {
        for (int i = at; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw malformedInteger(text, from, to);
            }
        }
        if (to == SqlKind.BIGINT) {
            BigInteger value = new BigInteger(text.substring(digits, end));
            if (negative && value.negate().bitLength() < Long.SIZE) {
                return value.negate().longValue();
            }
            throw ConversionErrors.overflow(SqlKind.BIGINT);
        }
        throw ConversionErrors.integerOverflow(from, text, to);
    }

    private static RuntimeException malformedInteger(String text, SqlKind from, SqlKind to) {
        return to == SqlKind.BIGINT
                ? ConversionErrors.cannotConvert(from, to)
                : ConversionErrors.conversionFailed(from, text, to);
    }

    /** A number with an optional point but no exponent, or null for other text and for no digits. */
    static BigDecimal decimal(String text) {
        int start = start(text);
        int end = end(text);
        boolean negative = start < end && text.charAt(start) == '-';
        if (negative || (start < end && text.charAt(start) == '+')) {
            start++;
        }
        return unsignedDecimal(text, start, end, negative);
    }

    private static BigDecimal unsignedDecimal(String text, int start, int end, boolean negative) {
        StringBuilder digits = new StringBuilder(end - start + 1);
        if (negative) {
            digits.append('-');
        }
        int scale = -1;
        int count = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' && scale < 0) {
                scale = 0;
            } else if (c >= '0' && c <= '9') {
                digits.append(c);
                count++;
                scale += scale < 0 ? 0 : 1;
            } else {
                return null;
            }
        }
        return count == 0 ? null : value(digits.toString(), Math.max(0, scale));
    }

    private static BigDecimal value(String digits, int scale) {
        return digits.length() <= LONG_DIGITS
                ? BigDecimal.valueOf(Long.parseLong(digits), scale)
                : new BigDecimal(new BigInteger(digits), scale);
    }

    /** A floating point number; zero for blanks, null for other text. */
    static Double floating(String text) {
        int start = start(text);
        int end = end(text);
        if (start == end) {
            return 0d;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean allowed = (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-' || c == 'e' || c == 'E';
            if (!allowed) {
                return null;
            }
        }
        try {
            char last = text.charAt(end - 1);
            String number = text.substring(start, end) + (last == 'e' || last == 'E' ? "0" : "");
            return Double.valueOf(number);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    /** An amount: sign, currency sign, thousands separators and parentheses for a negative one; null for other text. */
    static BigDecimal money(String text) {
        int start = start(text);
        int end = end(text);
        boolean parenthesised = start < end && text.charAt(start) == '(' && text.charAt(end - 1) == ')';
        StringBuilder number = new StringBuilder(end - start);
        for (int i = parenthesised ? start + 1 : start; i < (parenthesised ? end - 1 : end); i++) {
            char c = text.charAt(i);
            if (c != ',' && c != ' ' && Character.getType(c) != Character.CURRENCY_SYMBOL) {
                number.append(c);
            }
        }
        if (number.length() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal amount = decimal(number.toString());
        return amount == null || !parenthesised ? amount : amount.negate();
    }

    private static int start(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int end(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return Math.max(end, start(text));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00A0';
    }
}
