package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.StorageErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Supplier;

/** Makes a statement that H2 sees as several change everything or nothing. */
final class Atomic {
    private Atomic() {}

    static <R> R run(StatementContext context, Supplier<R> steps) {
        Connection connection = context.transaction().connection();
        try {
            Savepoint before = connection.setSavepoint();
            try {
                R result = steps.get();
                connection.releaseSavepoint(before);
                return result;
            } catch (RuntimeException | Error e) {
                undo(connection, before, e);
                throw e;
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    private static void undo(Connection connection, Savepoint before, Throwable failure) {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            // After a deadlock H2 has rolled back everything already.
            failure.addSuppressed(e);
        }
    }
}
