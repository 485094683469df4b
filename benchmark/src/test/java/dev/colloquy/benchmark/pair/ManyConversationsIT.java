package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many conversations at once: each gets its own reply, once, and leaves nothing behind. */
class ManyConversationsIT {
    private static final int CLIENTS = 32;
    private static final int CONVERSATIONS = 2_000;
    private static final Duration WAIT = Duration.ofSeconds(30);

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
    void every_one_of_2000_conversations_from_32_clients_gets_its_own_reply_once() throws Exception {
        Set<String> handles = new HashSet<>();
        Set<Integer> left = new HashSet<>();
        Set<Integer> quantities = new HashSet<>();

        for (ConversationClient.Answer answer : conversations()) {
            StockPair.Reserved reserved = StockPair.Reserved.in(answer);
            assertEquals(
                    StockPair.request(reserved.quantity()),
                    answer.text("request").orElseThrow());
            handles.add(answer.handle().orElseThrow());
            quantities.add(reserved.quantity());
            left.add(reserved.left());
        }

        assertEquals(CONVERSATIONS, handles.size());
        assertEquals(IntStream.rangeClosed(1, CONVERSATIONS).boxed().collect(Collectors.toSet()), quantities);
        assertEquals(CONVERSATIONS, left.size());
        int sum = CONVERSATIONS * (CONVERSATIONS + 1) / 2;
        assertEquals(StockPair.STOCK - sum, pair.left(StockPair.ITEM));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertEquals(0, pair.openEndpoints()));
    }

    private static List<ConversationClient.Answer> conversations() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<ConversationClient.Answer>> running = new ArrayList<>();
            for (int i = 1; i <= CONVERSATIONS; i++) {
                String request = StockPair.request(i);
                running.add(clients.submit(() -> pair.client().begin(request, WAIT)));
            }
            List<ConversationClient.Answer> answers = new ArrayList<>();
            for (Future<ConversationClient.Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void what_an_item_is_called_reaches_the_target_and_comes_back_unchanged() throws Exception {
        String item = "<b>&amp; ]]> \u00e9 \u4e2d \ud83d\ude00";
        pair.stock(item, 10);

        ConversationClient.Answer answer = pair.client().begin("reserve 3 of " + item, WAIT);

        assertEquals(new StockPair.Reserved(3, item, 7), StockPair.Reserved.in(answer));
    }
}
