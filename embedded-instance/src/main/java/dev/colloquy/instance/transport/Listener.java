package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The listening socket of the endpoint. */
final class Listener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Transport.class.getName());

    /** After a failed accept, as when the process has no file descriptors left: the next one would fail as fast. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Longest time that the thread may take to leave an accept whose socket is closed. */
    private static final long CLOSE_MILLIS = 5_000;

    private final ServerSocket server;
    private final Thread thread;
    private final Signal pause = new Signal();
    private volatile boolean closed;

    private Listener(ServerSocket server, int port, Consumer<Socket> accepted) {
        this.server = server;
        this.thread = new Thread(() -> accept(accepted), "endpoint-listener " + port);
        thread.setDaemon(true);
    }

    /**
     * Listens where endpoint and settings say. A port that is taken or an address that this machine does not have is
     * logged (9692, 9693).
     *
     * @throws IOException if it cannot listen
     */
    static Listener open(Endpoint endpoint, InetAddress bind, int port, Consumer<Socket> accepted) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(addressOf(endpoint, bind), port));
        } catch (IOException e) {
            server.close();
            LOG.log(
                    System.Logger.Level.ERROR,
                    e instanceof BindException && String.valueOf(e.getMessage()).contains("in use")
                            ? TransportErrors.portInUse(port)
                            : TransportErrors.cannotListen(e.getMessage()));
            throw e;
        }
        Listener listener = new Listener(server, port, accepted);
        listener.thread.start();
        LOG.log(System.Logger.Level.INFO, TransportErrors.LISTENING + " [" + server.getLocalSocketAddress() + "]");
        return listener;
    }

    private static InetAddress addressOf(Endpoint endpoint, InetAddress bind) throws IOException {
        return bind.isAnyLocalAddress() && endpoint.listenerIp().isPresent()
                ? InetAddress.getByName(endpoint.listenerIp().get())
                : bind;
    }

    private void accept(Consumer<Socket> accepted) {
        while (!closed) {
            try {
                accepted.accept(server.accept());
            } catch (IOException e) {
                if (!closed) {
                    LOG.log(System.Logger.Level.WARNING, "A connection could not be accepted: " + e.getMessage());
                    pause.await(PAUSE_NANOS);
                }
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "A connection could not be accepted.", e);
            }
        }
    }

    /**
     * Stops listening and waits for the thread: the port is free only once it has left its accept, and ALTER ENDPOINT
     * listens on the same port again at once.
     */
    @Override
    public void close() {
        closed = true;
        pause.raise();
        try {
            server.close();
            thread.join(CLOSE_MILLIS);
            LOG.log(System.Logger.Level.INFO, TransportErrors.STOPPED);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The endpoint's socket did not close cleanly.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
