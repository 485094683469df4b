package dev.colloquy.instance.tds;

import dev.colloquy.instance.engine.Sessions;
import dev.colloquy.instance.tds.packet.SocketTransport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Listens for SQL Server's clients and gives each a thread.
 *
 * <pre>{@code
 * try (TdsServer server = TdsServer.builder(sessions).port(1433).identity(TlsIdentity::selfSigned).start()) {
 *     ...
 * }
 * }</pre>
 */
public final class TdsServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TdsServer.class.getName());
    private static final int BACKLOG = 512;
    /** After this the threads of sessions that do not end are left behind. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final long ACCEPT_PAUSE_MILLIS = 100;
    private static final long STOP_PAUSE_MILLIS = 50;

    private final Sessions sessions;
    private final TlsEngines tls;
    private final EncryptionPolicy encryption;
    private final TdsLimits limits;
    private final ServerSocketChannel listener;
    private final AttentionWatch watch;
    private final Thread acceptor;
    private final Map<ClientConnection, Thread> connections = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private long accepted;
    private boolean full;

    private TdsServer(Builder builder) throws IOException {
        this.sessions = builder.sessions;
        this.limits = builder.limits;
        this.encryption = builder.identity == null ? EncryptionPolicy.UNAVAILABLE : builder.encryption;
        this.tls = new TlsEngines(builder.identity);
        this.listener = ServerSocketChannel.open();
        try {
            listener.bind(builder.address, BACKLOG);
            this.watch = new AttentionWatch();
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        this.acceptor = new Thread(this::accept, "tds-accept-" + port());
    }

    /** A server for these sessions. */
    public static Builder builder(Sessions sessions) {
        return new Builder(sessions);
    }

    /** The port that is listened on. */
    public int port() {
        return listener.socket().getLocalPort();
    }

    /**
     * Stops listening, cancels what runs, closes all connections and waits for their threads, up to ten seconds. May be
     * called twice, but not from a session's thread.
     */
    @Override
    public void close() throws IOException {
        closing.countDown();
        listener.close();
        boolean interrupted = false;
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        try {
            joinUntil(acceptor, deadline);
            connections.keySet().forEach(ClientConnection::stop);
            for (Map.Entry<ClientConnection, Thread> connection : connections.entrySet()) {
                stopUntil(connection.getKey(), connection.getValue(), deadline);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!connections.isEmpty()) {
            LOG.log(Level.WARNING, connections.size() + " sessions have not ended in time; leaving them behind");
        }
        watch.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Sessions sessions() {
        return sessions;
    }

    TlsEngines tls() {
        return tls;
    }

    EncryptionPolicy encryption() {
        return encryption;
    }

    TdsLimits limits() {
        return limits;
    }

    AttentionWatch watch() {
        return watch;
    }

    void ended(ClientConnection connection) {
        connections.remove(connection);
    }

    private static void joinUntil(Thread thread, long deadline) throws InterruptedException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis > 0) {
            thread.join(millis);
        }
    }

    /** A session forgets a cancel that comes before it has begun with its request, so it is told again. */
    private static void stopUntil(ClientConnection connection, Thread thread, long deadline)
            throws InterruptedException {
        while (thread.isAlive() && System.nanoTime() - deadline < 0) {
            connection.stop();
            thread.join(STOP_PAUSE_MILLIS);
        }
    }

    private void startThreads() {
        watch.start();
        acceptor.start();
        if (encryption != EncryptionPolicy.UNAVAILABLE) {
            tls.prepare();
        }
    }

    private void accept() {
        while (closing.getCount() > 0) {
            try {
                admit(listener.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Most likely the process has no file descriptor left.
                LOG.log(Level.ERROR, "a connection cannot be accepted; trying again", e);
                if (pauseOrClosed()) {
                    return;
                }
            }
        }
    }

    private boolean pauseOrClosed() {
        try {
            return closing.await(ACCEPT_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        boolean crowded = connections.size() >= limits.connections();
        if (crowded && !full) {
            LOG.log(Level.WARNING, limits.connections() + " connections are open; closing further ones at once");
        }
        full = crowded;
        boolean served = false;
        try {
            if (!crowded) {
                serve(channel);
                served = true;
            }
        } catch (IOException | OutOfMemoryError e) {
            LOG.log(Level.WARNING, "a connection is closed at once: " + e.getMessage());
        } finally {
            if (!served) {
                channel.close();
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        SocketTransport socket = new SocketTransport(channel);
        boolean started = false;
        ClientConnection connection = new ClientConnection(this, socket, channel.getRemoteAddress());
        Thread thread = new Thread(connection, "tds-login-" + ++accepted);
        connections.put(connection, thread);
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                connections.remove(connection);
                socket.close();
            }
        }
    }

    /** What a server is made of; everything but the sessions has a default. */
    public static final class Builder {
        private final Sessions sessions;
        private InetSocketAddress address = new InetSocketAddress(0);
        private Supplier<TlsIdentity> identity;
        private EncryptionPolicy encryption = EncryptionPolicy.OFFERED;
        private TdsLimits limits = TdsLimits.DEFAULT;

        private Builder(Sessions sessions) {
            this.sessions = sessions;
        }

        /** All addresses of the host unless {@link #address} says otherwise; 0 for any free port. */
        public Builder port(int port) {
            address = new InetSocketAddress(port);
            return this;
        }

        public Builder address(InetSocketAddress listenOn) {
            address = listenOn;
            return this;
        }

        /** Called once, by a thread of its own, after the server listens. Without it nothing is encrypted. */
        public Builder identity(Supplier<TlsIdentity> supplier) {
            identity = supplier;
            return this;
        }

        public Builder encryption(EncryptionPolicy policy) {
            encryption = policy;
            return this;
        }

        public Builder limits(TdsLimits clientLimits) {
            limits = clientLimits;
            return this;
        }

        /** Listens; fails if the address is taken. */
        public TdsServer start() throws IOException {
            TdsServer server = new TdsServer(this);
            server.startThreads();
            return server;
        }
    }
}
