package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.sql.SQLException;
import java.util.function.Function;
import org.h2.api.ErrorCode;

/**
 * Changes of H2's tables for one statement. They take effect at once and belong to no transaction, so each brings what
 * undoes it; that runs when the transaction has ended, because H2 would wait for the rows that it has written.
 */
final class Ddl {
    private final Storage storage;
    private final Transaction transaction;
    private final StatementContext context;

    Ddl(Storage storage, StatementContext context) {
        this.storage = storage;
        this.transaction = context.transaction();
        this.context = context;
    }

    /** Runs H2's statement; a rollback runs the other. */
    void run(String sql, String undo) {
        run(sql, undo, e -> e);
    }

    /** The same with a translation of what H2 may say of the rows. */
    void run(String sql, String undo, Function<SqlError, SqlError> failure) {
        context.cancellation().check();
        try {
            storage.define(sql);
        } catch (SqlError e) {
            throw failure.apply(e);
        }
        transaction.onRollback(() -> transaction.onEnd(() -> DefinitionChanges.quietly(() -> storage.define(undo))));
    }

    /** Runs H2's statement once the transaction is committed. */
    void afterCommit(String sql) {
        DefinitionChanges.of(transaction).afterCommit(() -> storage.define(sql));
    }

    void afterCommit(Runnable action) {
        DefinitionChanges.of(transaction).afterCommit(action);
    }

    /** Refuses to alter a table whose rows the transaction has changed: H2 would wait for the transaction itself. */
    void requireUntouched(StoredTable table, String statement) {
        if (!table.temporary()
                && DefinitionChanges.of(transaction)
                        .hasChanged(table.definition().objectId())) {
            throw SqlErrors.notSupported(statement + " on a table that the same transaction has modified");
        }
    }

    /** Whether an error of the store is H2's complaint about duplicates. */
    static boolean isDuplicate(SqlError e) {
        return e.getCause() instanceof SQLException cause && cause.getErrorCode() == ErrorCode.DUPLICATE_KEY_1;
    }

    /** Whether an error of the store is H2's complaint about a value that does not fit a new type. */
    static boolean isConversion(SqlError e) {
        return e.getCause() instanceof SQLException cause
                && (cause.getErrorCode() == ErrorCode.VALUE_TOO_LONG_2
                        || cause.getErrorCode() == ErrorCode.DATA_CONVERSION_ERROR_1
                        || cause.getErrorCode() == ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE_1
                        || cause.getErrorCode() == ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE_2);
    }
}
