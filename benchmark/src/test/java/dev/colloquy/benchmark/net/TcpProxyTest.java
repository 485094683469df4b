package dev.colloquy.benchmark.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);
    private static final Duration LATE = Duration.ofMillis(300);

    private ServerSocket server;
    private TcpProxy proxy;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.between(0, server.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        accepted = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        proxy.close();
        server.close();
    }

    private void assertPassed(Socket to) throws IOException {
        client.getOutputStream().write(TEXT);
        assertArrayEquals(TEXT, to.getInputStream().readNBytes(TEXT.length));
    }

    @Test
    void a_slow_way_passes_everything_on_but_not_before_its_time() throws IOException {
        proxy.slow(LATE);
        long before = System.nanoTime();
        assertPassed(accepted);
        assertTrue(System.nanoTime() - before >= LATE.toNanos());
    }

    @Test
    void a_silent_way_holds_back_until_it_is_restored() throws IOException {
        proxy.silence();
        accepted.setSoTimeout((int) LATE.toMillis());
        client.getOutputStream().write(TEXT);
        assertThrows(
                SocketTimeoutException.class, () -> accepted.getInputStream().read());
        proxy.restore();
        assertArrayEquals(TEXT, accepted.getInputStream().readNBytes(TEXT.length));
    }

    @Test
    void connections_that_are_closed_can_be_made_anew() throws IOException {
        proxy.closeConnections();
        assertEquals(-1, client.getInputStream().read());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        try (Socket again = server.accept()) {
            assertPassed(again);
        }
    }

    @RepeatedTest(20)
    void a_way_that_is_cut_refuses_connections_until_it_is_restored() throws IOException {
        proxy.cut();
        assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), proxy.port()).close());
        proxy.restore();
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        try (Socket again = server.accept()) {
            assertPassed(again);
        }
    }
}
