package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;

/** A position in a JSON text: reads it by descent, without building a tree. */
final class JsonText {
    private static final int MAX_DEPTH = 128;

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** Whether a text is one well-formed object or array. */
    static boolean isContainer(String text) {
        JsonText json = new JsonText(text, 0);
        json.skipBlanks();
        if (json.at >= text.length() || !json.isContainer()) {
            return false;
        }
        try {
            json.skipValue();
            json.skipBlanks();
            return json.at == text.length();
        } catch (SqlError malformed) {
            return false;
        }
    }

    /** The position of the value at a path, null if there is none. Error 13609 for a malformed text before it. */
    static JsonText find(String text, JsonPath path) {
        JsonText json = new JsonText(text, 0);
        json.skipBlanks();
        if (!isContainerStart(json.peek())) {
            throw json.unexpected();
        }
        for (Object step : path.steps()) {
            boolean found = step instanceof String name ? json.enterProperty(name) : json.enterElement((Integer) step);
            if (!found) {
                return null;
            }
        }
        return json;
    }

    boolean isContainer() {
        return isContainerStart(text.charAt(at));
    }

    /** The text of the scalar at this position, null for JSON's null. */
    String scalar() {
        if (text.charAt(at) == '"') {
            return string();
        }
        int start = at;
        skipValue();
        String literal = text.substring(start, at);
        return literal.equals("null") ? null : literal;
    }

    private static boolean isContainerStart(char c) {
        return c == '{' || c == '[';
    }

    private boolean enterProperty(String wanted) {
        if (!take('{')) {
            return false;
        }
        while (!take('}')) {
            String name = string();
            expect(':');
            skipBlanks();
            if (name.equals(wanted)) {
                return true;
            }
            skipValue();
            if (!take(',')) {
                expect('}');
                return false;
            }
            skipBlanks();
        }
        return false;
    }

    private boolean enterElement(int wanted) {
        if (!take('[')) {
            return false;
        }
        skipBlanks();
        if (take(']')) {
            return false;
        }
        for (int index = 0; index < wanted; index++) {
            skipValue();
            if (!take(',')) {
                expect(']');
                return false;
            }
            skipBlanks();
        }
        return true;
    }

    private void skipValue() {
        skipBlanks();
        char c = peek();
        if (c == '"') {
            string();
        } else if (c == '{') {
            skipObject();
        } else if (c == '[') {
            skipArray();
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            skipNumber();
        } else if (!takeWord("true") && !takeWord("false") && !takeWord("null")) {
            throw unexpected();
        }
    }

    private void skipObject() {
        enter('{');
        while (!take('}')) {
            string();
            expect(':');
            skipValue();
            if (!take(',')) {
                expect('}');
                break;
            }
            skipBlanks();
            if (peek() != '"') {
                throw unexpected();
            }
        }
        depth--;
    }

    private void skipArray() {
        enter('[');
        if (!take(']')) {
            do {
                skipValue();
            } while (take(','));
            expect(']');
        }
        depth--;
    }

    private void enter(char open) {
        expect(open);
        skipBlanks();
        if (++depth > MAX_DEPTH) {
            throw SqlErrors.notSupported("JSON of more than " + MAX_DEPTH + " levels");
        }
    }

    private void skipNumber() {
        at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            skipDigits();
        }
    }

    private void skipDigits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            peek();
            throw unexpected();
        }
    }

    private String string() {
        skipBlanks();
        if (peek() != '"') {
            throw unexpected();
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at);
            if (c < ' ') {
                throw unexpected();
            }
            at++;
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw unexpected();
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw unexpected();
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private boolean take(char c) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            peek();
            throw unexpected();
        }
    }

    private boolean takeWord(String word) {
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private char peek() {
        if (at >= text.length()) {
            throw unexpected();
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private SqlError unexpected() {
        char found = at < text.length() ? text.charAt(at) : '.';
        return new SqlError(
                13609,
                16,
                4,
                "JSON text is not properly formatted. Unexpected character '" + found + "' is found at position " + at
                        + ".");
    }
}
