package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.Locale;

/**
 * The message text of RAISERROR: {@code % [flag] [width] [. precision] [h | l | I64] type} with the types d, i, o, s, u,
 * x and X, see "RAISERROR (Transact-SQL)".
 */
final class MessageFormat {
    /** Longer texts end in an ellipsis. */
    static final int MAX_LENGTH = 2047;

    private final String format;
    private final List<SqlValue> arguments;
    private final StringBuilder out;
    private int at;
    private int used;

    private MessageFormat(String format, List<SqlValue> arguments) {
        this.format = format;
        this.arguments = arguments;
        this.out = new StringBuilder(format.length() + 32);
    }

    /**
     * Fills in the arguments; a missing or NULL one shows as {@code (null)}.
     *
     * @throws SqlError 2786 for an argument of a type that its specification does not take, 2787 for an unknown
     *     specification
     */
    static String format(String format, List<SqlValue> arguments) {
        return new MessageFormat(format, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else if (at < format.length() && format.charAt(at) == '%') {
                out.append('%');
                at++;
            } else {
                specification(at - 1);
            }
        }
        return out.length() <= MAX_LENGTH ? out.toString() : out.substring(0, MAX_LENGTH - 3) + "...";
    }

    private void specification(int start) {
        boolean left = false;
        boolean plus = false;
        boolean zero = false;
        boolean alternate = false;
        boolean blank = false;
        for (; at < format.length() && "+-0# ".indexOf(format.charAt(at)) >= 0; at++) {
            switch (format.charAt(at)) {
                case '-' -> left = true;
                case '+' -> plus = true;
                case '0' -> zero = true;
                case '#' -> alternate = true;
                default -> blank = true;
            }
        }
        int width = number();
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, number());
        }
        boolean large = size();
        char type = at < format.length() ? format.charAt(at++) : ' ';
        String text = text(type, large, plus, blank, alternate, start);
        if (precision >= 0 && type == 's' && text.length() > precision) {
            text = text.substring(0, precision);
        }
        pad(text, width, left, zero && !left && type != 's');
    }

    /** A width or precision; {@code *} takes it from the arguments. */
    private int number() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            SqlValue value = next();
            return value == null || !(value.value() instanceof Integer number) ? -1 : number;
        }
        int number = -1;
        for (; at < format.length() && Character.isDigit(format.charAt(at)); at++) {
            number = Math.min(10_000, Math.max(0, number) * 10 + format.charAt(at) - '0');
        }
        return number;
    }

    /** Skips h, l and I64; only the last takes a bigint. */
    private boolean size() {
        if (format.startsWith("I64", at)) {
            at += 3;
            return true;
        }
        if (at < format.length() && (format.charAt(at) == 'l' || format.charAt(at) == 'h')) {
            at++;
        }
        return false;
    }

    private SqlValue next() {
        return used < arguments.size() ? arguments.get(used++) : null;
    }

    private String text(char type, boolean large, boolean plus, boolean blank, boolean alternate, int start) {
        if ("dios uxX".indexOf(type) < 0 || type == ' ') {
            throw new SqlError(2787, 16, 1, "Invalid format specification: '" + format.substring(start, at) + "'.");
        }
        SqlValue value = next();
        if (value == null || value.isNull()) {
            return "(null)";
        }
        if (type == 's') {
            if (!(value.value() instanceof String text)) {
                throw mismatch();
            }
            return text;
        }
        boolean fits = value.type().kind().isInteger() && (value.type().kind() != SqlKind.BIGINT || large);
        if (!fits || !(value.value() instanceof Number number)) {
            throw mismatch();
        }
        return switch (type) {
            case 'd', 'i' -> sign(number.longValue(), plus, blank);
            case 'u' -> large ? Long.toUnsignedString(number.longValue()) : Integer.toUnsignedString(number.intValue());
            case 'o' ->
                (alternate ? "0" : "")
                        + (large ? Long.toOctalString(number.longValue()) : Integer.toOctalString(number.intValue()));
            default -> hex(number, large, alternate, type);
        };
    }

    private static String hex(Number number, boolean large, boolean alternate, char type) {
        String digits = large ? Long.toHexString(number.longValue()) : Integer.toHexString(number.intValue());
        String text = (alternate ? "0x" : "") + digits;
        return type == 'X' ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String sign(long number, boolean plus, boolean blank) {
        return number < 0 ? Long.toString(number) : (plus ? "+" : blank ? " " : "") + number;
    }

    private SqlError mismatch() {
        return new SqlError(
                2786,
                "The data type of substitution parameter " + used + " does not match the expected type of the format"
                        + " specification.");
    }

    private void pad(String text, int width, boolean left, boolean zero) {
        int missing = Math.max(0, width - text.length());
        if (left) {
            out.append(text).append(" ".repeat(missing));
        } else if (zero) {
            boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
            out.append(signed ? text.substring(0, 1) : "")
                    .append("0".repeat(missing))
                    .append(signed ? text.substring(1) : text);
        } else {
            out.append(" ".repeat(missing)).append(text);
        }
    }
}
