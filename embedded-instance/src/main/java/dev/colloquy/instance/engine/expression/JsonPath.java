package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import java.util.ArrayList;
import java.util.List;

/**
 * A path in "JSON Path Expressions": {@code [lax|strict] $.name."quoted name"[0]}.
 *
 * @param steps property names as String, array indexes as Integer
 */
record JsonPath(boolean strict, List<Object> steps) {

    /** Error 13607 for a malformed path. */
    static JsonPath parse(String text) {
        boolean strict = text.startsWith("strict ");
        int at = strict ? 7 : text.startsWith("lax ") ? 4 : 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '$') {
            throw malformed(text, at);
        }
        at++;
        List<Object> steps = new ArrayList<>();
        while (at < text.length()) {
            at = text.charAt(at) == '[' ? index(text, at, steps) : property(text, at, steps);
        }
        return new JsonPath(strict, List.copyOf(steps));
    }

    private static int index(String text, int open, List<Object> steps) {
        int close = text.indexOf(']', open);
        boolean digits = close > open + 1 && close - open <= 9;
        int value = 0;
        for (int i = open + 1; digits && i < close; i++) {
            digits = Character.digit(text.charAt(i), 10) >= 0;
            value = value * 10 + Character.digit(text.charAt(i), 10);
        }
        if (!digits) {
            throw malformed(text, open);
        }
        steps.add(value);
        return close + 1;
    }

    private static int property(String text, int dot, List<Object> steps) {
        int start = dot + 1;
        if (text.charAt(dot) != '.' || start == text.length()) {
            throw malformed(text, dot);
        }
        if (text.charAt(start) == '"') {
            int close = text.indexOf('"', start + 1);
            if (close < 0) {
                throw malformed(text, start);
            }
            steps.add(text.substring(start + 1, close));
            return close + 1;
        }
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        if (end == start) {
            throw malformed(text, start);
        }
        steps.add(text.substring(start, end));
        return end;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static SqlError malformed(String text, int at) {
        String found = at < text.length() ? String.valueOf(text.charAt(at)) : ".";
        return new SqlError(
                13607,
                16,
                4,
                "JSON path is not properly formatted. Unexpected character '" + found + "' is found at position " + at
                        + ".");
    }
}
