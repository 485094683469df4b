package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.util.List;

/**
 * Receives what a request yields, in the order in which the client must see it. Implemented by the wire protocol; every
 * method may throw {@link java.io.UncheckedIOException} when the client is gone.
 */
public interface Response {

    /** A result set begins. Each is ended by {@link #done}. */
    void columns(List<ResultColumn> columns);

    /** One row of the current result set. The array may be used again by the caller after the call. */
    void row(Object[] values);

    /**
     * A statement has completed.
     *
     * @param command  its kind
     * @param counted  whether rowCount is to be told to the client (false under SET NOCOUNT ON and where it means
     *                 nothing)
     * @param rowCount rows returned or changed
     * @param failed   whether the statement ended with an error, which was passed to {@link #error} before
     */
    void done(Command command, boolean counted, long rowCount, boolean failed);

    /** PRINT, RAISERROR below severity 11, warnings. */
    void info(SqlInfo info);

    /** An error that no CATCH took. */
    void error(SqlError error);

    /** Sends what is buffered (RAISERROR … WITH NOWAIT). */
    void flush();

    /** USE has changed the database; informs the client with message 5701 as well. */
    void databaseChanged(String database, String former);

    /** An outermost transaction began; the id is never 0 and unique in the instance. */
    void transactionBegan(long transactionId);

    /** The outermost transaction is committed. */
    void transactionCommitted(long transactionId);

    /** The whole transaction is rolled back. */
    void transactionRolledBack(long transactionId);

    /** A procedure begins inside the batch or call; its statements' completions belong to it until it leaves. */
    void enterProcedure();

    /** The procedure entered last has ended with this return status. */
    void leaveProcedure(int returnStatus);

    /** The return status of the call itself, once, after all results. */
    void returnStatus(int status);

    /**
     * The value of an OUTPUT argument of the call.
     *
     * @param ordinal zero-based position in the call's argument list
     * @param name    the parameter's name with its sign, or empty
     */
    void returnValue(int ordinal, String name, SqlType type, Object value);

    /** The session was reset (RESETCONNECTION acknowledged). */
    void connectionReset();
}
