package dev.colloquy.broker.receive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * A TCP proxy that can fall silent as a firewall does that has forgotten a connection: what is sent over the connections
 * of that time vanishes, and nobody is told that they have ended.
 */
final class SilentProxy implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SilentProxy.class);

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(SilentProxy::daemon);
    private final List<Closeable> sockets = new CopyOnWriteArrayList<>();
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();

    /** Passes connections on to a port of this machine. */
    SilentProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "silent-proxy");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Lets all connections of now fall silent; new ones work. */
    void silence() {
        pipes.forEach(pipe -> pipe.silent = true);
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                pump(client, server);
                pump(server, client);
            }
        } catch (IOException e) {
            LOG.debugf("the proxy accepts no more: %s", e.getMessage());
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        Pipe pipe = new Pipe(from.getInputStream(), to.getOutputStream());
        pipes.add(pipe);
        threads.execute(pipe);
    }

    /** One direction of a connection. */
    private static final class Pipe implements Runnable {
        private final InputStream in;
        private final OutputStream out;
        private volatile boolean silent;

        Pipe(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                        out.flush();
                    }
                }
                if (!silent) {
                    out.close();
                }
            } catch (IOException e) {
                LOG.debugf("a connection through the proxy has ended: %s", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Closeable socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
