package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/** The characters of an XML text with the position for error messages: lines and characters count from 1. */
final class XmlInput {
    private static final String DECLARATION = "<?xml";

    private final String text;
    private int at;

    XmlInput(String text) {
        this.text = text;
    }

    /** Where the text comes from; its declaration must not name an encoding of another width. */
    enum Source {
        SINGLE_BYTE,
        UNICODE,
        BYTES
    }

    /** The text of bytes: by byte order mark, else by the declaration, else UTF-8. */
    static String decode(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return Utf16.decode(bytes, 2);
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        if (bytes.length >= 2 && bytes[0] == '<' && bytes[1] == 0) {
            return Utf16.decode(bytes, 0);
        }
        boolean marked = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB;
        int from = marked ? 3 : 0;
        String ascii = new String(bytes, from, Math.min(200, bytes.length - from), StandardCharsets.ISO_8859_1);
        String encoding = declaredEncoding(ascii);
        try {
            Charset charset = encoding.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new String(bytes, from, bytes.length - from, charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new XmlInput(ascii).error(9401, "unrecognized encoding").causedBy(unknown);
        }
    }

    /** Moves behind the declaration and the byte order mark, if there are any. */
    void skipDeclaration(Source source) {
        if (!atEnd() && text.charAt(0) == '\uFEFF') {
            at = 1;
        }
        int afterName = at + DECLARATION.length();
        if (!startsWith(DECLARATION) || afterName >= text.length() || !isBlank(text.charAt(afterName))) {
            return;
        }
        int end = text.indexOf("?>", at);
        if (end < 0) {
            throw endOfInput();
        }
        String declaration = text.substring(at, end);
        String encoding = declaredEncoding(declaration);
        boolean wide = encoding.toLowerCase(Locale.ROOT).startsWith("utf-16") || encoding.equalsIgnoreCase("ucs-2");
        boolean clash = source == Source.UNICODE ? !wide : source == Source.SINGLE_BYTE && wide;
        if (!encoding.isEmpty() && clash) {
            at += declaration.indexOf(encoding) + encoding.length();
            throw error(9402, "unable to switch the encoding");
        }
        at = end + 2;
    }

    private static String declaredEncoding(String declaration) {
        int end = declaration.indexOf("?>");
        int name = declaration.startsWith(DECLARATION) ? declaration.indexOf("encoding") : -1;
        int open = name < 0 ? -1 : firstQuote(declaration, name);
        if (open < 0 || (end >= 0 && open > end)) {
            return "";
        }
        int close = declaration.indexOf(declaration.charAt(open), open + 1);
        return close < 0 ? "" : declaration.substring(open + 1, close);
    }

    private static int firstQuote(String declaration, int from) {
        for (int i = from; i < declaration.length(); i++) {
            if (declaration.charAt(i) == '"' || declaration.charAt(i) == '\'') {
                return i;
            }
        }
        return -1;
    }

    int length() {
        return text.length();
    }

    boolean atEnd() {
        return at >= text.length();
    }

    int position() {
        return at;
    }

    String text(int start, int end) {
        return text.substring(start, end);
    }

    /** The character at the position; error 9400 at the end. */
    char peek() {
        if (atEnd()) {
            throw endOfInput();
        }
        return text.charAt(at);
    }

    char next() {
        char c = peek();
        at++;
        return c;
    }

    void skipTo(int position) {
        at = position;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    boolean take(String expected) {
        if (startsWith(expected)) {
            at += expected.length();
            return true;
        }
        return false;
    }

    void expect(char c, int number, String message) {
        if (peek() != c) {
            throw error(number, message);
        }
        at++;
    }

    /** The position of a delimiter. */
    int find(String delimiter, int number, String message) {
        int found = text.indexOf(delimiter, at);
        if (found < 0) {
            at = text.length() - 1;
            throw error(number, message);
        }
        return found;
    }

    boolean skipBlanks() {
        int start = at;
        while (!atEnd() && isBlank(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    /** A qualified name. */
    String name() {
        int start = at;
        while (!atEnd() && isNamePart(text.charAt(at), at > start)) {
            at++;
        }
        if (at == start) {
            peek();
            throw error(9455, "illegal qualified name character");
        }
        return text.substring(start, at);
    }

    /** A character of content; a line end of any form is one line feed. */
    char character() {
        char c = next();
        if (c == '\r') {
            if (!atEnd() && text.charAt(at) == '\n') {
                at++;
            }
            return '\n';
        }
        boolean legal = (c >= ' ' && c < '\uFFFE') || c == '\t' || c == '\n';
        if (!legal) {
            at--;
            throw error(9420, "illegal xml character");
        }
        return c;
    }

    String attributeValue() {
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            throw error(9413, "A string literal was expected");
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            char c = peek();
            if (c == '<') {
                throw error(9415, "well formedness check: no '<' in attribute value");
            }
            if (c == '&') {
                reference(value);
            } else {
                char literal = character();
                value.append(isBlank(literal) ? ' ' : literal);
            }
        }
        at++;
        return value.toString();
    }

    /** Appends what a character reference or one of the five entities stands for. */
    void reference(StringBuilder to) {
        at++;
        if (peek() == '#') {
            at++;
            numericReference(to);
            return;
        }
        if (!isNamePart(peek(), false)) {
            throw error(9421, "illegal name character");
        }
        String name = name();
        expect(';', 9411, "semicolon expected");
        switch (name) {
            case "lt" -> to.append('<');
            case "gt" -> to.append('>');
            case "amp" -> to.append('&');
            case "quot" -> to.append('"');
            case "apos" -> to.append('\'');
            default -> throw error(9448, "well formedness check: undeclared entity");
        }
    }

    private void numericReference(StringBuilder to) {
        boolean hex = peek() == 'x';
        at += hex ? 1 : 0;
        int code = 0;
        int start = at;
        while (peek() != ';') {
            int digit = Character.digit(peek(), hex ? 16 : 10);
            if (digit < 0) {
                throw hex ? error(9416, "hexadecimal digit expected") : error(9417, "decimal digit expected");
            }
            code = Math.min(code * (hex ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
            at++;
        }
        boolean control = code < ' ' && code != '\t' && code != '\n' && code != '\r';
        if (at == start || control || code > Character.MAX_CODE_POINT || (code >= 0xD800 && code < 0xE000)) {
            throw error(9420, "illegal xml character");
        }
        at++;
        to.appendCodePoint(code);
    }

    SqlError endOfInput() {
        at = Math.max(0, text.length() - 1);
        return error(9400, "unexpected end of input");
    }

    /** An error at the current position. */
    SqlError error(int number, String message) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new SqlError(number, "XML parsing: line " + line + ", character " + (at - start + 1) + ", " + message);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Writes text or an attribute's value so that reading it gives the same characters. */
    static void escape(CharSequence value, StringBuilder out, boolean attribute) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#x0D;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\n' -> out.append(attribute ? "&#x0A;" : "\n");
                case '\t' -> out.append(attribute ? "&#x09;" : "\t");
                default -> out.append(c);
            }
        }
    }

    private static boolean isNamePart(char c, boolean inside) {
        if (Character.isLetter(c) || c == '_' || Character.isSurrogate(c)) {
            return true;
        }
        boolean mark = c == '-' || c == '.' || c == ':' || c == '\u00B7';
        return inside && (mark || Character.isDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK);
    }
}
