package dev.colloquy.instance.tds;

import dev.colloquy.instance.engine.Session;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.tds.packet.SocketTransport;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/** One client from accept to end, on a thread of its own. */
final class ClientConnection implements Runnable {
    private static final Logger LOG = System.getLogger(ClientConnection.class.getName());

    private final TdsServer server;
    private final SocketTransport socket;
    private final SocketAddress peer;
    private final AtomicReference<RunningRequest> running = new AtomicReference<>();
    private volatile boolean stopped;
    private boolean loggedIn;

    ClientConnection(TdsServer server, SocketTransport socket, SocketAddress peer) {
        this.server = server;
        this.socket = socket;
        this.peer = peer;
    }

    @Override
    public void run() {
        try {
            serve();
        } catch (ProtocolViolation | SSLException | SocketTimeoutException e) {
            log(Level.WARNING, e);
        } catch (EOFException e) {
            log(loggedIn ? Level.DEBUG : Level.WARNING, e);
        } catch (IOException | UncheckedIOException e) {
            log(Level.DEBUG, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "session of " + peer + " ended by an internal error", e);
        } finally {
            close();
            server.ended(this);
        }
    }

    /** Cancels what runs and closes the socket; the thread then ends by itself. Any thread may call it. */
    void stop() {
        stopped = true;
        RunningRequest request = running.get();
        if (request != null) {
            request.cancel(request.number());
        }
        try {
            socket.disconnect();
        } catch (IOException e) {
            log(Level.DEBUG, e);
        }
    }

    boolean isStopped() {
        return stopped;
    }

    private void serve() throws IOException {
        long deadline = System.nanoTime() + server.limits().login().toNanos();
        socket.setDeadline(deadline);
        LoginExchange login = new LoginExchange(server.sessions(), server.tls(), server.encryption(), socket, deadline);
        try (Session session = login.run()) {
            if (session == null) {
                return;
            }
            loggedIn = true;
            socket.clearDeadline();
            Thread.currentThread().setName("tds-session-" + session.spid());
            RunningRequest request = new RunningRequest(socket, session.cancellation());
            running.set(request);
            server.watch().add(request);
            new RequestLoop(this, server, session, request, login.reader(), login.writer()).run();
        }
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log(Level.DEBUG, e);
        }
        RunningRequest request = running.get();
        if (request != null) {
            server.watch().remove(request);
        }
    }

    private void log(Level level, Exception reason) {
        if (!stopped) {
            LOG.log(level, () -> "connection of " + peer + " closed: " + reason.getMessage());
        }
    }
}
