package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Endpoint;
import dev.colloquy.instance.broker.EndpointState;
import dev.colloquy.instance.broker.Transmitter;
import dev.colloquy.instance.security.Security;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The room's facade: listens as the instance's endpoint says, and sends what the broker has for other instances.
 *
 * <p>Without an endpoint that is STARTED nothing listens and nothing is sent; the messages show status 9748. A change of
 * the endpoint closes all connections, so that what it says holds from then on.
 */
public final class Transport implements Transmitter, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Transport.class.getName());
    /** The port that Service Broker endpoints have by convention, and in the tutorials. */
    private static final int CONVENTIONAL_PORT = 4022;

    private static final int MOST_LOGGING_IN = 64;
    private static final int MOST_CONNECTIONS = 1_024;
    private static final long CLOSE_MILLIS = 5_000;

    private final Broker broker;
    private final Settings settings;
    private final Clock clock;
    private final CertificateAuthentication certificates;
    private final AccountAuthentication account;
    private final OutboundQueue outbound;
    private final InboundQueue inbound;
    private final Sealer sealer;
    private final Opener opener;
    private final UUID arbitrationId = UUID.randomUUID();
    private final Connections connections = new Connections();
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch;
    private final Object endpointLock = new Object();
    private int portForConventional = CONVENTIONAL_PORT;
    private volatile Optional<Endpoint> endpoint = Optional.empty();
    private volatile boolean running;
    private ScheduledFuture<?> watching;
    private Listener listener;

    /** Creates the transport of an instance; nothing happens before {@link #start}. */
    public Transport(Broker broker, Security security, Clock clock, Settings settings) {
        this.broker = broker;
        this.settings = settings;
        this.clock = clock;
        this.certificates = new CertificateAuthentication(security, clock);
        this.account = new AccountAuthentication(settings.endpointSecret());
        this.outbound = new BrokerOutbound(broker.outbound());
        this.inbound = new BrokerInbound(broker.inbound());
        this.sealer = new DialogSealer(security.keyExchange(), broker.definitions(), broker.outbound()::secured);
        this.opener = new DialogOpener(security.keyExchange(), security.principals());
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "endpoint-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Lets another port stand for 4022, as a container's port mapping would, so that several instances on one machine
     * can run scripts that say {@code LISTENER_PORT = 4022}. Other ports are taken literally. To be called before
     * {@link #start}.
     */
    public void listenOnInsteadOfConventionalPort(int port) {
        portForConventional = port;
    }

    /**
     * Begins to listen, if the instance has an endpoint that is STARTED, and to send. Called once, after the broker's
     * start.
     */
    public void start() {
        running = true;
        watching = watch.scheduleAtFixedRate(() -> connections.watch(settings), 1, 1, TimeUnit.SECONDS);
        broker.endpoints().onChange(this::endpointChanged);
        endpointChanged(broker.endpoints().current());
        broker.outbound().destinations().forEach(this::wake);
    }

    @Override
    public void wake(String address) {
        if (running) {
            destinations.compute(
                    address, (name, existing) -> existing != null && existing.wake() ? existing : begin(name));
        }
    }

    /** The rows of sys.dm_broker_connections. */
    public List<ConnectionRow> connections() {
        return connections.rows();
    }

    /** True if the endpoint listens for connections. */
    public boolean isListening() {
        synchronized (endpointLock) {
            return listener != null;
        }
    }

    /** Closes listener and connections, and waits a few seconds for the threads. May be called twice. */
    @Override
    public void close() {
        running = false;
        synchronized (endpointLock) {
            endpoint = Optional.empty();
            stopListening();
        }
        destinations.values().forEach(Destination::close);
        connections.abortAll();
        if (watching != null) {
            watching.cancel(false);
        }
        watch.shutdownNow();
        try {
            for (Destination destination : destinations.values()) {
                destination.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Destination begin(String address) {
        Destination destination =
                new Destination(address, outbound, sealer, settings, clock, connections, this::handshake);
        destination.start();
        return destination;
    }

    private Optional<Handshake> handshake() {
        return endpoint.filter(e -> running && e.state() == EndpointState.STARTED)
                .map(e ->
                        new Handshake(e, certificates, certificates, account, settings.loginTimeout(), arbitrationId));
    }

    private void endpointChanged(Optional<Endpoint> now) {
        synchronized (endpointLock) {
            boolean same = now.equals(endpoint) && (listener != null || now.isEmpty());
            if (!running || same) {
                return;
            }
            stopListening();
            endpoint = now;
            connections.abortAll();
            if (now.isPresent() && now.get().state() == EndpointState.STARTED) {
                startListening(now.get());
            }
        }
        destinations.values().forEach(Destination::retryNow);
    }

    private void startListening(Endpoint started) {
        try {
            int port = started.port() == CONVENTIONAL_PORT ? portForConventional : started.port();
            listener = Listener.open(started, settings.bind(), port, this::accepted);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the endpoint does not listen", e);
        }
    }

    private void stopListening() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    private void accepted(Socket socket) {
        Connection connection = new Connection(socket, true, clock);
        Optional<Handshake> handshake = handshake();
        if (handshake.isEmpty()
                || connections.loggingIn() >= MOST_LOGGING_IN
                || connections.size() >= MOST_CONNECTIONS) {
            connection.abort();
            return;
        }
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
        } catch (SocketException e) {
            LOG.log(System.Logger.Level.DEBUG, "a peer was gone at once", e);
            connection.abort();
            return;
        }
        connections.add(connection);
        Thread thread = new Thread(
                new AcceptedConnection(
                        connection, handshake.get(), inbound, opener, settings, connections, this::loggedIn),
                "endpoint-receiver " + socket.getRemoteSocketAddress());
        thread.setDaemon(true);
        thread.start();
    }

    private void loggedIn(Connection connection) {
        for (Destination destination : destinations.values()) {
            destination.seen(connection.socket().getInetAddress());
        }
    }
}
