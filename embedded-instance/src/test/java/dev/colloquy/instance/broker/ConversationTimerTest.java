package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.REPLY;
import static dev.colloquy.instance.broker.BrokerInstance.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BEGIN CONVERSATION TIMER: one timer for each side of a conversation, as durable as the conversation. */
class ConversationTimerTest {
    private static final int HOUR = 3_600;

    @TempDir
    private Path directory;

    private BrokerInstance instance;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        instance = new BrokerInstance(directory).started(address -> {});
        database = instance.createDatabaseWithBothServices("TestDB");
    }

    @AfterEach
    void close() throws IOException {
        instance.close();
    }

    private void beginTimer(Transaction transaction, UUID handle, int seconds) {
        instance.broker().conversations().beginTimer(transaction, database, handle, seconds, new Cancellation());
    }

    private UUID beginWithTimer(int seconds) {
        return instance.committed(transaction -> {
            UUID handle = instance.begin(transaction, database);
            beginTimer(transaction, handle, seconds);
            return handle;
        });
    }

    private List<String> arrivedTypes() {
        return types(instance.contents(database, INITIATOR_QUEUE));
    }

    @Test
    void a_due_timer_puts_an_empty_dialog_timer_message_on_the_local_queue() {
        UUID handle = beginWithTimer(HOUR);
        assertEquals(List.of(), arrivedTypes());

        instance.clock().forward(Duration.ofHours(1));
        Waiting.until(() -> !arrivedTypes().isEmpty());

        ReceivedMessage message = instance.received(database, INITIATOR_QUEUE).get(0);
        assertEquals("http://schemas.microsoft.com/SQL/ServiceBroker/DialogTimer", message.messageTypeName());
        assertEquals(handle, message.conversationHandle());
        assertNull(message.messageBody());
        assertEquals(List.of("initiator SO"), instance.states(database));
    }

    @Test
    void a_timer_survives_a_restart() throws IOException {
        beginWithTimer(HOUR);
        instance.restart();
        instance.started(address -> {});
        database = instance.database("TestDB");
        assertEquals(List.of(), arrivedTypes());

        instance.clock().forward(Duration.ofHours(1));

        Waiting.until(() -> arrivedTypes().equals(List.of(MessageType.DIALOG_TIMER)));
    }

    @Test
    void setting_the_timer_again_replaces_it() {
        UUID handle = beginWithTimer(HOUR);
        instance.commit(transaction -> beginTimer(transaction, handle, 3 * HOUR));
        UUID other = beginWithTimer(2 * HOUR);

        instance.clock().forward(Duration.ofHours(2));
        Waiting.until(() -> !arrivedTypes().isEmpty());
        assertEquals(
                List.of(other),
                instance.contents(database, INITIATOR_QUEUE).stream()
                        .map(ReceivedMessage::conversationHandle)
                        .toList());

        instance.clock().forward(Duration.ofHours(1));
        Waiting.until(() -> arrivedTypes().size() == 2);
    }

    @Test
    void a_rolled_back_timer_does_not_run_and_leaves_the_former_one() {
        UUID handle = beginWithTimer(2 * HOUR);
        UUID other = beginWithTimer(HOUR);
        instance.rollBack(transaction -> beginTimer(transaction, handle, HOUR / 2));

        instance.clock().forward(Duration.ofHours(1));
        Waiting.until(() -> !arrivedTypes().isEmpty());
        assertEquals(other, instance.received(database, INITIATOR_QUEUE).get(0).conversationHandle());

        instance.clock().forward(Duration.ofHours(1));
        Waiting.until(() -> !arrivedTypes().isEmpty());
        assertEquals(handle, instance.received(database, INITIATOR_QUEUE).get(0).conversationHandle());
    }

    @Test
    void a_timer_does_not_fire_while_a_transaction_sets_it_anew() {
        UUID handle = beginWithTimer(HOUR);
        UUID witness = beginWithTimer(HOUR + 1);
        instance.commit(transaction -> {
            beginTimer(transaction, handle, 3 * HOUR);
            instance.clock().forward(Duration.ofHours(2));
            Waiting.until(() -> !arrivedTypes().isEmpty());
        });

        assertEquals(
                List.of(witness),
                instance.contents(database, INITIATOR_QUEUE).stream()
                        .map(ReceivedMessage::conversationHandle)
                        .toList());
    }

    @Test
    void a_timer_is_gone_when_its_conversation_ends() {
        UUID ended = beginWithTimer(HOUR);
        UUID open = beginWithTimer(HOUR + 1);
        instance.commit(transaction -> instance.end(transaction, database, ended));

        instance.clock().forward(Duration.ofHours(2));
        Waiting.until(() -> !arrivedTypes().isEmpty());

        assertEquals(open, instance.received(database, INITIATOR_QUEUE).get(0).conversationHandle());
        assertEquals(List.of(), arrivedTypes());
    }

    @Test
    void a_timer_is_gone_though_the_far_side_has_not_heard_of_the_end() {
        UUID ended = instance.beginAndSend(database, "<a/>");
        instance.setQueue(database, BrokerInstance.TARGET_QUEUE, false);
        instance.commit(transaction -> {
            beginTimer(transaction, ended, HOUR);
            instance.send(transaction, database, ended, BrokerInstance.REQUEST, "<b/>");
        });
        instance.commit(transaction -> instance.end(transaction, database, ended));
        UUID open = beginWithTimer(HOUR + 1);

        instance.clock().forward(Duration.ofHours(2));
        Waiting.until(() -> !arrivedTypes().isEmpty());

        assertEquals(open, instance.received(database, INITIATOR_QUEUE).get(0).conversationHandle());
        assertEquals(List.of(), arrivedTypes());
    }

    @Test
    void a_waiting_receive_is_woken_by_a_timer() {
        UUID handle = beginWithTimer(HOUR);
        CompletableFuture<List<ReceivedMessage>> waiting =
                CompletableFuture.supplyAsync(() -> instance.committed(transaction -> instance.broker()
                        .conversations()
                        .receive(
                                transaction,
                                instance.queue(database, INITIATOR_QUEUE),
                                Optional.of(new ReceiveFilter(false, handle)),
                                1,
                                OptionalLong.of(60_000),
                                new Cancellation())));
        Waiting.until(() -> instance.broker().views().waitingReaders(instance.queue(database, INITIATOR_QUEUE)) == 1);
        instance.clock().forward(Duration.ofHours(1));

        assertEquals(List.of(MessageType.DIALOG_TIMER), types(waiting.join()));
    }

    @Test
    void the_timer_message_is_received_before_error_and_messages() {
        UUID handle = instance.beginAndSend(database, "<a/>");
        instance.commit(transaction -> {
            UUID target = instance.receive(transaction, database, BrokerInstance.TARGET_QUEUE)
                    .get(0)
                    .conversationHandle();
            instance.send(transaction, database, target, REPLY, "<b/>");
        });
        instance.commit(transaction -> beginTimer(transaction, handle, HOUR));
        instance.clock().forward(Duration.ofHours(1));
        Waiting.until(() -> arrivedTypes().size() == 2);

        assertEquals(List.of(MessageType.DIALOG_TIMER, REPLY), types(instance.received(database, INITIATOR_QUEUE)));
    }

    @Test
    void the_endpoint_shows_when_its_timer_is_due_until_it_has_fired() {
        beginWithTimer(HOUR);
        assertEquals(1, timers());

        instance.clock().forward(Duration.ofHours(1));
        Waiting.until(() -> timers() == 0);
    }

    private long timers() {
        return instance.endpoints(database).stream()
                .filter(row -> row.dialogTimer().isPresent())
                .count();
    }

    @Test
    void an_unknown_or_finished_conversation_takes_no_timer() {
        UUID unknown = UUID.randomUUID();
        UUID ended = instance.committed(transaction -> instance.begin(transaction, database));
        instance.commit(transaction -> instance.end(transaction, database, ended));

        for (UUID handle : List.of(unknown, ended)) {
            assertEquals(
                    8426,
                    assertThrows(
                                    SqlError.class,
                                    () -> instance.commit(transaction -> beginTimer(transaction, handle, HOUR)))
                            .number());
        }
    }

    @Test
    void a_conversation_that_this_side_has_ended_takes_no_timer() {
        UUID handle = instance.beginAndSend(database, "<a/>");
        instance.setQueue(database, BrokerInstance.TARGET_QUEUE, false);
        instance.commit(transaction -> {
            instance.send(transaction, database, handle, BrokerInstance.REQUEST, "<b/>");
            instance.end(transaction, database, handle);
        });

        SqlError refused = assertThrows(
                SqlError.class, () -> instance.commit(transaction -> beginTimer(transaction, handle, HOUR)));
        assertEquals(8458, refused.number());
    }

    @Test
    void a_timer_is_not_set_beyond_the_lifetime() {
        UUID handle = instance.committed(transaction -> instance.begin(transaction, database, HOUR));

        SqlError refused = assertThrows(
                SqlError.class, () -> instance.commit(transaction -> beginTimer(transaction, handle, 2 * HOUR)));
        assertEquals(8410, refused.number());
    }
}
