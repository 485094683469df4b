package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is told to end (SIGTERM) while clients wait. */
class StoppingServiceIT {
    private static final int CLIENTS = 20;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SECONDS_TO_STOP = 15;

    @TempDir
    private static Path folder;

    private static StockPair pair;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        pair = StockPair.in(folder).start();
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @Test
    void every_client_that_waits_is_answered_with_what_is_known_and_the_process_ends_within_seconds() throws Exception {
        pair.services().target().kill();
        String begun = pair.client().begin(StockPair.request(1)).handle().orElseThrow();
        ExecutorService clients = Executors.newFixedThreadPool(2 * CLIENTS);
        try {
            List<Future<ConversationClient.Answer>> beginning = new ArrayList<>();
            List<Future<ConversationClient.Answer>> looking = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                beginning.add(clients.submit(() -> pair.client().begin(StockPair.request(1), LONG)));
                looking.add(clients.submit(() -> pair.client().conversation(begun, LONG)));
            }
            await().atMost(PATIENCE).until(() -> waits() == 2 * CLIENTS);

            long told = System.nanoTime();
            assertTrue(pair.services().initiator().stop(), "it had to be killed");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - told);
            assertTrue(seconds < SECONDS_TO_STOP, "it took " + seconds + " s");

            Set<String> accepted = new HashSet<>();
            for (Future<ConversationClient.Answer> client : beginning) {
                ConversationClient.Answer answer = client.get(0, TimeUnit.SECONDS);
                assertEquals(202, answer.status(), answer::toString);
                assertTrue(accepted.add(answer.handle().orElseThrow()));
            }
            for (Future<ConversationClient.Answer> client : looking) {
                ConversationClient.Answer answer = client.get(0, TimeUnit.SECONDS);
                assertEquals(200, answer.status(), answer::toString);
                assertEquals(Optional.of("BEGUN"), answer.text("state"));
            }
            pair.services().startInitiator();
            pair.services().startTarget();
            pair.services().awaitReady();
            for (String handle : accepted) {
                assertEquals(1, StockPair.Reserved.in(pair.replyTo(handle)).quantity());
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static double waits() throws IOException, InterruptedException {
        return ServiceMetrics.of(pair.services().initiator()).sum("colloquy_waits");
    }
}
