package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.Response;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.tds.packet.PacketType;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.type.ValueEncoder;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Turns what a request yields into the tokens of one response message.
 *
 * <p>A DONE token says whether another token follows (MORE), so the last one is kept back until that is known. Inside a
 * call and inside procedures completions become DONEINPROC; a procedure that a batch has called ends with RETURNSTATUS
 * and DONEPROC, a call with RETURNSTATUS, its RETURNVALUEs and DONEPROC.
 *
 * <p>A value that cannot be encoded leaves no trace of its row behind, so the engine can report the error. When the
 * request was cancelled while the client did not read, the token at hand is completed in memory and then
 * {@link CancellationException} is thrown.
 */
public final class ResponseWriter implements Response {
    private static final ValueEncoder[] NONE = {};

    private final PacketWriter out;
    private final TokenWriter tokens;
    private boolean inCall;
    private boolean statusSent;
    private int depth;
    private ValueEncoder[] encoders = NONE;
    private boolean inResultSet;
    private boolean failedSinceDone;
    private boolean fatal;

    private int pendingToken;
    private int pendingStatus;
    private int pendingCommand;
    private long pendingCount;

    public ResponseWriter(PacketWriter out, TokenWriter tokens) {
        this.out = out;
        this.tokens = tokens;
    }

    /** Begins the response to a request. */
    public void begin() {
        out.begin(PacketType.TABULAR_RESULT);
        inCall = false;
        pendingToken = 0;
        fatal = false;
        clearState();
    }

    /** A call begins; completions belong to it until {@link #endCall}. */
    public void beginCall() {
        clearState();
        inCall = true;
    }

    /** Ends a call with DONEPROC, after a RETURNSTATUS if none came. */
    public void endCall(boolean last) {
        if (!statusSent) {
            returnStatus(failedSinceDone ? -6 : 0);
        }
        settle();
        int status = (failedSinceDone ? TokenWriter.DONE_ERROR : 0) | (last ? 0 : TokenWriter.DONE_RPC_IN_BATCH);
        pend(TokenWriter.DONEPROC, status, Command.EXECUTE.code(), 0);
        inCall = false;
    }

    /** Ends the message. The last token is a DONE in any case. */
    public void end() {
        if (pendingToken == 0) {
            pend(TokenWriter.DONE, failedSinceDone ? TokenWriter.DONE_ERROR : 0, 0, 0);
        }
        tokens.done(pendingToken, pendingStatus, pendingCommand, pendingCount);
        pendingToken = 0;
        out.end();
    }

    /** Ends the message of a cancelled request: what was written stands, DONE says that it was cut. */
    public void endCancelled() {
        settle();
        pend(TokenWriter.DONE, TokenWriter.DONE_ERROR, 0, 0);
        end();
    }

    /** Answers an attention: a message with nothing but the acknowledgement. */
    public void acknowledgeAttention() {
        begin();
        pend(TokenWriter.DONE, TokenWriter.DONE_ATTENTION, 0, 0);
        end();
    }

    /** True if an error of severity 20 or more was sent, after which the connection is closed. */
    public boolean isFatal() {
        return fatal;
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        settle();
        ValueEncoder[] next = new ValueEncoder[columns.size()];
        for (int i = 0; i < next.length; i++) {
            next[i] = ValueEncoder.of(columns.get(i).type());
        }
        encoders = next;
        inResultSet = true;
        tokens.columns(columns, next);
        interruptible();
    }

    @Override
    public void row(Object[] values) {
        long start = out.position();
        try {
            tokens.row(encoders, values);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            takeBack(start, e);
            throw e;
        }
        interruptible();
    }

    @Override
    public void done(Command command, boolean counted, long rowCount, boolean failed) {
        boolean rows = inResultSet;
        inResultSet = false;
        failedSinceDone = failed;
        if (command == Command.EXECUTE && pendingToken == TokenWriter.DONEPROC && !rows) {
            // The procedure's own DONEPROC is the completion of the EXEC.
            pendingStatus |= failed ? TokenWriter.DONE_ERROR : 0;
            return;
        }
        boolean inProcedure = inCall || depth > 0;
        if (inProcedure && !counted && !rows && !failed && isSilent(command)) {
            return;
        }
        settle();
        int status = (failed ? TokenWriter.DONE_ERROR : 0) | (counted ? TokenWriter.DONE_COUNT : 0);
        int token = inProcedure ? TokenWriter.DONEINPROC : TokenWriter.DONE;
        pend(token, status, command.code(), counted ? rowCount : 0);
    }

    /** Under SET NOCOUNT ON these have no token inside procedures. */
    private static boolean isSilent(Command command) {
        return switch (command) {
            case OTHER, INSERT, UPDATE, DELETE, MERGE, EXECUTE -> true;
            default -> false;
        };
    }

    @Override
    public void info(SqlInfo info) {
        settle();
        tokens.info(info);
        interruptible();
    }

    @Override
    public void error(SqlError error) {
        settle();
        failedSinceDone = true;
        fatal |= error.severity() >= 20;
        tokens.error(error);
        interruptible();
    }

    @Override
    public void flush() {
        out.flush();
        interruptible();
    }

    @Override
    public void databaseChanged(String database, String former) {
        settle();
        tokens.databaseChanged(database, former);
        tokens.info(new SqlInfo(5701, 2, 0, "Changed database context to '" + database + "'.", 1));
    }

    @Override
    public void transactionBegan(long transactionId) {
        settle();
        tokens.transactionBegan(transactionId);
    }

    @Override
    public void transactionCommitted(long transactionId) {
        settle();
        tokens.transactionCommitted(transactionId);
    }

    @Override
    public void transactionRolledBack(long transactionId) {
        settle();
        tokens.transactionRolledBack(transactionId);
    }

    @Override
    public void enterProcedure() {
        depth++;
    }

    @Override
    public void leaveProcedure(int returnStatus) {
        depth--;
        if (depth == 0 && !inCall) {
            settle();
            tokens.returnStatus(returnStatus);
            int status = failedSinceDone ? TokenWriter.DONE_ERROR : 0;
            pend(TokenWriter.DONEPROC, status, Command.EXECUTE.code(), 0);
        }
    }

    @Override
    public void returnStatus(int status) {
        settle();
        statusSent = true;
        tokens.returnStatus(status);
    }

    @Override
    public void returnValue(int ordinal, String name, SqlType type, Object value) {
        settle();
        long start = out.position();
        try {
            tokens.returnValue(ordinal, name, type, value);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            takeBack(start, e);
            throw e;
        }
    }

    @Override
    public void connectionReset() {
        settle();
        tokens.connectionReset();
    }

    private void clearState() {
        statusSent = false;
        depth = 0;
        inResultSet = false;
        failedSinceDone = false;
    }

    private void pend(int token, int status, int command, long count) {
        pendingToken = token;
        pendingStatus = status;
        pendingCommand = command;
        pendingCount = count;
    }

    /** Writes the DONE kept back, now that something follows it. */
    private void settle() {
        if (pendingToken != 0) {
            tokens.done(pendingToken, pendingStatus | TokenWriter.DONE_MORE, pendingCommand, pendingCount);
            pendingToken = 0;
        }
    }

    private void interruptible() {
        if (out.isHeldBack()) {
            throw new CancellationException("cancelled by the client, who does not read");
        }
    }

    private void takeBack(long start, RuntimeException cause) {
        if (!out.truncate(start)) {
            throw new UncheckedIOException(new IOException("a value failed after half of its token was sent", cause));
        }
    }
}
