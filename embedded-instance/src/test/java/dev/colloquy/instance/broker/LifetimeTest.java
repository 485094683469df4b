package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR;
import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.REQUEST;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LIFETIME: each side notices by itself that a dialog is too old, and nothing is left once its program has ended it. */
class LifetimeTest {
    private static final String TARGET_ADDRESS = "TCP://target:4022";
    private static final int MINUTE = 60;

    @TempDir
    private Path directory;

    private BrokerInstance initiator;
    private BrokerInstance target;
    private Database initiatorDatabase;
    private Database targetDatabase;

    @BeforeEach
    void open() throws IOException {
        initiator = new BrokerInstance(directory.resolve("initiator")).started(address -> {});
        target = new BrokerInstance(directory.resolve("target")).started(address -> {});
        initiatorDatabase = initiator.createDatabase("InitiatorDB");
        targetDatabase = target.createDatabase("TargetDB");
        initiator.commit(transaction -> {
            initiator.defineMessages(transaction, initiatorDatabase, Validation.NONE);
            initiator.defineInitiator(transaction, initiatorDatabase);
        });
        target.commit(transaction -> {
            target.defineMessages(transaction, targetDatabase, Validation.NONE);
            target.defineTarget(transaction, targetDatabase);
        });
        target.allowEverybodyToSend(targetDatabase);
        initiator.startEndpoint();
        target.startEndpoint();
        initiator.addRoute(initiatorDatabase, "FarRoute", TARGET, Optional.empty(), TARGET_ADDRESS);
        target.addRoute(targetDatabase, "FarRoute", INITIATOR, Optional.empty(), "TCP://initiator:4022");
    }

    @AfterEach
    void close() throws IOException {
        initiator.close();
        target.close();
    }

    private UUID beginFor(int seconds) {
        return initiator.committed(transaction -> {
            UUID handle = initiator.begin(transaction, initiatorDatabase, seconds);
            initiator.send(transaction, initiatorDatabase, handle, REQUEST, "a");
            return handle;
        });
    }

    private void carry() {
        Wire wire = new Wire(initiator.broker(), target.broker(), TARGET_ADDRESS, 0, new Random(1));
        assertEquals(1, wire.carry());
    }

    private void passTime(BrokerInstance instance, Database database, Duration time, List<String> states) {
        instance.clock().forward(time);
        Waiting.until(() -> instance.states(database).equals(states));
    }

    private static void assertExpired(ReceivedMessage message) {
        assertEquals(MessageType.ERROR, message.messageTypeName());
        String body = BrokerInstance.text(message);
        assertTrue(body.contains("<Code>-8489</Code>"), body);
        assertTrue(body.contains("The dialog has exceeded the specified LIFETIME."), body);
    }

    @Test
    void a_dialog_whose_peer_was_never_reached_expires_and_leaves_nothing() {
        UUID handle = beginFor(MINUTE);
        assertEquals(1, initiator.transmissionQueue(initiatorDatabase).size());

        passTime(initiator, initiatorDatabase, Duration.ofSeconds(61), List.of("initiator ER"));
        initiator.commit(transaction -> {
            assertExpired(initiator
                    .receive(transaction, initiatorDatabase, INITIATOR_QUEUE)
                    .get(0));
            initiator.end(transaction, initiatorDatabase, handle);
        });

        assertEquals(List.of(), initiator.endpoints(initiatorDatabase));
        assertEquals(List.of(), initiator.transmissionQueue(initiatorDatabase));
        assertEquals(List.of(), initiator.contents(initiatorDatabase, INITIATOR_QUEUE));
    }

    @Test
    void both_sides_expire_without_a_word_between_them_and_leave_nothing() {
        UUID handle = beginFor(MINUTE);
        carry();

        passTime(initiator, initiatorDatabase, Duration.ofSeconds(61), List.of("initiator ER"));
        passTime(target, targetDatabase, Duration.ofSeconds(61), List.of("target ER"));
        initiator.commit(transaction -> initiator.end(transaction, initiatorDatabase, handle));
        target.commit(transaction -> {
            List<ReceivedMessage> messages = target.receive(transaction, targetDatabase, TARGET_QUEUE);
            assertExpired(messages.get(0));
            assertEquals(List.of(MessageType.ERROR, REQUEST), types(messages));
            target.end(transaction, targetDatabase, messages.get(0).conversationHandle());
        });

        assertEquals(List.of(), initiator.endpoints(initiatorDatabase));
        assertEquals(List.of("target CD"), target.states(targetDatabase));
        passTime(target, targetDatabase, Duration.ofMinutes(31), List.of());
        assertEquals(List.of(), target.contents(targetDatabase, TARGET_QUEUE));
    }

    @Test
    void a_dialog_that_was_ended_while_the_peer_is_unreachable_vanishes_when_it_expires() {
        UUID handle = beginFor(MINUTE);
        initiator.commit(transaction -> initiator.end(transaction, initiatorDatabase, handle));
        assertEquals(List.of("initiator DO"), initiator.states(initiatorDatabase));
        assertEquals(2, initiator.transmissionQueue(initiatorDatabase).size());

        passTime(initiator, initiatorDatabase, Duration.ofSeconds(61), List.of());

        assertEquals(List.of(), initiator.transmissionQueue(initiatorDatabase));
        assertEquals(List.of(), initiator.contents(initiatorDatabase, INITIATOR_QUEUE));
    }

    @Test
    void a_lifetime_goes_on_over_a_restart() throws IOException {
        beginFor(MINUTE);
        initiator.restart();
        initiator.started(address -> {});
        initiatorDatabase = initiator.database("InitiatorDB");

        passTime(initiator, initiatorDatabase, Duration.ofSeconds(61), List.of("initiator ER"));
    }

    @Test
    void an_expired_dialog_sends_nothing_any_more() {
        UUID handle = beginFor(MINUTE);
        passTime(initiator, initiatorDatabase, Duration.ofSeconds(61), List.of("initiator ER"));

        SqlError refused = assertThrows(
                SqlError.class,
                () -> initiator.commit(
                        transaction -> initiator.send(transaction, initiatorDatabase, handle, REQUEST, "b")));
        assertEquals(8429, refused.number());
        assertEquals(List.of(), initiator.broker().outbound().take(TARGET_ADDRESS, 10, 1_000));
    }
}
