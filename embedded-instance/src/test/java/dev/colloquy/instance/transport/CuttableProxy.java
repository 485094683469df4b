package dev.colloquy.instance.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A network between two endpoints that can be cut, held, and lose a connection after so many bytes. */
final class CuttableProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int targetPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong cutAfterBytes = new AtomicLong(Long.MAX_VALUE);
    private final Object gate = new Object();
    private boolean held;

    CuttableProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Breaks the connections that are open. */
    void cut() {
        sockets.forEach(CuttableProxy::closeQuietly);
        sockets.clear();
    }

    /** Breaks each connection, from now on, once so many bytes have gone over it towards the target. */
    void cutAfter(long bytes) {
        cutAfterBytes.set(bytes);
    }

    /** Passes nothing on, and breaks nothing, until it is let go. */
    void hold(boolean now) {
        synchronized (gate) {
            held = now;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                Socket to = new Socket();
                sockets.add(from);
                sockets.add(to);
                connections.incrementAndGet();
                try {
                    to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
                } catch (IOException refused) {
                    closeQuietly(from);
                    continue;
                }
                start(() -> pump(from, to, cutAfterBytes.get()));
                start(() -> pump(to, from, Long.MAX_VALUE));
            } catch (IOException closed) {
                cut();
            }
        }
    }

    private void pump(Socket from, Socket to, long limit) {
        byte[] buffer = new byte[8_192];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0 && passed < limit; count = in.read(buffer)) {
                awaitGate();
                out.write(buffer, 0, count);
                passed += count;
            }
        } catch (IOException broken) {
            closeQuietly(from);
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private void awaitGate() throws IOException {
        synchronized (gate) {
            while (held && !server.isClosed()) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hold(false);
        cut();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
