package dev.colloquy.instance.tsql;

/** What the lexer tells apart. */
enum TokenType {
    /** An unquoted word: an identifier or a keyword. */
    WORD,
    /** An identifier in brackets or double quotes; never a keyword. */
    QUOTED,
    /** {@code @name}. */
    VARIABLE,
    /** {@code @@NAME}. */
    SYSTEM_VARIABLE,
    /** {@code '…'}. */
    STRING,
    /** {@code N'…'}. */
    NATIONAL_STRING,
    /** Digits only. */
    INTEGER,
    /** Digits with a point. */
    DECIMAL,
    /** A number with an exponent. */
    FLOAT,
    /** {@code $1.5}. */
    MONEY,
    /** {@code 0x…}. */
    BINARY,
    /** An operator or a punctuation mark of one or two characters, and every character that T-SQL does not know. */
    SYMBOL,
    /** The end of the text. */
    END
}
