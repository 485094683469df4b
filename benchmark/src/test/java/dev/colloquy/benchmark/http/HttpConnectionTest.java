package dev.colloquy.benchmark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/echo", this::echo);
        server.createContext("/chunked", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
        });
        server.start();
    }

    private void echo(HttpExchange exchange) throws IOException {
        clientPorts.add(exchange.getRemoteAddress().getPort());
        byte[] body = exchange.getRequestBody().readAllBytes();
        String wait = exchange.getRequestHeaders().getFirst("Prefer");
        byte[] answer = (wait + " " + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void several_requests_go_through_one_connection() throws IOException {
        try (HttpConnection connection = connect()) {
            assertEquals(new HttpConnection.Response(201, "wait=5 \u00e9"), connection.post("/echo", "\u00e9", 5));
            assertEquals(new HttpConnection.Response(201, "wait=7 b"), connection.post("/echo", "b", 7));
        }

        assertEquals(1, clientPorts.size());
    }

    @Test
    void an_answer_without_a_length_is_refused() throws IOException {
        try (HttpConnection connection = connect()) {
            IOException failure = assertThrows(IOException.class, () -> connection.post("/chunked", "", 1));

            assertTrue(failure.getMessage().contains("without Content-Length"), failure::getMessage);
        }
    }

    private HttpConnection connect() throws IOException {
        return new HttpConnection(server.getAddress().getPort());
    }
}
