package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.storage.UndoneStatements;
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
                undo(context.transaction(), before, e);
                throw e;
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    private static void undo(Transaction transaction, Savepoint before, Throwable failure) {
        try {
            transaction.changing(() -> {
                transaction.connection().rollback(before);
                UndoneStatements.unmark(transaction.connection());
                return null;
            });
        } catch (SQLException e) {
            // After a deadlock H2 has rolled back everything already.
            failure.addSuppressed(e);
        }
    }
}
