package dev.colloquy.benchmark.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes bytes between the clients of a port and a server on this machine, unless told to fail: by closing every
 * connection and refusing new ones, as a host does that is there but has nothing on that port; by passing nothing on
 * and saying nothing, as a cable does that has been pulled; or by passing everything on late. Safe for use by many
 * threads.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int CONNECT_MILLIS = 5_000;

    private final int port;
    private final int serverPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ServerSocket listener;
    private Thread accepting;
    private boolean silent;
    private Duration delay = Duration.ZERO;
    private boolean closed;

    private TcpProxy(int port, int serverPort) {
        this.port = port;
        this.serverPort = serverPort;
    }

    /**
     * Listens on a port of the loopback interface.
     *
     * @param port where clients come to; 0 takes a free one
     * @param serverPort where their bytes go to
     * @throws IOException if the port is taken
     */
    public static TcpProxy between(int port, int serverPort) throws IOException {
        ServerSocket listener = listen(port);
        TcpProxy proxy = new TcpProxy(listener.getLocalPort(), serverPort);
        proxy.accept(listener);
        return proxy;
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return listener;
    }

    /** Where clients connect to. */
    public int port() {
        return port;
    }

    /** Closes all connections and refuses new ones until {@link #restore()}. */
    public void cut() throws IOException {
        Thread last;
        lock.lock();
        try {
            listener.close();
            last = accepting;
        } finally {
            lock.unlock();
        }
        // As long as it is in accept, the system goes on to take connections, and it may be about to add one.
        awaitEnd(last);
        closeConnections();
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes nothing on until {@link #restore()}; connections stay open, and new ones are taken. */
    public void silence() {
        setSilent(true);
    }

    /** Passes every piece of what is sent on only after some time, until {@link #restore()}. */
    public void slow(Duration by) {
        lock.lock();
        try {
            delay = by;
        } finally {
            lock.unlock();
        }
    }

    /** Passes bytes on at once again, those that were held back first; takes new connections. */
    public void restore() throws IOException {
        lock.lock();
        try {
            if (listener.isClosed() && !closed) {
                accept(listen(port));
            }
        } finally {
            lock.unlock();
        }
        setSilent(false);
    }

    private void setSilent(boolean now) {
        lock.lock();
        try {
            silent = now;
            if (!now) {
                delay = Duration.ZERO;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept(ServerSocket now) {
        lock.lock();
        try {
            listener = now;
            accepting = start("accept", () -> acceptAll(now));
        } finally {
            lock.unlock();
        }
    }

    private void acceptAll(ServerSocket from) throws IOException {
        while (true) {
            Socket client = from.accept();
            open.add(client);
            start("connect", () -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_MILLIS);
        } catch (IOException e) {
            end(client, server);
            throw e;
        }
        open.add(server);
        start("to-server", () -> pass(client, server));
        start("to-client", () -> pass(server, client));
    }

    private void pass(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = in.read(buffer);
            while (count >= 0 && awaitPassage()) {
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
        } finally {
            end(from, to);
        }
    }

    /** Waits while nothing is passed on, or for the delay; whether the proxy still works then. */
    private boolean awaitPassage() {
        lock.lock();
        try {
            long since = System.nanoTime();
            long left = delay.toNanos();
            while (left > 0 && !closed) {
                changed.awaitNanos(left);
                left = delay.toNanos() - (System.nanoTime() - since);
            }
            while (silent && !closed) {
                changed.awaitUninterruptibly();
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void end(Socket... sockets) throws IOException {
        for (Socket socket : sockets) {
            open.remove(socket);
            socket.close();
        }
    }

    /** Closes the connections that there are; new ones are taken. */
    public void closeConnections() throws IOException {
        for (Socket socket : Set.copyOf(open)) {
            end(socket);
        }
    }

    /** Ends all connections and threads. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            listener.close();
            closeConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** What a thread does until its sockets are closed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private Thread start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // A closed socket is how every thread here is told to end.
                        System.getLogger(TcpProxy.class.getName())
                                .log(System.Logger.Level.DEBUG, "a connection has ended", e);
                    }
                },
                "proxy-" + port + "-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
