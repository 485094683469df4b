package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.Cancellation;
import java.util.Optional;

/**
 * One client's session. Requests come one at a time, always from one thread; only {@link #cancellation()} may be used
 * by others.
 *
 * <p>Errors of the executed statements go to the {@link Response}; the request methods throw only
 * {@link java.util.concurrent.CancellationException} when the client cancelled (the statement's effects are undone, the
 * session is usable), and whatever the response itself throws when the client is gone.
 */
public interface Session extends AutoCloseable {

    /** The server process id, 51 and above, unique among open sessions. */
    int spid();

    /** The current database. */
    String database();

    /** Cancels the request now running; reset by the session at the start of each request. */
    Cancellation cancellation();

    /** Runs a batch (MS-TDS SQLBatch). */
    void batch(String text, Response response);

    /**
     * Calls a procedure (MS-TDS RPCRequest): sp_executesql, sp_prepare, sp_execute, sp_prepexec, sp_unprepare, the
     * cursor procedures' refusal, other system procedures and user procedures. Calls {@link Response#returnStatus} once
     * after all results and then {@link Response#returnValue} for each OUTPUT argument.
     */
    void call(ProcedureCall call, Response response);

    /** Begins a transaction (MS-TDS transaction manager request 5). */
    void begin(Optional<String> isolationLevel, Response response);

    /** Commits the outermost transaction (request 7); 3902 without one. */
    void commit(Response response);

    /** Rolls back to the savepoint, or everything if absent (request 8); 3903 without a transaction. */
    void rollback(Optional<String> savepoint, Response response);

    /** Sets a savepoint (request 9). */
    void save(String savepoint, Response response);

    /**
     * Brings the session to its state after login (RESETCONNECTION): rolls back unless told to keep the transaction,
     * drops temporary tables and prepared handles, restores settings and database, then calls
     * {@link Response#connectionReset()}.
     */
    void reset(boolean keepTransaction, Response response);

    /** Rolls back what is open and frees everything. Never throws. */
    @Override
    void close();
}
