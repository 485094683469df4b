package dev.colloquy.instance.tds;

import dev.colloquy.instance.engine.ProcedureCall;
import dev.colloquy.instance.engine.Session;
import dev.colloquy.instance.tds.packet.Message;
import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.PacketReader;
import dev.colloquy.instance.tds.packet.PacketType;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.tds.token.AllHeaders;
import dev.colloquy.instance.tds.token.ResponseWriter;
import dev.colloquy.instance.tds.token.RpcRequest;
import dev.colloquy.instance.tds.token.TokenWriter;
import dev.colloquy.instance.tds.token.TransactionRequest;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;

/**
 * Reads requests, has them executed and sends the responses, until the client leaves.
 *
 * <p>A cancelled request is answered like any other, only shorter. The attention that cancelled it is the next message
 * and gets an answer of its own; one that comes too late finds the response complete and is answered the same way.
 */
final class RequestLoop {
    private static final Logger LOG = System.getLogger(RequestLoop.class.getName());

    private final ClientConnection connection;
    private final TdsServer server;
    private final Session session;
    private final RunningRequest request;
    private final PacketReader reader;
    private final ResponseWriter response;

    RequestLoop(
            ClientConnection connection,
            TdsServer server,
            Session session,
            RunningRequest request,
            PacketReader reader,
            PacketWriter writer) {
        this.connection = connection;
        this.server = server;
        this.session = session;
        this.request = request;
        this.reader = reader;
        this.response = new ResponseWriter(
                writer, new TokenWriter(writer, server.sessions().serverName(), false));
    }

    /** Returns when the client has closed the connection between two requests, or an error was fatal. */
    void run() throws IOException {
        Message message = reader.readMessage(server.limits().requestBytes());
        while (message != null && answer(message)) {
            message = reader.readMessage(server.limits().requestBytes());
        }
    }

    /** False if the connection is to be closed. */
    private boolean answer(Message message) {
        if (message.type() == PacketType.ATTENTION) {
            response.acknowledgeAttention();
            return true;
        }
        response.begin();
        if (message.ignored()) {
            response.endCancelled();
            return true;
        }
        boolean completed = execute(message);
        if (connection.isStopped()) {
            return false;
        }
        if (completed) {
            response.end();
        } else {
            response.endCancelled();
        }
        return !response.isFatal();
    }

    /** False if the request was cancelled. */
    private boolean execute(Message message) {
        request.begin(reader.hasInput());
        server.watch().noticeRequest();
        try {
            if (connection.isStopped()) {
                return false;
            }
            dispatchOrReport(message);
            return true;
        } catch (CancellationException e) {
            return false;
        } finally {
            request.end();
        }
    }

    private void dispatchOrReport(Message message) {
        try {
            dispatch(message);
        } catch (SqlError e) {
            response.error(e);
        } catch (ProtocolViolation | UncheckedIOException | CancellationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.log(Level.ERROR, "internal error in session " + session.spid() + "; closing it", e);
            response.error(new SqlError(8630, 20, 1, "Internal error of the embedded instance: " + e));
        }
    }

    private void dispatch(Message message) {
        MessageReader body = message.body();
        switch (message.type()) {
            case PacketType.SQL_BATCH -> {
                AllHeaders.skip(body);
                String text = body.readUtf16(body.remaining());
                reset(message);
                session.batch(text, response);
            }
            case PacketType.RPC -> {
                AllHeaders.skip(body);
                reset(message);
                call(new RpcRequest(body));
            }
            case PacketType.TRANSACTION_MANAGER -> {
                AllHeaders.skip(body);
                TransactionRequest transaction = TransactionRequest.read(body);
                reset(message);
                transaction.run(session, response);
            }
            case PacketType.BULK_LOAD -> throw SqlErrors.notSupported("Bulk load");
            default -> throw new ProtocolViolation("message of type " + message.type() + " in a session");
        }
    }

    private void reset(Message message) {
        if (message.reset()) {
            session.reset(message.keepTransaction(), response);
        }
    }

    private void call(RpcRequest calls) {
        if (!calls.hasNext()) {
            throw new ProtocolViolation("RPC without a call");
        }
        boolean more = true;
        while (more) {
            response.beginCall();
            try {
                ProcedureCall call = calls.next();
                more = calls.hasNext();
                session.call(call, response);
            } catch (SqlError e) {
                // Behind a parameter of unknown type nothing can be decoded.
                more = false;
                response.error(e);
            }
            more &= !response.isFatal();
            response.endCall(!more);
        }
    }
}
