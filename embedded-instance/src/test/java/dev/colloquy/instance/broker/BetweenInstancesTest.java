package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR;
import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.REPLY;
import static dev.colloquy.instance.broker.BrokerInstance.REQUEST;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.storage.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations between two brokers over a wire that is at best perfect. */
@Timeout(120)
class BetweenInstancesTest {
    private static final String INITIATOR_ADDRESS = "TCP://initiator:4022";
    private static final String TARGET_ADDRESS = "TCP://target:4022";

    @TempDir
    private Path directory;

    private BrokerInstance initiator;
    private BrokerInstance target;
    private Database initiatorDatabase;
    private Database targetDatabase;

    @BeforeEach
    void open() throws IOException {
        initiator = new BrokerInstance(directory.resolve("initiator"));
        target = new BrokerInstance(directory.resolve("target"));
        initiatorDatabase = initiator.createDatabase("InitiatorDB");
        targetDatabase = target.createDatabase("TargetDB");
        initiator.commit(transaction -> {
            initiator.defineMessages(transaction, initiatorDatabase, Validation.WELL_FORMED_XML);
            initiator.defineInitiator(transaction, initiatorDatabase);
        });
        target.commit(transaction -> {
            target.defineMessages(transaction, targetDatabase, Validation.WELL_FORMED_XML);
            target.defineTarget(transaction, targetDatabase);
        });
        target.allowEverybodyToSend(targetDatabase);
        initiator.startEndpoint();
        target.startEndpoint();
        initiator.addRoute(initiatorDatabase, "FarRoute", TARGET, Optional.empty(), TARGET_ADDRESS);
        target.addRoute(targetDatabase, "FarRoute", INITIATOR, Optional.empty(), INITIATOR_ADDRESS);
    }

    @AfterEach
    void close() throws IOException {
        initiator.close();
        target.close();
    }

    private Wire toTarget(double trouble, Random random) {
        return new Wire(initiator.broker(), target.broker(), TARGET_ADDRESS, trouble, random);
    }

    private Wire toInitiator(double trouble, Random random) {
        return new Wire(target.broker(), initiator.broker(), INITIATOR_ADDRESS, trouble, random);
    }

    private void carryEverything() {
        Wire there = toTarget(0, new Random(1));
        Wire back = toInitiator(0, new Random(1));
        while (there.carry() + back.carry() > 0) {
            assertTrue(true);
        }
    }

    @Test
    void the_tutorial_conversation_runs_to_its_end() {
        UUID handle = initiator.beginAndSend(initiatorDatabase, "<Request/>");
        assertEquals(1, initiator.transmissionQueue(initiatorDatabase).size());
        carryEverything();
        assertEquals(List.of(), initiator.transmissionQueue(initiatorDatabase));
        assertEquals(
                Optional.of(targetDatabase.serviceBrokerGuid()),
                initiator.endpoints(initiatorDatabase).get(0).farBrokerInstance());

        target.commit(transaction -> {
            ReceivedMessage request =
                    target.receive(transaction, targetDatabase, TARGET_QUEUE, 1).get(0);
            target.send(transaction, targetDatabase, request.conversationHandle(), REPLY, "<Reply/>");
            target.end(transaction, targetDatabase, request.conversationHandle());
        });
        assertEquals(List.of("target DO"), target.states(targetDatabase));
        carryEverything();
        assertEquals(List.of("target CD"), target.states(targetDatabase));
        assertEquals(List.of("initiator DI"), initiator.states(initiatorDatabase));

        initiator.commit(transaction -> {
            assertEquals(
                    List.of("<Reply/>"), texts(initiator.receive(transaction, initiatorDatabase, INITIATOR_QUEUE, 1)));
            initiator.end(transaction, initiatorDatabase, handle);
        });
        assertEquals(List.of(), initiator.states(initiatorDatabase));
        assertEquals(0, toTarget(0, new Random(1)).carry());
    }

    @Test
    void a_troubled_wire_delivers_each_message_once_and_in_order() throws IOException {
        Random random = new Random(20_240_229);
        int conversations = 20;
        int messages = 30;
        Map<UUID, List<String>> expected = new HashMap<>();
        List<UUID> handles = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            handles.add(initiator.beginAndSend(initiatorDatabase, "<m>0</m>"));
        }
        Wire wire = toTarget(0.2, random);
        for (int i = 1; i < messages; i++) {
            String body = "<m>" + i + "</m>";
            for (UUID handle : handles) {
                initiator.commit(transaction -> initiator.send(transaction, initiatorDatabase, handle, REQUEST, body));
            }
            wire.carry();
        }
        handles.forEach(
                handle -> initiator.commit(transaction -> initiator.end(transaction, initiatorDatabase, handle)));
        while (!initiator.states(initiatorDatabase).isEmpty()) {
            wire.carry();
        }

        for (ReceivedMessage message : target.contents(targetDatabase, TARGET_QUEUE)) {
            expected.computeIfAbsent(message.conversationHandle(), k -> new ArrayList<>())
                    .add(message.messageTypeName().equals(REQUEST) ? BrokerInstance.text(message) : "end");
        }
        assertEquals(conversations, expected.size());
        List<String> sequence = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            sequence.add("<m>" + i + "</m>");
        }
        sequence.add("end");
        expected.values().forEach(received -> assertEquals(sequence, received));
        assertEquals(List.of(), initiator.transmissionQueue(initiatorDatabase));
    }

    @Test
    void what_is_not_acknowledged_is_sent_again_after_a_restart() throws IOException {
        initiator.beginAndSend(initiatorDatabase, "<a/>", "<b/>");
        assertEquals(
                2,
                initiator
                        .broker()
                        .outbound()
                        .take(TARGET_ADDRESS, 10, 1_000_000)
                        .size());

        initiator.restart();
        initiator.started(address -> {});
        Waiting.until(() -> initiator.broker().outbound().destinations().contains(TARGET_ADDRESS));
        carryEverything();

        assertEquals(List.of("<a/>", "<b/>"), texts(target.received(targetDatabase, TARGET_QUEUE)));
    }

    @Test
    void a_target_queue_that_is_off_holds_what_arrives() {
        target.setQueue(targetDatabase, TARGET_QUEUE, false);
        initiator.beginAndSend(initiatorDatabase, "<a/>");
        carryEverything();

        assertEquals(List.of(), initiator.transmissionQueue(initiatorDatabase));
        List<TransmissionRow> held = target.transmissionQueue(targetDatabase);
        assertEquals(
                "The service queue \"TargetQueue\" is currently disabled.",
                held.get(0).transmissionStatus());
        target.setQueue(targetDatabase, TARGET_QUEUE, true);
        assertEquals(List.of(), target.transmissionQueue(targetDatabase));
        assertEquals(List.of("<a/>"), texts(target.received(targetDatabase, TARGET_QUEUE)));
    }

    @Test
    void an_invalid_body_fails_the_sender_even_if_the_first_answer_is_lost() {
        initiator.beginAndSend(initiatorDatabase, "not xml");
        List<OutboundMessage> lost = initiator.broker().outbound().take(TARGET_ADDRESS, 10, 1_000_000);
        assertEquals(
                Disposition.Kind.ERROR,
                target.broker()
                        .inbound()
                        .accept(List.of(new InboundMessage(
                                targetDatabase, lost.get(0).message(), Optional.empty(), Optional.empty())))
                        .join()
                        .get(0)
                        .kind());
        initiator.broker().outbound().disconnected(TARGET_ADDRESS, "lost");
        initiator.broker().outbound().reconnected(TARGET_ADDRESS);
        carryEverything();

        String error = BrokerInstance.text(
                initiator.received(initiatorDatabase, INITIATOR_QUEUE).get(0));
        assertTrue(error.contains("<Code>-9615</Code>"), error);
        assertEquals(1, target.contents(targetDatabase, TARGET_QUEUE).size());
    }

    @Test
    void a_target_that_lost_the_conversation_fails_the_sender() {
        UUID handle = initiator.beginAndSend(initiatorDatabase, "<a/>");
        carryEverything();
        target.commit(transaction -> target.broker().removeConversations(transaction, targetDatabase));

        initiator.commit(transaction -> initiator.send(transaction, initiatorDatabase, handle, REQUEST, "<b/>"));
        carryEverything();

        String error = BrokerInstance.text(
                initiator.received(initiatorDatabase, INITIATOR_QUEUE).get(0));
        assertTrue(error.contains("<Code>-8462</Code>"), error);
    }

    @Test
    void an_unreachable_address_shows_its_status_and_pauses() {
        UUID handle = initiator.beginAndSend(initiatorDatabase, "<a/>");
        Outbound outbound = initiator.broker().outbound();
        assertEquals(1, outbound.take(TARGET_ADDRESS, 10, 1_000).size());

        outbound.disconnected(TARGET_ADDRESS, "Connection attempt failed with error: '10061'.");

        assertEquals(List.of(), outbound.take(TARGET_ADDRESS, 10, 1_000));
        assertTrue(outbound.nextDueMillis(TARGET_ADDRESS).orElseThrow() > 0);
        assertEquals(
                "Connection attempt failed with error: '10061'.",
                initiator.broker().conversations().transmissionStatus(initiatorDatabase, handle));
        outbound.reconnected(TARGET_ADDRESS);
        assertEquals(1, outbound.take(TARGET_ADDRESS, 10, 1_000).size());
    }

    @Test
    void both_sides_may_end_at_the_same_time() {
        UUID handle = initiator.beginAndSend(initiatorDatabase, "<a/>");
        carryEverything();
        initiator.commit(transaction -> initiator.end(transaction, initiatorDatabase, handle));
        target.commit(transaction -> target.end(
                transaction,
                targetDatabase,
                target.receive(transaction, targetDatabase, TARGET_QUEUE).get(0).conversationHandle()));
        carryEverything();

        assertEquals(List.of(), initiator.states(initiatorDatabase));
        assertEquals(List.of("target CD"), target.states(targetDatabase));
    }

    @Test
    void without_send_permission_the_conversation_fails() {
        target.commit(transaction -> {
            Service service = target.broker()
                    .definitions()
                    .service(targetDatabase.id(), TARGET)
                    .orElseThrow();
            target.security().permissions().forget(transaction, Securable.service(targetDatabase.id(), service.id()));
        });
        initiator.beginAndSend(initiatorDatabase, "<a/>");
        carryEverything();

        String error = BrokerInstance.text(
                initiator.received(initiatorDatabase, INITIATOR_QUEUE).get(0));
        assertTrue(error.contains("<Code>-8494</Code>"), error);
    }
}
