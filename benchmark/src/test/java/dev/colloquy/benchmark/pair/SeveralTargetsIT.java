package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.instance.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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

/** One initiator and two targets, each target the owner of an instance of its own, with one dialog certificate. */
class SeveralTargetsIT {
    private static final int CONVERSATIONS = 40;
    private static final String KEY_PASSWORD = "Both-Targets-1";
    private static final String RECEIVED = "messaging_client_consumed_messages_total";
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static ServicePair first;
    private static ServicePair second;

    @BeforeAll
    static void start() throws Exception {
        makeCertificate();
        ServicePair one = services("first");
        ServicePair other = services("second");
        String targets = http(one, 1) + "," + http(other, 1);
        first = one.withInitiator(initiator -> initiator
                .with("colloquy.peer.url", targets)
                .with("colloquy.peer.refresh-every", "2s")
                .with("colloquy.status.interval", "500ms")
                .with("colloquy.status.avoid-after", "2s"));
        second = other.withTarget(target -> target.with("colloquy.peer.url", http(first, 0)));
        first.startInitiator();
        first.startTarget();
        second.startTarget();
        first.awaitReady();
        second.awaitReady();
        awaitOffered(2);
    }

    private static ServicePair services(String name) throws IOException {
        return StockPair.services(folder.resolve(name))
                .with(service -> service.with("colloquy.peer.secret", "a-secret-that-all-of-them-share"))
                .withTarget(target -> target.with("colloquy.setup.dialog-certificate", folder.resolve("shared.cer"))
                        .with("colloquy.setup.dialog-certificate-key", folder.resolve("shared.pvk"))
                        .with("colloquy.setup.dialog-certificate-password", KEY_PASSWORD));
    }

    private static String http(ServicePair pair, int side) {
        return "http://localhost:" + pair.settings().get(side).ports().http();
    }

    /** As an administrator makes it, on whatever instance is at hand. */
    private static void makeCertificate() throws StartFailure, SQLException {
        try (EmbeddedInstance instance = EmbeddedInstance.builder().start();
                Connection connection = DriverManager.getConnection(instance.jdbcUrl(), "sa", instance.saPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Master-Key-1'");
            statement.execute("CREATE CERTIFICATE shared WITH SUBJECT = 'both targets', EXPIRY_DATE = '20991231'");
            statement.execute("BACKUP CERTIFICATE shared TO FILE = '" + folder.resolve("shared.cer")
                    + "' WITH PRIVATE KEY (FILE = '" + folder.resolve("shared.pvk") + "', ENCRYPTION BY PASSWORD = '"
                    + KEY_PASSWORD + "')");
        }
    }

    private static void awaitOffered(int usable) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ServiceMetrics.of(first.initiator()).sum("colloquy_peer_instances{state=\"usable\"}")
                        == usable);
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Test
    void conversations_are_spread_over_both() throws Exception {
        double atFirst = received(first);
        double atSecond = received(second);

        for (String handle : begin()) {
            assertReplied(first.client().conversation(handle, WAIT));
        }

        double more = received(first) - atFirst;
        double others = received(second) - atSecond;
        assertEquals(CONVERSATIONS, more + others);
        assertTrue(more > 0 && others > 0, more + " and " + others);
    }

    @Test
    void while_one_is_away_new_conversations_go_to_the_other_and_its_own_wait_for_it() throws Exception {
        second.target().kill();
        List<String> waiting = begin();
        awaitOffered(1);

        for (String handle : begin()) {
            assertReplied(first.client().conversation(handle, WAIT));
        }

        second.startTarget();
        for (String handle : waiting) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertReplied(first.client().conversation(handle, WAIT)));
        }
        awaitOffered(2);
    }

    private static List<String> begin() throws IOException, InterruptedException {
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            begun.add(first.client().begin("request " + i).handle().orElseThrow());
        }
        return begun;
    }

    private static double received(ServicePair pair) throws IOException, InterruptedException {
        return ServiceMetrics.of(pair.target()).sum(RECEIVED);
    }

    private static void assertReplied(ConversationClient.Answer answer) {
        assertEquals(Optional.of("Message for Initiator service."), answer.text("reply"), answer::toString);
    }
}
