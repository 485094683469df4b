package dev.colloquy.benchmark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    /** A system that answers the n-th request, counted from 1, with the status that is told for n. */
    private HttpLoad against(IntUnaryOperator status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/conversations", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.applyAsInt(requests.incrementAndGet()), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new HttpLoad(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void each_client_holds_as_many_conversations_as_it_is_told() throws Exception {
        HttpLoad.Outcome outcome = against(request -> 201).run(4, 5);

        assertEquals(20, outcome.times().count());
        assertEquals(20, requests.get());
        assertEquals(0, outcome.refused());
    }

    @Test
    void each_client_holds_one_conversation_however_short_the_time() throws Exception {
        assertEquals(3, against(request -> 201).run(3, Duration.ZERO).times().count());
    }

    @Test
    void a_refused_conversation_is_tried_again_and_counted_once() throws Exception {
        HttpLoad.Outcome outcome = against(request -> request == 1 ? 503 : 201).run(1, 2);

        assertEquals(2, outcome.times().count());
        assertEquals(1, outcome.refused());
    }

    @Test
    void any_other_answer_ends_the_measurement() throws Exception {
        HttpLoad load = against(request -> 500);

        ExecutionException failure = assertThrows(ExecutionException.class, () -> load.run(1, 1));

        assertTrue(failure.getMessage().contains("500"));
    }
}
