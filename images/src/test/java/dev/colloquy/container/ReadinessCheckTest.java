package dev.colloquy.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ReadinessCheckTest {
    @Test
    void a_service_that_says_so_is_ready() throws Exception {
        assertEquals("HTTP/1.1 200 OK", statusWhenAnswered("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
    }

    @Test
    void a_service_with_findings_says_unavailable() throws Exception {
        assertEquals(
                "HTTP/1.1 503 Service Unavailable",
                statusWhenAnswered("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\n{}"));
    }

    @Test
    void a_connection_that_is_closed_is_no_answer() throws Exception {
        assertEquals("no answer", statusWhenAnswered(""));
    }

    private static String statusWhenAnswered(String answer) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread service = new Thread(() -> Answering.once(listener, answer));
            service.start();
            String status = ReadinessCheck.status(listener.getLocalPort());
            service.join();
            return status;
        }
    }
}
