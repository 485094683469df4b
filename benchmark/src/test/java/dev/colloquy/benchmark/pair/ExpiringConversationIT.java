package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation whose lifetime ends before anybody has answered. */
class ExpiringConversationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    @Test
    void a_conversation_that_nobody_answers_in_its_lifetime_is_reported_as_expired_and_leaves_nothing()
            throws Exception {
        try (StockPair pair = StockPair.in(folder).start()) {
            pair.services().target().kill();
            String key = UUID.randomUUID().toString();
            Optional<Duration> lifetime = Optional.of(Duration.ofSeconds(2));
            String handle = pair.client()
                    .begin(StockPair.request(1), lifetime, key, Duration.ZERO)
                    .handle()
                    .orElseThrow();

            ConversationClient.Answer expired = pair.client().conversation(handle, Duration.ofSeconds(30));
            assertEquals(Optional.of("EXPIRED"), expired.text("state"));

            pair.services().startTarget().awaitReady(PATIENCE);
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(0, pair.openEndpoints()));
            assertEquals(StockPair.STOCK, pair.left(StockPair.ITEM));
            assertEquals(
                    Optional.of(handle),
                    pair.client()
                            .begin(StockPair.request(1), lifetime, key, Duration.ZERO)
                            .handle());
        }
    }
}
