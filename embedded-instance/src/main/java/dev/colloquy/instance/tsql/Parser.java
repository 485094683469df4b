package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import java.util.List;

/**
 * The way into this room: Transact-SQL text in, syntax tree out, as with QUOTED_IDENTIFIER ON.
 *
 * <p>Every method fails with a {@link SqlError} placed at its line: 102 and 156 (syntax), 105 (unclosed quote), 113
 * (unclosed comment), 103 (name too long), 191 (nested too deeply) and others of severity 15, or the refusal of a
 * statement that the instance does not have. Nothing else is thrown, whatever the text.
 */
public final class Parser {
    private Parser() {}

    /** Parses one batch, which may be the text of a CREATE PROCEDURE. */
    public static Batch parse(String text) {
        return new Batch(text, new Grammar(text).statements.batch());
    }

    /**
     * Parses the declarations of sp_executesql and sp_prepare: {@code @P0 int,@P1 nvarchar(4000) OUTPUT}. An empty text
     * declares nothing.
     */
    public static List<DefinitionStatement.Parameter> parseParameterList(String declarations) {
        Grammar grammar = new Grammar(declarations);
        if (grammar.cursor.atEnd()) {
            return List.of();
        }
        List<DefinitionStatement.Parameter> parameters = grammar.cursor.list(grammar.procedures::parameter);
        requireEnd(grammar.cursor);
        return List.copyOf(parameters);
    }

    /** Parses one value or search condition, such as the stored text of a DEFAULT or CHECK. */
    public static Expression parseExpression(String text) {
        Grammar grammar = new Grammar(text);
        Expression expression = grammar.expressions.either();
        requireEnd(grammar.cursor);
        return expression;
    }

    private static void requireEnd(TokenCursor cursor) {
        if (!cursor.atEnd()) {
            throw cursor.syntaxError();
        }
    }
}
