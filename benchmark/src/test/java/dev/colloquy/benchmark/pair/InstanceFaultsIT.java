package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator, or a failure, can do to an instance while the services run. */
class InstanceFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** How long a fault lasts: time enough for many attempts. */
    private static final Duration WHILE = Duration.ofSeconds(5);

    private static final String RUN_TIME_LOGIN = "colloquy_target";

    @TempDir
    private static Path folder;

    private static StockPair pair;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        pair = StockPair.in(folder)
                .withTarget("colloquy.status.interval", "1s")
                // Connections that do not last, so that the service has to log in again.
                .withTarget("quarkus.datasource.jdbc.max-lifetime", "1s")
                .withTarget("colloquy.status.inspection-interval", "2s")
                .start();
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @Test
    void a_login_that_is_disabled_makes_the_service_unready_but_does_not_end_it() throws Exception {
        long logBefore = Files.size(pair.services().target().settings().log());
        double receives = receives();
        onTarget("ALTER LOGIN " + RUN_TIME_LOGIN + " DISABLE");
        await().atMost(PATIENCE).until(() -> !pair.services().target().isReady());
        String handle = pair.client().begin(StockPair.request(1)).handle().orElseThrow();
        onTarget("ALTER LOGIN " + RUN_TIME_LOGIN + " ENABLE");

        assertEquals(1, StockPair.Reserved.in(pair.replyTo(handle)).quantity());
        await().atMost(PATIENCE).until(() -> pair.services().target().isReady());
        assertFew(receives, logBefore);
    }

    @Test
    void a_queue_that_is_disabled_is_named_and_enabled_again() throws Exception {
        onTarget("ALTER QUEUE dbo.InstTargetQueue WITH STATUS = OFF");
        String handle = pair.client().begin(StockPair.request(1)).handle().orElseThrow();

        assertEquals(1, StockPair.Reserved.in(pair.replyTo(handle)).quantity());
    }

    @Test
    void a_database_in_single_user_mode_is_named_and_waited_for() throws Exception {
        long logBefore = Files.size(pair.services().target().settings().log());
        double receives = receives();
        String handle;
        try (Connection administrator = pair.target();
                Statement statement = administrator.createStatement()) {
            statement.execute("ALTER DATABASE CURRENT SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertFalse(pair.services().target().isReady());
                assertTrue(readiness().contains("database-unreachable"), readiness());
                assertTrue(readiness().contains("InstTargetDB"), readiness());
                assertTrue(readiness().contains("loop-not-running"), readiness());
            });
            handle = pair.client().begin(StockPair.request(3)).handle().orElseThrow();
            assertEquals(
                    Optional.of("BEGUN"),
                    pair.client().conversation(handle, WHILE).text("state"));
            assertTrue(pair.services().target().isAlive());
            statement.execute("ALTER DATABASE CURRENT SET MULTI_USER");
        }

        assertEquals(3, StockPair.Reserved.in(pair.replyTo(handle)).quantity());
        await().atMost(PATIENCE).until(() -> pair.services().target().isReady());
        assertFew(receives, logBefore);
    }

    @Test
    void an_endpoint_that_is_stopped_is_named() throws Exception {
        assertFalse(readiness().contains("endpoint-stopped"));
        onTarget("DECLARE @sql nvarchar(400) = (SELECT N'ALTER ENDPOINT ' + QUOTENAME(name) + N' STATE = STOPPED'"
                + " FROM sys.service_broker_endpoints); EXEC (@sql)");
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(readiness().contains("endpoint-stopped"), readiness()));
        onTarget("DECLARE @sql nvarchar(400) = (SELECT N'ALTER ENDPOINT ' + QUOTENAME(name) + N' STATE = STARTED'"
                + " FROM sys.service_broker_endpoints); EXEC (@sql)");

        await().atMost(PATIENCE).untilAsserted(() -> assertFalse(readiness().contains("endpoint-stopped")));
        String handle = pair.client().begin(StockPair.request(2)).handle().orElseThrow();
        assertEquals(2, StockPair.Reserved.in(pair.replyTo(handle)).quantity());
    }

    /** No busy loop and no flood of the log, whatever it was that failed. */
    private static void assertFew(double receivesBefore, long logBefore) throws IOException, InterruptedException {
        double failed = receives() - receivesBefore;
        assertTrue(failed < 1_000, "RECEIVE has failed " + failed + " times");
        long logged = Files.size(pair.services().target().settings().log()) - logBefore;
        assertTrue(logged < 50_000, "the log grew by " + logged + " bytes");
    }

    private static double receives() throws IOException, InterruptedException {
        return ServiceMetrics.of(pair.services().target()).sum("colloquy_receive_errors_total");
    }

    private static void onTarget(String sql) throws SQLException {
        try (Connection target = pair.target();
                Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String readiness() throws IOException, InterruptedException {
        return ServiceMetrics.text(pair.services().target(), "/q/health/ready");
    }
}
