package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A request that ends the process of the target each time it is handled. The handler gets stuck on it, because the test
 * holds the lock of the row that it needs, and the test kills the process then.
 */
class EndedProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int MAX_ATTEMPTS = 3;
    private static final int OTHERS = 20;
    private static final int HANDLER_FAILED = 50103;

    @TempDir
    private static Path folder;

    private static SeparateInstance targetInstance;
    private static ServicePair services;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        targetInstance = SeparateInstance.start("target-instance", folder);
        services = StockPair.services(folder)
                .withTarget(target -> targetInstance
                        .ownedBy(target, "colloquy_target")
                        .with("colloquy.handler", "stock")
                        .with("colloquy.receive.max-attempts", MAX_ATTEMPTS)
                        .with("colloquy.receive.longest-backoff", "1s"))
                .start();
    }

    @AfterAll
    static void stop() {
        services.close();
        targetInstance.close();
    }

    @Test
    void a_request_that_ends_the_process_each_time_is_rejected_and_all_others_are_answered_once() throws Exception {
        try (Connection administrator = targetInstance.connect("InstTargetDB");
                Connection holder = targetInstance.connect("InstTargetDB")) {
            execute(administrator, "INSERT INTO dbo.stock (item, quantity) VALUES (N'rivet', 1000), (N'bomb', 1000)");
            services.target().kill();
            holder.setAutoCommit(false);
            execute(holder, "UPDATE dbo.stock SET quantity = quantity WHERE item = N'bomb'");
            List<String> others = begin(OTHERS / 2);
            String deadly =
                    services.client().begin("reserve 1 of bomb").handle().orElseThrow();
            others.addAll(begin(OTHERS / 2));

            int starts = startUntilOver(administrator, deadly);

            assertEquals(MAX_ATTEMPTS + 1, starts);
            ConversationClient.Answer rejected = services.client().conversation(deadly, WAIT);
            assertEquals(Optional.of("FAILED"), rejected.text("state"), rejected::toString);
            assertEquals(
                    HANDLER_FAILED, rejected.body().path("error").path("code").asInt());
            assertAnsweredOnce(others);
            assertEquals("1000", value(administrator, "SELECT quantity FROM dbo.stock WHERE item = N'bomb'"));
            assertEquals("0", value(administrator, "SELECT COUNT(*) FROM dbo.handling_attempt"));
            assertEquals("0", value(administrator, "SELECT COUNT(*) FROM dbo.deferred_request"));
        }
    }

    /** Starts the target, and kills it whenever its handler is stuck; returns how often it was started. */
    private static int startUntilOver(Connection administrator, String deadly) throws Exception {
        Set<String> killed = new HashSet<>();
        int starts = 1;
        services.startTarget();
        while (true) {
            await().atMost(PATIENCE).until(() -> isStuck(administrator, killed) || isOver(deadly));
            if (isOver(deadly)) {
                return starts;
            }
            assertTrue(starts <= MAX_ATTEMPTS, "started " + starts + " times");
            killed.add(process(administrator));
            services.target().kill();
            services.startTarget();
            starts++;
        }
    }

    /** Whether a process that has not been killed yet waits for the lock. */
    private static boolean isStuck(Connection administrator, Set<String> killed) throws SQLException {
        String process = process(administrator);
        return !process.isEmpty()
                && !killed.contains(process)
                && services.target().isAlive();
    }

    /** The process that has noted a request which it does not get done. */
    private static String process(Connection administrator) throws SQLException {
        return value(
                administrator,
                "SELECT MAX(CONVERT(varchar(36), process)) FROM dbo.handling_attempt"
                        + " WHERE begun_at < DATEADD(second, -4, SYSUTCDATETIME())");
    }

    private static boolean isOver(String handle) throws IOException, InterruptedException {
        return !services.client()
                .conversation(handle, Duration.ZERO)
                .text("state")
                .equals(Optional.of("BEGUN"));
    }

    private static List<String> begin(int requests) throws IOException, InterruptedException {
        List<String> handles = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            handles.add(services.client().begin(StockPair.request(1)).handle().orElseThrow());
        }
        return handles;
    }

    private static void assertAnsweredOnce(List<String> handles) throws IOException, InterruptedException {
        Set<Integer> left = new HashSet<>();
        for (String handle : handles) {
            left.add(StockPair.Reserved.in(services.client().conversation(handle, WAIT))
                    .left());
        }
        assertEquals(handles.size(), left.size());
        assertTrue(left.contains(1000 - handles.size()), left::toString);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            String value = row.getString(1);
            return value == null ? "" : value;
        }
    }
}
