package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler that fails, here because a constraint forbids what it writes. */
class FailingHandlerIT {
    @TempDir
    private static Path folder;

    private static StockPair pair;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        // Attempts are a second apart, so that the test has time to lift the constraint, and need not wait for long.
        pair = StockPair.in(folder)
                .withTarget("colloquy.receive.longest-backoff", "1s")
                .start();
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @Test
    void a_request_that_fails_is_handled_again_and_answered_once() throws Exception {
        pair.stock("flange", 100);
        forbidReserving("flange");
        double failures = failures();

        String handle = pair.client().begin("reserve 1 of flange").handle().orElseThrow();
        await().atMost(Duration.ofSeconds(30)).until(() -> failures() > failures);
        allowReserving("flange");

        ConversationClient.Answer answer = pair.replyTo(handle);
        assertEquals(new StockPair.Reserved(1, "flange", 99), StockPair.Reserved.in(answer));
        assertEquals(99, pair.left("flange"));
    }

    @Test
    void a_request_that_always_fails_ends_with_an_error_and_harms_no_other() throws Exception {
        pair.stock("gasket", 100);
        forbidReserving("gasket");

        List<String> others = new ArrayList<>();
        String failing = "";
        for (int i = 1; i <= 20; i++) {
            if (i == 10) {
                failing = pair.client().begin("reserve 1 of gasket").handle().orElseThrow();
            }
            others.add(pair.client().begin(StockPair.request(i)).handle().orElseThrow());
        }

        for (String handle : others) {
            assertEquals(
                    StockPair.ITEM, StockPair.Reserved.in(pair.replyTo(handle)).item());
        }
        ConversationClient.Answer failed = pair.replyTo(failing);
        assertEquals(Optional.of("FAILED"), failed.text("state"));
        assertTrue(failed.body().path("error").path("code").asInt() > 0, failed::toString);
        assertEquals(100, pair.left("gasket"));
        assertEquals(StockPair.STOCK - 20 * 21 / 2, pair.left(StockPair.ITEM));
    }

    private static void forbidReserving(String item) throws SQLException {
        execute("ALTER TABLE dbo.stock ADD CONSTRAINT keep_" + item + " CHECK (item <> N'" + item
                + "' OR quantity >= 100)");
    }

    private static void allowReserving(String item) throws SQLException {
        execute("ALTER TABLE dbo.stock DROP CONSTRAINT keep_" + item);
    }

    private static void execute(String statement) throws SQLException {
        try (Connection target = pair.target();
                Statement ddl = target.createStatement()) {
            ddl.execute(statement);
        }
    }

    /** Attempts at requests that were rolled back, by the target's metrics. */
    private static double failures() throws IOException, InterruptedException {
        return ServiceMetrics.of(pair.services().target()).sum("colloquy_requests_failed_total");
    }
}
