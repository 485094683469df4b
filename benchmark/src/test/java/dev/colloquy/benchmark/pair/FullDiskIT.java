package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the target's instance, or the initiator's, fills up while conversations go on, and is cleared again. */
class FullDiskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int NO_SPACE = 1105;

    /** What a fault may add to a log that has a line for each kind of failure, and again a minute later. */
    private static final long SOME_LINES = 60_000;

    @TempDir
    private static Path folder;

    private static Path initiatorFolder;
    private static Path targetFolder;
    private static StandaloneInstance initiatorInstance;
    private static StandaloneInstance targetInstance;
    private static ServicePair services;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        initiatorFolder = Files.createDirectories(folder.resolve("on-initiator"));
        targetFolder = Files.createDirectories(folder.resolve("on-target"));
        initiatorInstance = StandaloneInstance.startOnDiskThatFills("initiator-instance", initiatorFolder);
        targetInstance = StandaloneInstance.startOnDiskThatFills("target-instance", targetFolder);
        services = StockPair.services(folder)
                .with(service -> service.with("colloquy.status.interval", "1s"))
                .withInitiator(initiator -> initiatorInstance.ownedBy(initiator, "colloquy_initiator"))
                .withTarget(target -> targetInstance.ownedBy(target, "colloquy_target"))
                .start();
    }

    @AfterAll
    static void stop() {
        services.close();
        targetInstance.close();
        initiatorInstance.close();
    }

    @AfterEach
    void clear() throws IOException {
        Files.deleteIfExists(initiatorFolder.resolve("full"));
        Files.deleteIfExists(targetFolder.resolve("full"));
    }

    @Test
    void requests_wait_while_the_disk_of_the_target_is_full_and_are_answered_once_it_has_room() throws Exception {
        assertReplied(begin(1));
        Logs logs = new Logs();
        fill(targetFolder, targetInstance, "InstTargetDB");
        List<String> handles = begin(10);
        await().atMost(PATIENCE).untilAsserted(() -> assertNamed(services.target()));
        assertTrue(services.target().isAlive());
        for (String handle : handles) {
            assertEquals(
                    Optional.of("BEGUN"),
                    services.client().conversation(handle, Duration.ZERO).text("state"));
        }
        Files.delete(targetFolder.resolve("full"));

        assertReplied(handles);
        await().atMost(PATIENCE).until(() -> services.target().isReady());
        logs.assertNotFlooded();
    }

    @Test
    void no_conversation_is_accepted_while_the_disk_of_the_initiator_is_full() throws Exception {
        List<String> handles = begin(3);
        assertReplied(handles);
        Logs logs = new Logs();
        fill(initiatorFolder, initiatorInstance, "InstInitiatorDB");
        ConversationClient.Answer refused = services.client().begin("no room for this");
        assertEquals(503, refused.status(), refused::toString);
        await().atMost(PATIENCE).untilAsserted(() -> assertNamed(services.initiator()));
        assertReplied(handles);
        Files.delete(initiatorFolder.resolve("full"));

        await().atMost(PATIENCE)
                .until(() -> services.client().begin("room again").status() == 202);
        await().atMost(PATIENCE).until(() -> services.initiator().isReady());
        logs.assertNotFlooded();
    }

    private static List<String> begin(int conversations) throws IOException, InterruptedException {
        List<String> handles = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            handles.add(services.client().begin("request " + i).handle().orElseThrow());
        }
        return handles;
    }

    private static void assertReplied(List<String> handles) throws IOException, InterruptedException {
        for (String handle : handles) {
            ConversationClient.Answer answer = services.client().conversation(handle, WAIT);
            for (int waits = 1; waits < 3 && answer.text("state").equals(Optional.of("BEGUN")); waits++) {
                answer = services.client().conversation(handle, WAIT);
            }
            assertTrue(answer.text("reply").isPresent(), answer::toString);
        }
    }

    /** The disk is full as soon as the instance has used up the room in its own file. */
    private static void fill(Path disk, StandaloneInstance instance, String database) throws IOException, SQLException {
        try (Connection connection = instance.connect(database);
                Statement statement = connection.createStatement()) {
            // Before the disk is full: the file may have no room left of its own.
            statement.execute("CREATE TABLE dbo.ballast (bytes varbinary(max))");
            Files.createFile(disk.resolve("full"));
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dbo.ballast VALUES (?)")) {
                await().atMost(PATIENCE).until(() -> isRefused(insert));
            }
        }
    }

    private static boolean isRefused(PreparedStatement insert) throws SQLException {
        byte[] bytes = new byte[256 << 10];
        ThreadLocalRandom.current().nextBytes(bytes);
        insert.setBytes(1, bytes);
        try {
            insert.executeUpdate();
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SPACE) {
                throw e;
            }
            return true;
        }
    }

    private static void assertNamed(ServiceProcess service) throws IOException, InterruptedException {
        String readiness = ServiceMetrics.text(service, "/q/health/ready");
        assertTrue(readiness.contains("database-not-writable"), readiness);
        assertTrue(readiness.contains("(error " + NO_SPACE + ")"), readiness);
        assertFalse(service.isReady());
    }

    /** What the four processes log meanwhile, which must not be much. */
    private static final class Logs {
        private final List<Path> logs = List.of(
                services.initiator().settings().log(),
                services.target().settings().log(),
                initiatorInstance.log(),
                targetInstance.log());
        private final List<Long> before = sizes();

        private List<Long> sizes() {
            return logs.stream().map(log -> log.toFile().length()).toList();
        }

        void assertNotFlooded() {
            List<Long> after = sizes();
            for (int i = 0; i < logs.size(); i++) {
                long logged = after.get(i) - before.get(i);
                assertTrue(logged < SOME_LINES, logs.get(i) + " grew by " + logged + " bytes");
            }
        }
    }
}
