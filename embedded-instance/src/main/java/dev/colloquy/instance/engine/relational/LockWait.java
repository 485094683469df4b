package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.types.Cancellation;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Runs statements of H2 so that a cancel ends them, also while they wait for a lock. H2 looks for a cancel only between
 * rows; so it is let wait for a short time only, again and again until the session's lock time-out has passed.
 */
final class LockWait {
    private static final int SLICE_MILLIS = 100;

    private LockWait() {}

    /** A step of a statement; run again if it could not get a lock, which undid it. */
    @FunctionalInterface
    interface Step<R> {
        R run() throws SQLException;
    }

    static <R> R run(PreparedStatement statement, StatementContext context, Step<R> step) throws SQLException {
        context.cancellation().check();
        SessionLocal session = (SessionLocal)
                context.transaction().connection().unwrap(JdbcConnection.class).getSession();
        int limit = session.getLockTimeout();
        session.setLockTimeout(Math.min(limit, SLICE_MILLIS));
        try (Cancellation.Wait wait = context.cancellation().onCancel(() -> cancel(statement))) {
            assert wait != null;
            return repeated(context, step, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit));
        } finally {
            session.setLockTimeout(limit);
            if (context.cancellation().isCancelled()) {
                // A cancel that came too late would end the statement's next run.
                statement.close();
            }
        }
    }

    private static <R> R repeated(StatementContext context, Step<R> step, long deadline) throws SQLException {
        while (true) {
            try {
                return step.run();
            } catch (SQLException e) {
                if (e.getErrorCode() != ErrorCode.LOCK_TIMEOUT_1 || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                context.cancellation().check();
            }
        }
    }

    private static void cancel(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            System.getLogger(LockWait.class.getName())
                    .log(System.Logger.Level.DEBUG, "a statement had ended before it was cancelled", e);
        }
    }
}
