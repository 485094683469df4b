package dev.colloquy.instance.tsql;

/**
 * One token.
 *
 * @param keyword the reserved keyword that an unquoted word is, {@code null} for everything else
 * @param text    the word, the content of quotes without doubling, the number or the symbol
 * @param line    one-based line of the first character
 * @param start   offset of the first character
 * @param end     offset behind the last character
 */
record Token(TokenType type, Keyword keyword, String text, int line, int start, int end) {
    /** True for what may stand where a name is expected. */
    boolean isIdentifier() {
        return type == TokenType.QUOTED || (type == TokenType.WORD && keyword == null);
    }

    boolean isString() {
        return type == TokenType.STRING || type == TokenType.NATIONAL_STRING;
    }

    /** True for a word in any letter case, reserved or not. */
    boolean isWord(String word) {
        return type == TokenType.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(char symbol) {
        return type == TokenType.SYMBOL && text.length() == 1 && text.charAt(0) == symbol;
    }

    boolean isOperator(String operator) {
        return type == TokenType.SYMBOL && text.equals(operator);
    }
}
