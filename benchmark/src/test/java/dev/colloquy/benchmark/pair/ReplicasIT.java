package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of each service, on two instances in processes of their own. */
@Tag("conformance")
class ReplicasIT {
    private static final int CONVERSATIONS = 40;
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static SeparateInstance initiatorInstance;
    private static SeparateInstance targetInstance;
    private static ServicePair first;
    private static ServicePair second;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        initiatorInstance = SeparateInstance.start("initiator-instance", folder);
        targetInstance = SeparateInstance.start("target-instance", folder);
        first = replica("first");
        second = replica("second");
        first.startInitiator();
        first.startTarget();
        second.startInitiator();
        second.startTarget();
        first.awaitReady();
        second.awaitReady();
    }

    private static ServicePair replica(String name) throws IOException {
        return StockPair.services(folder.resolve(name))
                .with(service -> service.with("colloquy.peer.secret", "a-secret-that-all-of-them-share"))
                .withInitiator(initiator -> initiatorInstance.ownedBy(initiator, "colloquy_initiator"))
                .withTarget(target -> targetInstance.ownedBy(target, "colloquy_target"));
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
        targetInstance.close();
        initiatorInstance.close();
    }

    @Test
    void a_client_gets_its_reply_from_either_replica_whichever_has_begun_and_collected_it() throws Exception {
        for (int i = 0; i < CONVERSATIONS; i++) {
            ServicePair one = i % 2 == 0 ? first : second;
            ServicePair other = i % 2 == 0 ? second : first;
            String handle = one.client().begin("request " + i).handle().orElseThrow();

            assertReplied(other.client().conversation(handle, WAIT));
        }
    }

    @Test
    void conversations_go_on_when_one_replica_of_each_service_is_killed() throws Exception {
        List<String> begun = begin(second);
        second.initiator().kill();
        second.target().kill();
        begun.addAll(begin(first));

        for (String handle : begun) {
            assertReplied(first.client().conversation(handle, WAIT));
        }
        second.startInitiator();
        second.startTarget();
        second.awaitReady();
        assertReplied(second.client().begin("back again", WAIT));
    }

    @Test
    void conversations_go_on_when_both_instances_were_killed_and_are_back() throws Exception {
        List<String> begun = begin(first);
        targetInstance.kill();
        initiatorInstance.kill();
        initiatorInstance.start();
        targetInstance.start();

        for (String handle : begun) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertReplied(first.client().conversation(handle, WAIT)));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(0, openEndpoints()));
    }

    private static List<String> begin(ServicePair replica) throws IOException, InterruptedException {
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            begun.add(replica.client().begin("request " + i).handle().orElseThrow());
        }
        return begun;
    }

    private static void assertReplied(ConversationClient.Answer answer) {
        assertEquals(Optional.of("Message for Initiator service."), answer.text("reply"), answer::toString);
    }

    private static int openEndpoints() throws SQLException {
        return openEndpoints(initiatorInstance.connect("InstInitiatorDB"))
                + openEndpoints(targetInstance.connect("InstTargetDB"));
    }

    private static int openEndpoints(Connection database) throws SQLException {
        try (database;
                Statement select = database.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT COUNT(*) FROM sys.conversation_endpoints WHERE state <> 'CD'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
