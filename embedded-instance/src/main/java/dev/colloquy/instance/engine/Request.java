package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

/** The frame around every request: whatever happens in it, the session is usable or closed afterwards. */
final class Request {
    private static final System.Logger LOG = System.getLogger(Request.class.getName());

    private Request() {}

    /**
     * Runs the work of a request.
     *
     * @throws CancellationException if the client cancelled
     * @throws UncheckedIOException  if the client is gone
     */
    static void run(EngineSession session, Runnable work) {
        SessionTransaction transaction = session.transaction();
        try {
            work.run();
        } catch (Aborted e) {
            LOG.log(System.Logger.Level.TRACE, "session {0}: batch aborted", session.spid());
        } catch (CancellationException e) {
            cancelled(session);
            throw e;
        } catch (UncheckedIOException e) {
            transaction.statementFailed();
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            failed(session, e);
        }
        session.caught(null);
        session.impersonate(null);
        endOfBatch(session);
    }

    /** An attention ends the batch; the transaction stays open unless XACT_ABORT is on. */
    private static void cancelled(EngineSession session) {
        SessionTransaction transaction = session.transaction();
        transaction.statementFailed();
        if (transaction.isDoomed() || session.settings().isOn(SessionSettings.XACT_ABORT)) {
            transaction.rollbackAll(session.response());
        }
        session.caught(null);
        session.impersonate(null);
    }

    /** Our own fault: the client is told as little as SQL Server tells, the log everything. */
    private static void failed(EngineSession session, Throwable failure) {
        LOG.log(
                System.Logger.Level.ERROR,
                "a statement of session " + session.spid() + " failed unexpectedly",
                failure);
        session.transaction().rollbackAll(session.response());
        SqlError error = new SqlError(
                8630,
                "Internal Query Processor Error: The query processor encountered an unexpected error during execution.");
        session.last().error(error.number());
        session.response().error(error.at(1, ""));
        session.response().done(Command.OTHER, false, 0, true);
    }

    private static void endOfBatch(EngineSession session) {
        if (session.transaction().isDoomed()) {
            session.transaction().rollbackAll(session.response());
            session.response()
                    .error(new SqlError(
                                    3998,
                                    "Uncommittable transaction is detected at the end of the batch. The transaction is"
                                            + " rolled back.")
                            .at(1, ""));
            session.response().done(Command.OTHER, false, 0, true);
        }
    }
}
