package dev.colloquy.instance.storage;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import org.h2.api.ErrorCode;

/** Turns H2's failures that do not belong to a statement's text into SQL Server's errors. */
public final class StorageErrors {
    private StorageErrors() {}

    /**
     * The error for a failure of the store: lock time-outs (1222), deadlocks (1205), a full disk (1105), a lost store
     * (9001).
     *
     * @throws CancellationException if the statement was cancelled
     */
    public static SqlError translate(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.LOCK_TIMEOUT_1 -> SqlErrors.lockTimeout().causedBy(e);
            case ErrorCode.DEADLOCK_1, ErrorCode.CONCURRENT_UPDATE_1 ->
                SqlErrors.deadlockVictim(0).causedBy(e);
            case ErrorCode.STATEMENT_WAS_CANCELED -> throw cancelled(e);
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
                new SqlError(1105, 17, 2, "Could not allocate space for the instance's store: " + e.getMessage())
                        .causedBy(e);
            default ->
                new SqlError(9001, 21, 1, "The log for the instance is not available: " + e.getMessage()).causedBy(e);
        };
    }

    private static CancellationException cancelled(SQLException e) {
        CancellationException cancelled = new CancellationException("cancelled by the client");
        cancelled.initCause(e);
        return cancelled;
    }
}
