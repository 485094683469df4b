package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.REPLY;
import static dev.colloquy.instance.broker.BrokerInstance.REQUEST;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.texts;
import static dev.colloquy.instance.broker.BrokerInstance.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations inside one database. */
class DialogTest {
    @TempDir
    private Path directory;

    private BrokerInstance instance;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        instance = new BrokerInstance(directory);
        database = instance.createDatabaseWithBothServices("TestDB");
    }

    @AfterEach
    void close() throws IOException {
        instance.close();
    }

    @Test
    void the_tutorial_conversation_runs_to_its_end() {
        UUID handle = instance.beginAndSend(database, "<Request/>");
        assertEquals(List.of("initiator CO", "target CO"), instance.states(database));

        instance.commit(transaction -> {
            ReceivedMessage request =
                    instance.receive(transaction, database, TARGET_QUEUE, 1).get(0);
            assertEquals("<Request/>", BrokerInstance.text(request));
            assertEquals("X ", request.validation());
            assertEquals(0, request.messageSequenceNumber());
            instance.send(transaction, database, request.conversationHandle(), REPLY, "<Reply/>");
            instance.end(transaction, database, request.conversationHandle());
        });
        assertEquals(List.of("initiator DI", "target CD"), instance.states(database));

        instance.commit(transaction -> {
            List<ReceivedMessage> reply = instance.receive(transaction, database, INITIATOR_QUEUE, 1);
            assertEquals(List.of("<Reply/>"), texts(reply));
            assertEquals(handle, reply.get(0).conversationHandle());
            instance.end(transaction, database, handle);
        });
        assertEquals(List.of("target CD"), instance.states(database));
        assertEquals(List.of(), instance.contents(database, INITIATOR_QUEUE));
        assertEquals(List.of(), instance.transmissionQueue(database));
    }

    @Test
    void a_dialog_that_nothing_was_sent_on_vanishes_when_it_ends() {
        UUID handle = instance.committed(transaction -> instance.begin(transaction, database));
        assertEquals(List.of("initiator SO"), instance.states(database));

        instance.commit(transaction -> instance.end(transaction, database, handle));

        assertEquals(List.of(), instance.states(database));
    }

    @Test
    void fire_and_forget_leaves_the_target_in_disconnected_inbound() {
        instance.commit(transaction -> {
            UUID handle = instance.begin(transaction, database);
            instance.send(transaction, database, handle, REQUEST, "<a/>");
            instance.end(transaction, database, handle);
        });

        assertEquals(List.of("target DI"), instance.states(database));
        assertEquals(List.of(REQUEST, MessageType.END_DIALOG), types(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void an_error_comes_before_the_messages_sent_before() {
        UUID handle = instance.beginAndSend(database, "<a/>", "<b/>");
        instance.commit(transaction -> instance.broker()
                .conversations()
                .endConversation(
                        transaction,
                        database,
                        handle,
                        Optional.of(new EndError(127, "no <more>")),
                        false,
                        new Cancellation()));

        List<ReceivedMessage> messages = instance.received(database, TARGET_QUEUE);
        assertEquals(List.of(MessageType.ERROR, REQUEST, REQUEST), types(messages));
        assertEquals(
                "<?xml version=\"1.0\"?><Error xmlns=\"http://schemas.microsoft.com/SQL/ServiceBroker/Error\">"
                        + "<Code>127</Code><Description>no &lt;more&gt;</Description></Error>",
                BrokerInstance.text(messages.get(0)));
        assertEquals(List.of("target ER"), instance.states(database));
    }

    @Test
    void send_is_refused_once_the_far_side_has_ended() {
        UUID handle = instance.beginAndSend(database, "<a/>");
        instance.commit(transaction -> {
            UUID target =
                    instance.receive(transaction, database, TARGET_QUEUE).get(0).conversationHandle();
            instance.end(transaction, database, target);
        });

        SqlError error = assertThrows(
                SqlError.class,
                () -> instance.commit(transaction -> instance.send(transaction, database, handle, REQUEST, "<b/>")));

        assertEquals(8429, error.number());
        assertTrue(error.getMessage().endsWith("'DI'."), error.getMessage());
    }

    @Test
    void rolled_back_sends_never_happened() {
        instance.rollBack(transaction -> {
            UUID handle = instance.begin(transaction, database);
            instance.send(transaction, database, handle, REQUEST, "<a/>");
        });

        assertEquals(List.of(), instance.states(database));
        assertEquals(List.of(), instance.contents(database, TARGET_QUEUE));
    }

    @Test
    void rolled_back_receives_come_again_in_the_same_order() {
        instance.beginAndSend(database, "<a/>", "<b/>", "<c/>");

        instance.rollBack(transaction -> assertEquals(
                2, instance.receive(transaction, database, TARGET_QUEUE, 2).size()));

        assertEquals(List.of("<a/>", "<b/>", "<c/>"), texts(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void rolled_back_ends_never_happened() {
        UUID handle = instance.beginAndSend(database, "<a/>");

        instance.rollBack(transaction -> instance.end(transaction, database, handle));

        assertEquals(List.of("initiator CO", "target CO"), instance.states(database));
        instance.commit(transaction -> instance.end(transaction, database, handle));
        assertEquals(List.of("target DI"), instance.states(database));
    }

    @Test
    void a_savepoint_takes_back_what_came_after_it() {
        instance.beginAndSend(database, "<a/>", "<b/>");
        instance.commit(transaction -> {
            UUID kept = instance.begin(transaction, database);
            instance.send(transaction, database, kept, REQUEST, "<kept/>");
            Transaction.Savepoint savepoint = transaction.save();
            UUID undone = instance.begin(transaction, database);
            instance.send(transaction, database, undone, REQUEST, "<undone/>");
            instance.send(transaction, database, kept, REQUEST, "<undone/>");
            assertEquals(
                    2, instance.receive(transaction, database, TARGET_QUEUE).size());
            transaction.rollbackTo(savepoint);
        });

        assertEquals(List.of("<a/>", "<b/>"), texts(instance.received(database, TARGET_QUEUE)));
        assertEquals(List.of("<kept/>"), texts(instance.received(database, TARGET_QUEUE)));
        assertEquals(List.of(), instance.contents(database, TARGET_QUEUE));
    }

    @Test
    void a_savepoint_keeps_the_group_lock() {
        instance.beginAndSend(database, "<a/>");
        try (StorageSession session = instance.storage().openSession()) {
            Transaction holder = session.begin();
            Transaction.Savepoint savepoint = holder.save();
            assertEquals(1, instance.receive(holder, database, TARGET_QUEUE).size());
            holder.rollbackTo(savepoint);

            assertEquals(List.of(), instance.received(database, TARGET_QUEUE));

            holder.rollback();
            assertEquals(1, instance.received(database, TARGET_QUEUE).size());
        }
    }

    @Test
    void a_thousand_messages_arrive_in_order() {
        UUID handle = instance.beginAndSend(database, "<m0/>");
        List<String> expected = new ArrayList<>(List.of("<m0/>"));
        for (int i = 1; i < 1_000; i++) {
            String body = "<m" + i + "/>";
            expected.add(body);
            instance.commit(transaction -> instance.send(transaction, database, handle, REQUEST, body));
        }

        List<String> actual = new ArrayList<>();
        while (actual.size() < expected.size()) {
            List<ReceivedMessage> some =
                    instance.committed(transaction -> instance.receive(transaction, database, TARGET_QUEUE, 7));
            assertTrue(!some.isEmpty());
            actual.addAll(texts(some));
        }
        assertEquals(expected, actual);
    }

    @Test
    void bodies_that_are_not_xml_fail_both_sides() {
        instance.beginAndSend(database, "{\"json\": true}");

        String forSender =
                BrokerInstance.text(instance.received(database, INITIATOR_QUEUE).get(0));
        String forReceiver =
                BrokerInstance.text(instance.received(database, TARGET_QUEUE).get(0));

        assertTrue(forSender.contains("<Code>-9615</Code>"), forSender);
        assertTrue(forReceiver.contains("<Code>-9616</Code>"), forReceiver);
        assertEquals(List.of("initiator ER", "target ER"), instance.states(database));
    }

    @Test
    void a_conversation_that_the_target_does_not_support_fails() {
        instance.commit(transaction -> {
            UUID handle = instance.broker()
                    .conversations()
                    .beginDialog(
                            transaction,
                            database,
                            new BeginDialog(
                                    BrokerInstance.INITIATOR,
                                    BrokerInstance.TARGET,
                                    Optional.empty(),
                                    Contract.DEFAULT,
                                    Optional.empty(),
                                    Optional.empty(),
                                    null,
                                    false),
                            new Cancellation());
            instance.send(transaction, database, handle, null, "<a/>");
        });

        String error =
                BrokerInstance.text(instance.received(database, INITIATOR_QUEUE).get(0));
        assertTrue(error.contains("<Code>-8408</Code>"), error);
        assertEquals(List.of("initiator ER"), instance.states(database));
    }

    @Test
    void send_refuses_what_the_contract_does_not_allow() {
        UUID handle = instance.beginAndSend(database, "<a/>");

        assertEquals(8432, sendError(handle, REPLY));
        assertEquals(8431, sendError(handle, MessageType.DEFAULT));
        assertEquals(8428, sendError(handle, "//Test/Unknown"));
        assertEquals(8426, sendError(UUID.randomUUID(), REQUEST));
    }

    private int sendError(UUID handle, String type) {
        SqlError error = assertThrows(
                SqlError.class,
                () -> instance.rollBack(transaction -> instance.send(transaction, database, handle, type, "<a/>")));
        return error.number();
    }

    @Test
    void everything_survives_a_restart() throws IOException {
        UUID handle = instance.beginAndSend(database, "<a/>", "<b/>");
        instance.setQueue(database, INITIATOR_QUEUE, false);
        instance.commit(transaction -> {
            ReceivedMessage request =
                    instance.receive(transaction, database, TARGET_QUEUE, 1).get(0);
            instance.send(transaction, database, request.conversationHandle(), REPLY, "<c/>");
        });
        assertEquals(
                "The service queue \"InitiatorQueue\" is currently disabled.",
                instance.transmissionQueue(database).get(0).transmissionStatus());

        instance.restart();
        database = instance.database("TestDB");

        assertEquals(List.of("initiator CO", "target CO"), instance.states(database));
        assertEquals(List.of("<b/>"), texts(instance.received(database, TARGET_QUEUE)));
        instance.started(address -> {});
        instance.setQueue(database, INITIATOR_QUEUE, true);
        Waiting.until(() -> !instance.contents(database, INITIATOR_QUEUE).isEmpty());
        assertEquals(List.of("<c/>"), texts(instance.received(database, INITIATOR_QUEUE)));
        assertEquals(List.of(), instance.transmissionQueue(database));
        instance.commit(transaction -> instance.end(transaction, database, handle));
        assertEquals(List.of("target DI"), instance.states(database));
    }

    @Test
    void retention_keeps_what_was_sent_and_received_until_the_end() {
        QueueOptions retention = new QueueOptions(Optional.empty(), Optional.of(true), Optional.empty());
        instance.commit(transaction -> instance.broker()
                .definitions()
                .alterQueue(transaction, database, instance.queue(database, TARGET_QUEUE), retention));
        instance.beginAndSend(database, "<a/>");
        UUID target = instance.committed(transaction -> {
            ReceivedMessage request =
                    instance.receive(transaction, database, TARGET_QUEUE, 1).get(0);
            instance.send(transaction, database, request.conversationHandle(), REPLY, "<b/>");
            return request.conversationHandle();
        });

        assertEquals(
                List.of(0, 3),
                instance.contents(database, TARGET_QUEUE).stream()
                        .map(ReceivedMessage::status)
                        .toList());

        instance.commit(transaction -> instance.end(transaction, database, target));
        assertEquals(List.of(), instance.contents(database, TARGET_QUEUE));
    }

    @Test
    void an_expired_lifetime_fails_both_sides() {
        instance.started(address -> {});
        instance.commit(transaction -> {
            UUID handle = instance.begin(transaction, database, 60);
            instance.send(transaction, database, handle, REQUEST, "<a/>");
        });

        instance.clock().forward(Duration.ofSeconds(61));

        Waiting.until(() -> instance.states(database).equals(List.of("initiator ER", "target ER")));
        String error =
                BrokerInstance.text(instance.received(database, INITIATOR_QUEUE).get(0));
        assertTrue(error.contains("<Code>-8489</Code>"), error);
        assertEquals(List.of(MessageType.ERROR, REQUEST), types(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void a_finished_target_is_forgotten_after_half_an_hour() {
        instance.started(address -> {});
        instance.beginAndSend(database, "<a/>");
        instance.commit(transaction -> instance.end(
                transaction,
                database,
                instance.receive(transaction, database, TARGET_QUEUE).get(0).conversationHandle()));
        assertEquals(List.of("initiator DI", "target CD"), instance.states(database));

        instance.clock().forward(Duration.ofMinutes(31));

        Waiting.until(() -> instance.states(database).equals(List.of("initiator DI")));
    }

    @Test
    void cleanup_removes_one_side_without_telling_the_other() {
        UUID handle = instance.beginAndSend(database, "<a/>");
        instance.commit(transaction -> instance.broker()
                .conversations()
                .endConversation(transaction, database, handle, Optional.empty(), true, new Cancellation()));
        assertEquals(List.of("target CO"), instance.states(database));

        instance.commit(transaction -> instance.send(
                transaction,
                database,
                instance.receive(transaction, database, TARGET_QUEUE).get(0).conversationHandle(),
                REPLY,
                "<b/>"));

        String error =
                BrokerInstance.text(instance.received(database, TARGET_QUEUE).get(0));
        assertTrue(error.contains("<Code>-8462</Code>"), error);
    }

    @Test
    void dropping_a_service_ends_its_conversations_with_an_error() {
        instance.beginAndSend(database, "<a/>");

        instance.commit(transaction ->
                instance.broker().definitions().dropService(transaction, database, BrokerInstance.TARGET));

        assertEquals(List.of("initiator ER"), instance.states(database));
        String error =
                BrokerInstance.text(instance.received(database, INITIATOR_QUEUE).get(0));
        assertTrue(error.contains("<Code>-8470</Code>"), error);
        instance.commit(transaction -> instance.broker()
                .definitions()
                .dropQueue(transaction, database, instance.queue(database, TARGET_QUEUE)));
    }

    @Test
    void a_service_takes_its_messages_to_its_new_queue() {
        instance.beginAndSend(database, "<a/>");
        instance.commit(transaction -> {
            Queue other = instance.broker()
                    .definitions()
                    .createQueue(transaction, database, "dbo", "OtherQueue", QueueOptions.DEFAULTS);
            Service service = instance.broker()
                    .definitions()
                    .service(database.id(), BrokerInstance.TARGET)
                    .orElseThrow();
            instance.broker()
                    .definitions()
                    .alterService(transaction, database, service, Optional.of(other), List.of(), List.of());
        });

        assertEquals(List.of(), instance.received(database, TARGET_QUEUE));
        assertEquals(List.of("<a/>"), texts(instance.received(database, "OtherQueue")));
    }
}
