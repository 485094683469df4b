package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.NetworkAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A network address that messages go to: connects when something is due, and again when the connection breaks. It has a
 * thread as long as there is something to do; {@link #wake} tells when the thread has ended.
 */
final class Destination implements Runnable {
    private static final System.Logger LOG = System.getLogger(Transport.class.getName());
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** A connection that lived so long, or delivered something, was a good one: the next failure is a new one. */
    private static final long SOUND_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String address;
    private final Optional<NetworkAddress> parsed;
    private final OutboundQueue queue;
    private final Sealer sealer;
    private final Settings settings;
    private final Clock clock;
    private final Connections connections;
    private final Supplier<Optional<Handshake>> handshakes;
    private final BackOff backOff;
    private final Signal work = new Signal();
    private final Signal retryNow = new Signal();
    private final Thread thread;
    private volatile boolean closed;
    private volatile InetAddress resolved;
    private volatile Connection connection;
    private boolean ended;
    private boolean broken;
    private String lastStatus = "";
    private long lastStatusNanos;

    /**
     * Creates a destination; {@link #start} gives it its thread.
     *
     * @param handshakes how to log in; empty while the endpoint is not started
     */
    Destination(
            String address,
            OutboundQueue queue,
            Sealer sealer,
            Settings settings,
            Clock clock,
            Connections connections,
            Supplier<Optional<Handshake>> handshakes) {
        this.address = address;
        this.parsed = NetworkAddress.parse(address);
        this.queue = queue;
        this.sealer = sealer;
        this.settings = settings;
        this.clock = clock;
        this.connections = connections;
        this.handshakes = handshakes;
        this.backOff = new BackOff(settings.firstRetry(), settings.lastRetry());
        this.thread = new Thread(this, "endpoint-sender " + address);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something is due; false if the thread has ended and a new destination is needed. Never blocks. */
    synchronized boolean wake() {
        work.raise();
        return !ended;
    }

    /** Attempts to connect again at once: the endpoint was changed. */
    void retryNow() {
        backOff.reset();
        retryNow.raise();
        work.raise();
    }

    /** The peer at an address has connected to this instance, so it can be reached now. */
    void seen(InetAddress peer) {
        if (peer.equals(resolved) && connection == null) {
            retryNow();
        }
    }

    void close() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            open.abort();
        }
        retryNow();
    }

    /** Waits for the thread to end. */
    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    @Override
    public void run() {
        try {
            while (awaitWork()) {
                connectAndSend();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Messages to " + address + " are not sent until the next one is due", e);
        } finally {
            synchronized (this) {
                ended = true;
            }
        }
    }

    /** True once something is due; false when the thread should end. */
    private boolean awaitWork() {
        while (!closed) {
            OptionalLong millis = queue.millisToNext(address);
            // After a failure this class decides when to connect again, not the messages' own retry times.
            if (millis.isPresent() && (broken || millis.getAsLong() <= 0)) {
                return true;
            }
            long nanos = millis.isPresent() ? TimeUnit.MILLISECONDS.toNanos(millis.getAsLong()) : IDLE_NANOS;
            boolean woken = work.await(nanos);
            if (!woken && millis.isEmpty() && endIfIdle()) {
                return false;
            }
        }
        return false;
    }

    private synchronized boolean endIfIdle() {
        ended = !work.await(0);
        return ended;
    }

    private void connectAndSend() {
        String status;
        try {
            Optional<Handshake> handshake = handshakes.get();
            status = handshake.isEmpty() ? TransportErrors.NOT_AVAILABLE : session(handshake.get());
        } catch (HandshakeFailure e) {
            status = e.getMessage();
        } catch (ProtocolViolation e) {
            status = TransportErrors.LOGIN_NEGOTIATION;
        } catch (IOException e) {
            status = connection == null ? TransportErrors.connectFailed(e) : TransportErrors.closedByRemoteEnd(e);
        } finally {
            Connection former = connection;
            connection = null;
            if (former != null) {
                former.abort();
                connections.remove(former);
            }
        }
        broken = true;
        if (!closed) {
            tell(status);
            retryNow.await(backOff.nextNanos());
        }
    }

    /** One connection from its beginning to its end; returns the status for what has not been acknowledged. */
    private String session(Handshake handshake) throws IOException, HandshakeFailure {
        if (parsed.isEmpty()) {
            return TransportErrors.invalidAddress(address);
        }
        Socket socket = open(parsed.get());
        Connection opened = new Connection(socket, false, clock);
        connection = opened;
        connections.add(opened);
        if (closed) {
            opened.abort();
        }
        FrameChannel channel = handshake.connect(opened);
        LOG.log(System.Logger.Level.DEBUG, "connected to {0}", address);
        broken = false;
        queue.reconnected(address);
        long since = System.nanoTime();
        OutgoingConnection sender = new OutgoingConnection(address, channel, queue, sealer, settings, work);
        IOException cause = sender.run();
        if (sender.hasDelivered() || System.nanoTime() - since > SOUND_NANOS) {
            backOff.reset();
        }
        if (cause instanceof ProtocolViolation) {
            LOG.log(System.Logger.Level.WARNING, "The connection to " + address + " is closed: " + cause.getMessage());
            return TransportErrors.PROTOCOL_ERROR;
        }
        return TransportErrors.closedByRemoteEnd(cause);
    }

    private Socket open(NetworkAddress to) throws IOException {
        InetAddress ip;
        try {
            ip = InetAddress.getByName(to.host());
        } catch (UnknownHostException e) {
            resolved = null;
            throw e;
        }
        resolved = ip;
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(ip, to.port()), (int)
                    settings.loginTimeout().toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void tell(String status) {
        queue.disconnected(address, status);
        long now = System.nanoTime();
        boolean told = status.equals(lastStatus) && now - lastStatusNanos < IDLE_NANOS;
        if (!told && queue.millisToNext(address).isPresent()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Messages to " + address + " wait, and are sent as soon as it can be reached. " + status);
            lastStatus = status;
            lastStatusNanos = now;
        }
    }
}
