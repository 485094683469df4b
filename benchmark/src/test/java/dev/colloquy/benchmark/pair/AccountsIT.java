package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many conversations, of which one in twenty asks for what always fails and one in twenty asks for it with a lifetime
 * that is over before the last attempt, while both services are killed at random. {@code
 * -Dcolloquy.accounts.conversations=20000} makes it long, {@code -Dcolloquy.accounts.seed} repeats the choices of another
 * run.
 */
class AccountsIT {
    private static final int CONVERSATIONS = Integer.getInteger("colloquy.accounts.conversations", 2_000);
    private static final long SEED = Long.getLong("colloquy.accounts.seed", System.nanoTime());
    private static final int CLIENTS = 16;
    private static final int KILLS = Math.max(3, CONVERSATIONS / 2_500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FAILING = "gasket";

    @TempDir
    private static Path folder;

    /** What clients were told of each conversation, by handle: the latest state and reply. */
    private final Map<String, ConversationClient.Answer> told = new ConcurrentHashMap<>();

    private final AtomicInteger left = new AtomicInteger(CONVERSATIONS);

    @Test
    void every_conversation_is_accounted_for_whatever_fails_expires_or_is_killed() throws Exception {
        try (StockPair pair = StockPair.in(folder)
                .withTarget("colloquy.receive.max-attempts", 3)
                .withTarget("colloquy.receive.poison-policy", "reject")
                .start()) {
            pair.stock(FAILING, 100);
            execute(
                    pair,
                    "ALTER TABLE dbo.stock ADD CONSTRAINT keep_gasket CHECK (item <> N'gasket' OR quantity >= 100)");
            run(pair);
            pair.services().awaitReady();

            assertEquals(CONVERSATIONS, told.size(), "seed " + SEED);
            Map<String, Integer> states = new TreeMap<>();
            int reserved = 0;
            for (String handle : told.keySet()) {
                ConversationClient.Answer now = ended(pair, handle);
                states.merge(now.text("state").orElse("?"), 1, Integer::sum);
                told.get(handle).text("reply").ifPresent(reply -> assertEquals(Optional.of(reply), now.text("reply")));
                reserved += now.text("reply").isPresent() ? 1 : 0;
            }
            System.out.println("seed " + SEED + ": " + states);
            assertEquals(CONVERSATIONS, pair.handles("").size());
            int taken = StockPair.STOCK - pair.left(StockPair.ITEM);
            int expired = states.getOrDefault("EXPIRED", 0);
            assertTrue(taken >= reserved && taken <= reserved + expired, taken + " taken, " + reserved + " replies");
            assertEquals(100, pair.left(FAILING));
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(0, pair.openEndpoints()));
        }
    }

    private void run(StockPair pair) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(SEED + i);
                running.add(clients.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        converse(pair.client(), random);
                    }
                    return null;
                }));
            }
            Random random = new Random(SEED);
            for (int kill = 1; kill <= KILLS; kill++) {
                int next = CONVERSATIONS - CONVERSATIONS * kill / (KILLS + 1);
                await().atMost(Duration.ofMinutes(10)).until(() -> left.get() <= next);
                kill(pair, random.nextBoolean());
            }
            clients.shutdown();
            for (Future<?> client : running) {
                client.get(10, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void kill(StockPair pair, boolean initiator) throws IOException, InterruptedException {
        if (initiator) {
            pair.services().initiator().kill();
            pair.services().startInitiator();
        } else {
            pair.services().target().kill();
            pair.services().startTarget();
        }
        pair.services().awaitReady();
    }

    /** One conversation, asked for again with the same key until the service has taken it. */
    private void converse(ConversationClient client, Random random) throws InterruptedException {
        int kind = random.nextInt(20);
        String request = kind <= 1 ? "reserve 1 of " + FAILING : StockPair.request(1);
        Optional<Duration> lifetime = kind == 1 ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
        Duration wait = Duration.ofSeconds(random.nextInt(3));
        String key = UUID.randomUUID().toString();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    try {
                        ConversationClient.Answer answer = client.begin(request, lifetime, key, wait);
                        if (answer.status() >= 300) {
                            assertEquals(503, answer.status(), answer::toString);
                            return false;
                        }
                        told.put(answer.handle().orElseThrow(), answer);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private static ConversationClient.Answer ended(StockPair pair, String handle) {
        return await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(
                        () -> pair.client().conversation(handle, Duration.ofSeconds(30)),
                        answer -> List.of("COMPLETED", "FAILED", "EXPIRED")
                                .contains(answer.text("state").orElse("?")));
    }

    private static void execute(StockPair pair, String sql) throws Exception {
        try (Connection target = pair.target();
                Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }
}
