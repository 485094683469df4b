package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import java.util.Arrays;

/** Splits a text into tokens in one pass, as with QUOTED_IDENTIFIER ON. */
final class Lexer {
    private static final int MAX_IDENTIFIER = 128;
    private static final String[] SINGLE = singleSymbols();

    private final String text;
    private final char[] chars;
    private Token[] tokens;
    private int count;
    private int at;
    private int line = 1;

    private Lexer(String text) {
        this.text = text;
        this.chars = text.toCharArray();
        this.tokens = new Token[Math.max(16, chars.length / 5)];
    }

    /**
     * All tokens of a text, the last one of type END.
     *
     * @throws SqlError 105 for an unclosed quote, 113 for an unclosed comment, 103 for too long a name, 1038 for an
     *     empty one
     */
    static Token[] scan(String text) {
        Lexer lexer = new Lexer(text);
        lexer.skipBlanks();
        while (lexer.at < lexer.chars.length) {
            lexer.token();
            lexer.skipBlanks();
        }
        lexer.add(TokenType.END, null, "", lexer.at);
        return Arrays.copyOf(lexer.tokens, lexer.count);
    }

    private static String[] singleSymbols() {
        String[] symbols = new String[128];
        for (char c = 0; c < symbols.length; c++) {
            symbols[c] = String.valueOf(c);
        }
        return symbols;
    }

    private void add(TokenType type, Keyword keyword, String content, int start) {
        addAt(type, keyword, content, start, line);
    }

    private void addAt(TokenType type, Keyword keyword, String content, int start, int atLine) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, count * 2);
        }
        tokens[count++] = new Token(type, keyword, content, atLine, start, at);
    }

    private char charAt(int index) {
        return index < chars.length ? chars[index] : '\0';
    }

    /** Blanks, {@code -- comments} and nested block comments. */
    private void skipBlanks() {
        while (at < chars.length) {
            char c = chars[at];
            if (c == '\n') {
                line++;
                at++;
            } else if (isBlank(c)) {
                at++;
            } else if (c == '-' && charAt(at + 1) == '-') {
                skipLine();
            } else if (c == '/' && charAt(at + 1) == '*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\ufeff' || (c > 127 && Character.isWhitespace(c));
    }

    private void skipLine() {
        while (at < chars.length && chars[at] != '\n') {
            at++;
        }
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (at >= chars.length) {
                throw new SqlError(113, 15, 1, "Missing end comment mark '*/'.").at(line, "");
            }
            if (chars[at] == '/' && charAt(at + 1) == '*') {
                depth++;
                at += 2;
            } else if (chars[at] == '*' && charAt(at + 1) == '/') {
                depth--;
                at += 2;
            } else {
                countLine(chars[at++]);
            }
        } while (depth > 0);
    }

    private void countLine(char c) {
        if (c == '\n') {
            line++;
        }
    }

    private void token() {
        char c = chars[at];
        if ((c == 'N' || c == 'n') && charAt(at + 1) == '\'') {
            quoted(TokenType.NATIONAL_STRING, at + 2, '\'');
        } else if (isWordStart(c)) {
            word();
        } else if (c == '\'') {
            quoted(TokenType.STRING, at + 1, '\'');
        } else if (c == '[') {
            quoted(TokenType.QUOTED, at + 1, ']');
        } else if (c == '"') {
            quoted(TokenType.QUOTED, at + 1, '"');
        } else if (c == '@') {
            variable();
        } else if (isDigit(c) || (c == '.' && isDigit(charAt(at + 1)) && !followsName())) {
            number();
        } else if (c == '$') {
            dollar();
        } else {
            symbol(c);
        }
    }

    private boolean followsName() {
        return count > 0 && tokens[count - 1].end() == at && tokens[count - 1].isIdentifier();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '#'
                || (c > 127 && (Character.isLetter(c) || Character.isSurrogate(c)));
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '@' || c == '$' || (c > 127 && Character.isLetterOrDigit(c));
    }

    private void word() {
        int start = at;
        at++;
        skipWordParts();
        checkLength(start, at);
        add(TokenType.WORD, Keyword.find(chars, start, at), text.substring(start, at), start);
    }

    private void variable() {
        int start = at;
        boolean system = charAt(at + 1) == '@';
        at += system ? 2 : 1;
        skipWordParts();
        checkLength(start, at);
        add(system ? TokenType.SYSTEM_VARIABLE : TokenType.VARIABLE, null, text.substring(start, at), start);
    }

    private void skipWordParts() {
        while (at < chars.length && isWordPart(chars[at])) {
            at++;
        }
    }

    private void checkLength(int start, int end) {
        if (end - start > MAX_IDENTIFIER) {
            throw identifierTooLong(text.substring(start, start + MAX_IDENTIFIER));
        }
    }

    private SqlError identifierTooLong(String beginning) {
        return new SqlError(
                        103,
                        15,
                        4,
                        "The identifier that starts with '" + beginning + "' is too long. Maximum length is "
                                + MAX_IDENTIFIER + ".")
                .at(line, "");
    }

    /** Content up to the closing mark; a doubled closing mark stands for itself. */
    private void quoted(TokenType type, int contentStart, char close) {
        int start = at;
        int startLine = line;
        int from = contentStart;
        StringBuilder joined = null;
        at = contentStart;
        while (true) {
            if (at >= chars.length) {
                throw unclosed(contentStart, startLine);
            }
            char c = chars[at++];
            countLine(c);
            if (c != close) {
                continue;
            }
            if (charAt(at) != close) {
                break;
            }
            joined = (joined == null ? new StringBuilder() : joined).append(chars, from, at - from);
            from = ++at;
        }
        String content = joined == null
                ? text.substring(from, at - 1)
                : joined.append(chars, from, at - 1 - from).toString();
        if (type == TokenType.QUOTED) {
            checkName(content);
        }
        addAt(type, null, content, start, startLine);
    }

    private void checkName(String name) {
        if (name.isEmpty()) {
            throw new SqlError(
                            1038,
                            15,
                            4,
                            "An object or column name is missing or empty. For SELECT INTO statements, verify each"
                                    + " column has a name. For other statements, look for empty alias names. Aliases"
                                    + " defined as \"\" or [] are not allowed. Change the alias to a valid name.")
                    .at(line, "");
        }
        if (name.length() > MAX_IDENTIFIER) {
            throw identifierTooLong(name.substring(0, MAX_IDENTIFIER));
        }
    }

    private SqlError unclosed(int contentStart, int startLine) {
        String rest = text.substring(contentStart, Math.min(chars.length, contentStart + MAX_IDENTIFIER));
        return new SqlError(105, 15, 1, "Unclosed quotation mark after the character string '" + rest + "'.")
                .at(startLine, "");
    }

    private void number() {
        int start = at;
        if (chars[at] == '0' && (charAt(at + 1) | 0x20) == 'x') {
            at += 2;
            while (Character.digit(charAt(at), 16) >= 0 && chars[at] < 128) {
                at++;
            }
            add(TokenType.BINARY, null, text.substring(start, at), start);
            return;
        }
        TokenType type = mantissa();
        if ((charAt(at) | 0x20) == 'e' && exponent()) {
            type = TokenType.FLOAT;
        }
        add(type, null, text.substring(start, at), start);
    }

    private TokenType mantissa() {
        skipDigits();
        if (charAt(at) != '.') {
            return TokenType.INTEGER;
        }
        at++;
        skipDigits();
        return TokenType.DECIMAL;
    }

    private void skipDigits() {
        while (isDigit(charAt(at))) {
            at++;
        }
    }

    /** {@code e5}, {@code e-5} and the bare {@code e}, which means {@code e0}; {@code 1else} is not one. */
    private boolean exponent() {
        int sign = charAt(at + 1) == '+' || charAt(at + 1) == '-' ? 1 : 0;
        if (isDigit(charAt(at + 1 + sign))) {
            at += 1 + sign;
            skipDigits();
            return true;
        }
        if (sign == 0 && !isWordPart(charAt(at + 1))) {
            at++;
            return true;
        }
        return false;
    }

    /** A money constant, or a pseudo column such as {@code $action}. */
    private void dollar() {
        int start = at;
        at++;
        if (isWordStart(charAt(at))) {
            skipWordParts();
            add(TokenType.WORD, null, text.substring(start, at), start);
            return;
        }
        mantissa();
        add(TokenType.MONEY, null, text.substring(start + 1, at), start);
    }

    private void symbol(char c) {
        int start = at;
        String pair = pair(c, charAt(at + 1));
        if (pair != null) {
            at += 2;
            add(TokenType.SYMBOL, null, pair, start);
        } else {
            at++;
            add(TokenType.SYMBOL, null, c < 128 ? SINGLE[c] : String.valueOf(c), start);
        }
    }

    private static String pair(char first, char second) {
        if (second == '=') {
            return switch (first) {
                case '<' -> "<=";
                case '>' -> ">=";
                case '!' -> "!=";
                case '+' -> "+=";
                case '-' -> "-=";
                case '*' -> "*=";
                case '/' -> "/=";
                case '%' -> "%=";
                case '&' -> "&=";
                case '^' -> "^=";
                case '|' -> "|=";
                default -> null;
            };
        }
        if (second == '>') {
            return first == '<' ? "<>" : first == '!' ? "!>" : null;
        }
        if (second == '<') {
            return first == '!' ? "!<" : null;
        }
        return first == ':' && second == ':' ? "::" : null;
    }
}
