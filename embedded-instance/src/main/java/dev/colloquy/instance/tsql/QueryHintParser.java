package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import java.util.Locale;

/** The OPTION clause. */
final class QueryHintParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    QueryHintParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /**
     * {@code [OPTION ( hint {, hint} )]}. Hints that only steer the optimizer have no effect here.
     *
     * @throws SqlError for hints that change what a query does
     */
    void option() {
        if (!cursor.accept(Keyword.OPTION)) {
            return;
        }
        cursor.expect('(');
        do {
            hint();
        } while (cursor.accept(','));
        cursor.expect(')');
    }

    private void hint() {
        if (cursor.accept("RECOMPILE") || cursor.acceptWords("KEEP", "PLAN") || cursor.acceptWords("FORCE", "ORDER")) {
            return;
        }
        if (cursor.accept("MAXDOP") || cursor.accept("FAST") || cursor.accept("MAXRECURSION")) {
            grammar.expressions.operand();
            return;
        }
        if (cursor.acceptWords("LOOP", "JOIN")
                || cursor.acceptWords("HASH", "JOIN")
                || cursor.acceptWords("MERGE", "JOIN")
                || cursor.acceptWords("KEEPFIXED", "PLAN")) {
            return;
        }
        if (cursor.acceptWords("OPTIMIZE", "FOR")) {
            optimizeFor();
            return;
        }
        throw cursor.notSupported("OPTION (" + cursor.peek().text().toUpperCase(Locale.ROOT) + ")");
    }

    /** {@code UNKNOWN | ( @v {UNKNOWN | = constant} {, …} )}. */
    private void optimizeFor() {
        if (cursor.accept("UNKNOWN")) {
            return;
        }
        cursor.expect('(');
        do {
            cursor.variable();
            if (!cursor.accept("UNKNOWN")) {
                cursor.expect('=');
                grammar.expressions.operand();
            }
        } while (cursor.accept(','));
        cursor.expect(')');
    }
}
