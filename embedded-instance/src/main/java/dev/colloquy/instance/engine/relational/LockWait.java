package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Change;
import dev.colloquy.instance.storage.UndoneStatements;
import dev.colloquy.instance.types.Cancellation;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.tx.Transaction;

/**
 * Runs statements of H2 that may meet with rows that other transactions have locked. H2 is not let wait for them: it
 * would look for a cancel only between rows, spin if the other transaction has rolled back a part of its work, and keep
 * the store from taking snapshots. So it fails at once, the wait takes place here, and the statement is run again.
 */
final class LockWait {
    /** The least that H2 takes for a limit rather than for the default. */
    private static final int WITHIN_H2_MILLIS = 1;

    /** How long it takes at most until a cancel is noticed. */
    private static final int SLICE_MILLIS = 20;

    /** After so many the row is asked for again: the other transaction may have given it back without having ended. */
    private static final int SLICES = 10;

    /** Between two attempts when H2 cannot tell when the lock is released. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final Pattern BLOCKER = Pattern.compile("is locked by tx (\\d+)");

    private LockWait() {}

    /** Runs a step, again and again until it gets its locks, the session's lock time-out has passed or it is cancelled. */
    static <R> R run(PreparedStatement statement, StatementContext context, Change<R> step) throws SQLException {
        SessionLocal session = (SessionLocal)
                context.transaction().connection().unwrap(JdbcConnection.class).getSession();
        int limit = session.getLockTimeout();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit);
        session.setLockTimeout(Math.min(limit, WITHIN_H2_MILLIS));
        try {
            return cancellable(statement, context, () -> repeated(session, context, step, deadline));
        } finally {
            session.setLockTimeout(limit);
        }
    }

    /** Runs a step that a cancel of the statement ends. */
    static <R> R cancellable(PreparedStatement statement, StatementContext context, Change<R> step)
            throws SQLException {
        context.cancellation().check();
        try (Cancellation.Wait wait = context.cancellation().onCancel(() -> cancel(statement))) {
            assert wait != null;
            return step.run();
        } finally {
            if (context.cancellation().isCancelled()) {
                // A cancel that came too late would end the statement's next run.
                statement.close();
            }
        }
    }

    private static <R> R repeated(SessionLocal session, StatementContext context, Change<R> step, long deadline)
            throws SQLException {
        while (true) {
            try {
                return context.transaction().changing(step);
            } catch (SQLException e) {
                if (e.getErrorCode() != ErrorCode.DEADLOCK_1) {
                    UndoneStatements.unmark(context.transaction().connection());
                }
                if (e.getErrorCode() != ErrorCode.LOCK_TIMEOUT_1) {
                    throw e;
                }
                await(session, e, context.cancellation(), deadline);
            }
        }
    }

    /** Returns when another attempt may succeed; throws the failure when the time is up. */
    private static void await(SessionLocal session, SQLException failure, Cancellation cancellation, long deadline)
            throws SQLException {
        Optional<Integer> blockerId = blockerId(failure);
        if (blockerId.isEmpty()) {
            pause(failure, deadline);
            cancellation.check();
            return;
        }
        Optional<Transaction> blocker = blocker(session, blockerId.get());
        for (int slice = 0; blocker.isPresent() && slice < SLICES; slice++) {
            cancellation.check();
            failIfOver(failure, deadline);
            if (ends(session.getTransaction(), blocker.get())) {
                if (blocker.get().getStatus() == Transaction.STATUS_OPEN) {
                    pause(failure, deadline);
                }
                return;
            }
            blocker = blocker.filter(one -> one.getStatus() != Transaction.STATUS_CLOSED);
        }
    }

    private static boolean ends(Transaction own, Transaction blocker) throws SQLException {
        try {
            return own.waitFor(blocker, "", "", SLICE_MILLIS);
        } catch (MVStoreException e) {
            throw DbException.toSQLException(DbException.get(ErrorCode.DEADLOCK_1, e, e.getMessage()));
        }
    }

    private static Optional<Integer> blockerId(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher matcher = BLOCKER.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof MVStoreException && matcher.find()) {
                return Optional.of(Integer.valueOf(matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Transaction> blocker(SessionLocal session, int id) {
        return session.getDatabase().getStore().getTransactionStore().getOpenTransactions().stream()
                .filter(transaction -> transaction.getId() == id)
                .findFirst();
    }

    private static void pause(SQLException failure, long deadline) throws SQLException {
        failIfOver(failure, deadline);
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static void failIfOver(SQLException failure, long deadline) throws SQLException {
        if (System.nanoTime() - deadline >= 0) {
            throw failure;
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
