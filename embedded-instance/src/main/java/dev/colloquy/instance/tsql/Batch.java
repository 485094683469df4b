package dev.colloquy.instance.tsql;

import java.util.List;

/**
 * A parsed batch or procedure body.
 *
 * @param text       the source
 * @param statements in order; empty for a batch of comments only
 */
public record Batch(String text, List<Statement> statements) {
    public Batch {
        statements = List.copyOf(statements);
    }
}
