package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tokens of one text and how far they have been read. {@code at} looks, {@code accept} takes what is there,
 * {@code expect} takes or fails with 102 or 156. A {@link Keyword} is a reserved word, a string any other word and a
 * character a punctuation mark.
 */
final class TokenCursor {
    /** Levels of nesting: parentheses, subqueries, blocks. A level takes about ten frames of the thread's stack. */
    private static final int MAX_DEPTH = 200;

    private final String text;
    private final Token[] tokens;
    private int index;
    private int depth;

    TokenCursor(String text) {
        this.text = text;
        this.tokens = Lexer.scan(text);
    }

    Token peek() {
        return tokens[index];
    }

    /** The token so many places ahead; the end if there are not that many. */
    Token peek(int ahead) {
        return tokens[Math.min(index + ahead, tokens.length - 1)];
    }

    Token next() {
        Token token = tokens[index];
        if (index < tokens.length - 1) {
            index++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().type() == TokenType.END;
    }

    boolean at(Keyword keyword) {
        return peek().keyword() == keyword;
    }

    boolean at(int ahead, Keyword keyword) {
        return peek(ahead).keyword() == keyword;
    }

    boolean at(String word) {
        return peek().isWord(word);
    }

    boolean at(int ahead, String word) {
        return peek(ahead).isWord(word);
    }

    boolean at(char symbol) {
        return peek().isSymbol(symbol);
    }

    boolean at(int ahead, char symbol) {
        return peek(ahead).isSymbol(symbol);
    }

    boolean at(int ahead, TokenType type) {
        return peek(ahead).type() == type;
    }

    boolean at(TokenType type) {
        return peek().type() == type;
    }

    boolean accept(Keyword keyword) {
        return take(at(keyword));
    }

    boolean accept(String word) {
        return take(at(word));
    }

    boolean accept(char symbol) {
        return take(at(symbol));
    }

    private boolean take(boolean found) {
        if (found) {
            next();
        }
        return found;
    }

    /** Takes a sequence of words, reserved or not, if all of them are there. */
    boolean acceptWords(String... words) {
        if (!atWords(words)) {
            return false;
        }
        index += words.length;
        return true;
    }

    boolean atWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!at(i, words[i])) {
                return false;
            }
        }
        return true;
    }

    void expect(Keyword keyword) {
        if (!accept(keyword)) {
            throw syntaxError();
        }
    }

    void expect(String word) {
        if (!accept(word)) {
            throw syntaxError();
        }
    }

    void expect(char symbol) {
        if (!accept(symbol)) {
            throw syntaxError();
        }
    }

    void expectWords(String... words) {
        for (String word : words) {
            expect(word);
        }
    }

    /** A name without qualifier. */
    String identifier() {
        if (!peek().isIdentifier()) {
            throw syntaxError();
        }
        return next().text();
    }

    /** {@code @name}, the sign included. */
    String variable() {
        if (!at(TokenType.VARIABLE)) {
            throw syntaxError();
        }
        return next().text();
    }

    /** {@code '…'} or {@code N'…'}. */
    String string() {
        if (!peek().isString()) {
            throw syntaxError();
        }
        return next().text();
    }

    /** An unquoted word in upper case, reserved or not. */
    String word() {
        if (!at(TokenType.WORD)) {
            throw syntaxError();
        }
        return next().text().toUpperCase(Locale.ROOT);
    }

    /** {@code ON} or {@code OFF}. */
    boolean onOff() {
        if (accept(Keyword.ON)) {
            return true;
        }
        expect(Keyword.OFF);
        return false;
    }

    /** A whole number with an optional minus that fits a long. */
    long integer() {
        boolean negative = accept('-');
        if (!at(TokenType.INTEGER) || peek().text().length() > 18) {
            throw syntaxError();
        }
        long value = Long.parseLong(next().text());
        return negative ? -value : value;
    }

    /** A whole number without sign that fits an int. */
    int smallInteger() {
        if (!at(TokenType.INTEGER) || peek().text().length() > 9) {
            throw syntaxError();
        }
        return Integer.parseInt(next().text());
    }

    /** {@code element {, element}}. */
    <T> List<T> list(Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        do {
            elements.add(element.get());
        } while (accept(','));
        return elements;
    }

    /** {@code ( element {, element} )}. */
    <T> List<T> listInParentheses(Supplier<T> element) {
        expect('(');
        List<T> elements = list(element);
        expect(')');
        return elements;
    }

    /** {@code [[database.][schema].]name}. Four parts name a linked server, which is not supported. */
    ObjectName objectName() {
        return objectName(nameParts());
    }

    ObjectName objectName(List<String> parts) {
        int count = parts.size();
        if (count > 3) {
            throw notSupported("linked server names");
        }
        Optional<String> database = count > 2 ? part(parts.get(count - 3)) : Optional.empty();
        Optional<String> schema = count > 1 ? part(parts.get(count - 2)) : Optional.empty();
        return new ObjectName(database, schema, parts.get(count - 1));
    }

    private static Optional<String> part(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    /** {@code part {.[part]}}, left-out parts as empty strings; a final {@code .*} is not taken. */
    List<String> nameParts() {
        List<String> parts = new ArrayList<>(3);
        parts.add(identifier());
        while (at('.') && !at(1, '*')) {
            next();
            parts.add(at('.') ? "" : identifier());
        }
        return parts;
    }

    Position position() {
        return new Position(peek().line(), peek().start());
    }

    /** The source from an offset to the end of the token read last. */
    String textFrom(int offset) {
        return text.substring(offset, Math.max(offset, tokens[Math.max(0, index - 1)].end()));
    }

    String text() {
        return text;
    }

    /** One level deeper; fails with 191 where the depth would endanger the stack. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw tooDeep();
        }
    }

    void leave() {
        depth--;
    }

    SqlError tooDeep() {
        return error(
                191,
                "Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller"
                        + " queries.");
    }

    /** 156 at a reserved keyword, otherwise 102; at the end of the text the token before is named. */
    SqlError syntaxError() {
        Token token = peek();
        if (token.type() == TokenType.END && tokens.length > 1) {
            Token last = tokens[tokens.length - 2];
            return new SqlError(102, 15, 1, "Incorrect syntax near '" + last.text() + "'.").at(last.line(), "");
        }
        if (token.keyword() != null) {
            return new SqlError(156, 15, 1, "Incorrect syntax near the keyword '" + token.text() + "'.")
                    .at(token.line(), "");
        }
        return new SqlError(102, 15, 1, "Incorrect syntax near '" + token.text() + "'.").at(token.line(), "");
    }

    /** An error of severity 15 at the current line. */
    SqlError error(int number, String message) {
        return new SqlError(number, 15, 1, message).at(peek().line(), "");
    }

    SqlError notSupported(String what) {
        return SqlErrors.notSupported(what).at(peek().line(), "");
    }
}
