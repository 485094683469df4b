package dev.colloquy.broker.receive;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/**
 * The statement that a {@link Receiver} runs now, so that another thread can cancel it, and no other one.
 *
 * <p>The driver only cancels what the server already executes: a {@link Statement#cancel()} that comes between
 * {@link #runWait} and the sending of the request hits nothing. So a cancel is remembered, which keeps every later
 * statement from starting, and has to be repeated until the receiver has ended, which {@link ReceiveLoop#close()} does.
 * A statement that has ended is never cancelled: it does not leave {@link #run} while a cancel of it is under way.
 *
 * <p>One thread runs statements, one at a time; any thread may cancel. There is no way back from a cancel.
 */
public final class CancellableStatement {
    private static final Logger LOG = Logger.getLogger(CancellableStatement.class);

    /** SQLSTATE "operation canceled" of ODBC and X/Open, which mssql-jdbc gives to a cancelled statement. */
    private static final String OPERATION_CANCELED = "HY008";

    private final Object lock = new Object();
    private Statement running;
    private boolean runningWaits;
    private boolean waitsCancelled;
    private boolean allCancelled;

    /** A call that executes the statement. */
    @FunctionalInterface
    public interface SqlCall<T> {
        /**
         * Executes and reads what is needed.
         *
         * @throws SQLException as JDBC does
         */
        T call() throws SQLException;
    }

    /**
     * Runs a {@code WAITFOR (RECEIVE …)}, which both {@link #cancelWait()} and {@link #cancel()} end.
     *
     * @throws SQLException what the call throws; see {@link #isCancelled} if it was cancelled, before or while it ran
     */
    public <T> T runWait(Statement statement, SqlCall<T> call) throws SQLException {
        return run(statement, true, call);
    }

    /**
     * Runs any other statement, which only {@link #cancel()} ends.
     *
     * @throws SQLException what the call throws; see {@link #isCancelled} if it was cancelled, before or while it ran
     */
    public <T> T run(Statement statement, SqlCall<T> call) throws SQLException {
        return run(statement, false, call);
    }

    private <T> T run(Statement statement, boolean waits, SqlCall<T> call) throws SQLException {
        begin(statement, waits);
        try {
            return call.call();
        } finally {
            end();
        }
    }

    private void begin(Statement statement, boolean waits) throws SQLException {
        synchronized (lock) {
            if (running != null) {
                throw new IllegalStateException("another statement is running");
            }
            if (allCancelled || (waits && waitsCancelled)) {
                throw new SQLException("The query was canceled.", OPERATION_CANCELED);
            }
            running = statement;
            runningWaits = waits;
        }
    }

    private void end() {
        synchronized (lock) {
            running = null;
        }
    }

    /** Ends the wait that is running, if there is one, and keeps later ones from starting. Does not block. */
    public void cancelWait() {
        synchronized (lock) {
            waitsCancelled = true;
            if (running != null && runningWaits) {
                cancelRunning();
            }
        }
    }

    /** Ends whatever statement is running, and keeps later ones from starting. Does not block. */
    public void cancel() {
        synchronized (lock) {
            waitsCancelled = true;
            allCancelled = true;
            if (running != null) {
                cancelRunning();
            }
        }
    }

    private void cancelRunning() {
        try {
            running.cancel();
        } catch (SQLException e) {
            LOG.debugf(e, "a statement could not be cancelled; it will be tried again if it does not end");
        }
    }

    /**
     * Whether the failure of {@link #runWait} or {@link #run} says that the statement was cancelled through this
     * object, so that no message was received, or the batch has to be rolled back. A query timeout is none, though the
     * driver gives it the same SQLSTATE.
     */
    public boolean isCancelled(SQLException failure) {
        synchronized (lock) {
            return waitsCancelled
                    && OPERATION_CANCELED.equals(failure.getSQLState())
                    && !(failure instanceof SQLTimeoutException);
        }
    }
}
