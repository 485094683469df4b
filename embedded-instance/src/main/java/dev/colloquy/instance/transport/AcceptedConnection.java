package dev.colloquy.instance.transport;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The receiving side of a connection: logs the peer in and reads, on its own thread; {@link Delivery} and {@link
 * Answers} have theirs.
 */
final class AcceptedConnection implements Runnable {
    private static final System.Logger LOG = System.getLogger(Transport.class.getName());

    private final Connection connection;
    private final Handshake handshake;
    private final InboundQueue queue;
    private final Opener opener;
    private final Settings settings;
    private final Connections connections;
    private final Consumer<Connection> onLogin;

    /**
     * Creates the receiving side of a connection that is open and among the connections.
     *
     * @param onLogin called when the peer has logged in
     */
    AcceptedConnection(
            Connection connection,
            Handshake handshake,
            InboundQueue queue,
            Opener opener,
            Settings settings,
            Connections connections,
            Consumer<Connection> onLogin) {
        this.connection = connection;
        this.handshake = handshake;
        this.queue = queue;
        this.opener = opener;
        this.settings = settings;
        this.connections = connections;
        this.onLogin = onLogin;
    }

    @Override
    public void run() {
        try {
            FrameChannel channel = handshake.accept(connection);
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "login of {0}",
                    connection.socket().getRemoteSocketAddress());
            onLogin.accept(connection);
            receive(channel);
        } catch (HandshakeFailure | ProtocolViolation e) {
            warn(e);
        } catch (EOFException e) {
            LOG.log(System.Logger.Level.DEBUG, "the peer has closed the connection", e);
        } catch (IOException e) {
            if (connection.isLoggedIn()) {
                LOG.log(System.Logger.Level.DEBUG, "the connection broke", e);
            } else {
                warn(e);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A connection is closed because of an error in this instance.", e);
        } finally {
            connection.abort();
            connections.remove(connection);
        }
    }

    private void warn(Exception e) {
        if (!connection.isClosed()) {
            String what = connection.isLoggedIn() ? "The connection is closed" : "Service Broker login attempt failed";
            LOG.log(
                    System.Logger.Level.WARNING,
                    what + ": '" + e.getMessage() + "'. [CLIENT: "
                            + connection.socket().getInetAddress().getHostAddress() + "]");
        }
    }

    private void receive(FrameChannel channel) throws IOException {
        Inbox inbox = new Inbox();
        Answers answers = new Answers(channel, settings.heartbeat());
        Assembly assembly = new Assembly(settings.maximumMessageBytes());
        String peer = String.valueOf(connection.socket().getRemoteSocketAddress());
        start(answers, "endpoint-answers " + peer);
        start(new Delivery(connection, inbox, queue, opener, answers), "endpoint-delivery " + peer);
        try {
            while (!connection.isClosed()) {
                Frame frame = channel.in().read();
                if (frame.type() == FrameType.MESSAGE || frame.type() == FrameType.FRAGMENT) {
                    Optional<ArrivedMessage> complete = assembly.add(frame);
                    if (complete.isPresent()) {
                        put(inbox, complete.get());
                    }
                } else if (frame.type() != FrameType.PING) {
                    throw new ProtocolViolation(frame.type() + " is not for the receiving side");
                }
            }
        } finally {
            connection.abort();
            inbox.close();
            answers.close();
        }
    }

    private void put(Inbox inbox, ArrivedMessage message) throws EOFException {
        connection.receiveFlowControlled(inbox.isFull());
        if (!inbox.put(message)) {
            throw new EOFException("closed");
        }
        connection.receiveFlowControlled(false);
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
