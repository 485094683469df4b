package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services killed as {@code kill -9} does while conversations go on: nothing accepted is lost or handled twice. */
class KilledServiceIT {
    private static final int CLIENTS = 16;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    /** One pair for all tests: what each has begun is still there, answered, when the next one counts. */
    private static StockPair pair;

    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        pair = StockPair.in(folder).start();
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @Test
    void every_conversation_accepted_gets_one_reply_when_the_target_is_killed() throws Exception {
        try (Clients clients = new Clients()) {
            for (int kill = 1; kill <= 2; kill++) {
                clients.awaitMoreAnswers();
                pair.services().target().kill();
                pair.services().startTarget();
            }
            clients.awaitMoreAnswers();
        }

        assertEveryConversationIsAnsweredOnce();
    }

    @Test
    void every_conversation_accepted_gets_one_reply_when_the_initiator_is_killed() throws Exception {
        try (Clients clients = new Clients()) {
            for (int kill = 1; kill <= 2; kill++) {
                clients.awaitMoreAnswers();
                pair.services().initiator().kill();
                pair.services().startInitiator();
            }
            clients.awaitMoreAnswers();
        }

        assertEveryConversationIsAnsweredOnce();
    }

    @Test
    void a_client_that_goes_away_while_it_waits_changes_nothing() throws Exception {
        pair.services().target().kill();
        String request = "{\"request\":\"" + StockPair.request(1) + "\"}";
        int port = pair.services().initiator().settings().ports().http();
        try (Socket client = new Socket("localhost", port)) {
            client.getOutputStream()
                    .write(("POST /conversations HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=60\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + request.length()
                                    + "\r\n\r\n" + request)
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> pair.handles("state=BEGUN").size() == 1);
        }
        pair.services().startTarget().awaitReady(PATIENCE);

        assertEveryConversationIsAnsweredOnce();
    }

    /** The ledger also holds conversations whose 202 did not reach the client, because the initiator died before. */
    private void assertEveryConversationIsAnsweredOnce() throws IOException, InterruptedException, SQLException {
        List<String> begun = pair.handles("");
        assertEquals(Set.of(), missing(begun));
        Set<Integer> left = new HashSet<>();
        for (String handle : begun) {
            ConversationClient.Answer answer = pair.replyTo(handle);
            assertEquals(1, StockPair.Reserved.in(answer).quantity());
            left.add(StockPair.Reserved.in(answer).left());
        }
        assertEquals(begun.size(), left.size());
        assertEquals(StockPair.STOCK - begun.size(), pair.left(StockPair.ITEM));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        begun.size(), pair.handles("state=COMPLETED").size()));
    }

    private Set<String> missing(List<String> begun) {
        Set<String> missing = new HashSet<>(accepted);
        begun.forEach(missing::remove);
        return missing;
    }

    /** Clients that begin one conversation after the other, whatever becomes of it, until they are closed. */
    private final class Clients implements AutoCloseable {
        private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        private final AtomicBoolean stop = new AtomicBoolean();
        private final AtomicInteger answered = new AtomicInteger();
        private final CompletableFuture<?> ended = CompletableFuture.allOf(IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(this::converse, threads))
                .toArray(CompletableFuture<?>[]::new));

        private void converse() {
            while (!stop.get()) {
                if (!isAccepted()) {
                    await().atMost(PATIENCE)
                            .until(() ->
                                    stop.get() || pair.services().initiator().isReady());
                }
            }
        }

        private boolean isAccepted() {
            try {
                ConversationClient.Answer answer = pair.client().begin(StockPair.request(1), WAIT);
                if (answer.status() == 201) {
                    answered.incrementAndGet();
                }
                return answer.status() / 100 == 2
                        && accepted.add(answer.handle().orElseThrow());
            } catch (IOException killed) {
                return false;
            } catch (InterruptedException e) {
                stop.set(true);
                return false;
            }
        }

        void awaitMoreAnswers() {
            int enough = answered.get() + 200;
            await().atMost(PATIENCE).until(() -> answered.get() >= enough);
        }

        @Override
        public void close() {
            stop.set(true);
            ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            threads.shutdownNow();
        }
    }
}
