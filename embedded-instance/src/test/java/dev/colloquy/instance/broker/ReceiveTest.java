package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.REQUEST;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RECEIVE, WAITFOR and conversation-group locks. */
@Timeout(60)
class ReceiveTest {
    private static final OptionalLong FOR_EVER = OptionalLong.of(-1);

    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
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
        executor.shutdownNow();
    }

    private List<ReceivedMessage> waitFor(
            Transaction transaction, OptionalLong timeout, Optional<ReceiveFilter> filter, Cancellation cancellation) {
        return instance.broker()
                .conversations()
                .receive(
                        transaction,
                        instance.queue(database, TARGET_QUEUE),
                        filter,
                        Long.MAX_VALUE,
                        timeout,
                        cancellation);
    }

    private Future<List<ReceivedMessage>> waiting(Optional<ReceiveFilter> filter, Cancellation cancellation) {
        int before = readers();
        Future<List<ReceivedMessage>> result = executor.submit(
                () -> instance.committed(transaction -> waitFor(transaction, FOR_EVER, filter, cancellation)));
        Waiting.until(() -> readers() > before);
        return result;
    }

    private int readers() {
        return instance.broker().views().waitingReaders(instance.queue(database, TARGET_QUEUE));
    }

    @Test
    void an_arrival_wakes_a_waiting_receive() throws Exception {
        Future<List<ReceivedMessage>> result = waiting(Optional.empty(), new Cancellation());

        instance.beginAndSend(database, "<a/>");

        assertEquals(List.of("<a/>"), texts(result.get(10, TimeUnit.SECONDS)));
    }

    @Test
    void a_wait_ends_empty_when_its_time_has_passed() {
        long start = System.nanoTime();

        List<ReceivedMessage> none = instance.committed(
                transaction -> waitFor(transaction, OptionalLong.of(200), Optional.empty(), new Cancellation()));

        assertEquals(List.of(), none);
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void cancelling_ends_a_wait_and_the_next_message_goes_to_the_next_reader() throws Exception {
        Cancellation cancellation = new Cancellation();
        Future<List<ReceivedMessage>> cancelled = waiting(Optional.empty(), cancellation);
        Future<List<ReceivedMessage>> next = waiting(Optional.empty(), new Cancellation());

        cancellation.cancel();

        ExecutionException failure = assertThrows(ExecutionException.class, () -> cancelled.get(10, TimeUnit.SECONDS));
        assertInstanceOf(CancellationException.class, failure.getCause());
        instance.beginAndSend(database, "<a/>");
        assertEquals(List.of("<a/>"), texts(next.get(10, TimeUnit.SECONDS)));
    }

    @Test
    void switching_the_queue_off_ends_waits_with9617() throws Exception {
        Future<List<ReceivedMessage>> result = waiting(Optional.empty(), new Cancellation());

        instance.setQueue(database, TARGET_QUEUE, false);

        ExecutionException failure = assertThrows(ExecutionException.class, () -> result.get(10, TimeUnit.SECONDS));
        SqlError error = assertInstanceOf(SqlError.class, failure.getCause());
        assertEquals(9617, error.number());
        assertEquals("The service queue \"TargetQueue\" is currently disabled.", error.getMessage());
    }

    @Test
    void closing_the_broker_ends_waits() throws Exception {
        Future<List<ReceivedMessage>> result = waiting(Optional.empty(), new Cancellation());

        instance.broker().close();

        assertThrows(ExecutionException.class, () -> result.get(10, TimeUnit.SECONDS));
    }

    @Test
    void messages_for_a_queue_that_is_off_wait_and_come_when_it_is_on_again() {
        instance.started(address -> {});
        instance.setQueue(database, TARGET_QUEUE, false);
        instance.beginAndSend(database, "<a/>", "<b/>");
        assertEquals(2, instance.transmissionQueue(database).size());

        instance.setQueue(database, TARGET_QUEUE, true);

        Waiting.until(() -> instance.contents(database, TARGET_QUEUE).size() == 2);
        assertEquals(List.of("<a/>", "<b/>"), texts(instance.received(database, TARGET_QUEUE)));
        assertEquals(List.of(), instance.transmissionQueue(database));
    }

    @Test
    void a_locked_group_is_left_to_its_owner() {
        instance.beginAndSend(database, "<a1/>", "<a2/>");
        instance.beginAndSend(database, "<b1/>");
        try (StorageSession session = instance.storage().openSession()) {
            Transaction owner = session.begin();
            assertEquals(List.of("<a1/>"), texts(instance.receive(owner, database, TARGET_QUEUE, 1)));

            assertEquals(List.of("<b1/>"), texts(instance.received(database, TARGET_QUEUE)));
            assertEquals(List.of(), instance.received(database, TARGET_QUEUE));
            assertEquals(List.of("<a2/>"), texts(instance.receive(owner, database, TARGET_QUEUE, 1)));
            owner.commit();
        }
    }

    @Test
    void a_wait_for_a_locked_group_ends_when_it_is_released() throws Exception {
        instance.beginAndSend(database, "<a/>");
        UUID group = instance.contents(database, TARGET_QUEUE).get(0).conversationGroupId();
        try (StorageSession session = instance.storage().openSession()) {
            Transaction owner = session.begin();
            assertEquals(1, instance.receive(owner, database, TARGET_QUEUE).size());
            Future<List<ReceivedMessage>> result =
                    waiting(Optional.of(new ReceiveFilter(true, group)), new Cancellation());

            owner.rollback();

            assertEquals(List.of("<a/>"), texts(result.get(10, TimeUnit.SECONDS)));
        }
    }

    @Test
    void arrivals_do_not_wait_for_the_group_lock() {
        UUID handle = instance.beginAndSend(database, "<a/>");
        try (StorageSession session = instance.storage().openSession()) {
            Transaction owner = session.begin();
            assertEquals(1, instance.receive(owner, database, TARGET_QUEUE).size());

            instance.commit(transaction -> instance.send(transaction, database, handle, REQUEST, "<b/>"));

            assertEquals(List.of("<b/>"), texts(instance.receive(owner, database, TARGET_QUEUE)));
            owner.commit();
        }
    }

    @Test
    void of_two_transactions_that_wait_for_each_others_groups_one_is_the_deadlock_victim() throws Exception {
        UUID first = instance.beginAndSend(database, "<a/>");
        UUID second = instance.beginAndSend(database, "<b/>");
        try (StorageSession one = instance.storage().openSession();
                StorageSession two = instance.storage().openSession()) {
            Transaction holder = one.begin();
            Transaction other = two.begin();
            instance.send(holder, database, first, REQUEST, "<c/>");
            instance.send(other, database, second, REQUEST, "<c/>");

            Future<Optional<SqlError>> ends = executor.submit(() -> sendToo(holder, second));
            Optional<SqlError> error = sendToo(other, first);

            Optional<SqlError> otherError = ends.get(10, TimeUnit.SECONDS);
            assertEquals(
                    1, Stream.of(error, otherError).flatMap(Optional::stream).count());
            assertEquals(1205, error.or(() -> otherError).orElseThrow().number());
        }
    }

    /** Sends and commits; a victim is rolled back. */
    private Optional<SqlError> sendToo(Transaction transaction, UUID handle) {
        try {
            instance.send(transaction, database, handle, REQUEST, "<d/>");
            transaction.commit();
            return Optional.empty();
        } catch (SqlError e) {
            transaction.rollback();
            return Optional.of(e);
        }
    }

    @Test
    void get_conversation_group_locks_the_oldest_group() {
        instance.beginAndSend(database, "<a/>");
        UUID group = instance.contents(database, TARGET_QUEUE).get(0).conversationGroupId();
        try (StorageSession session = instance.storage().openSession()) {
            Transaction owner = session.begin();

            Optional<UUID> locked = instance.broker()
                    .conversations()
                    .getConversationGroup(
                            owner, instance.queue(database, TARGET_QUEUE), OptionalLong.empty(), new Cancellation());

            assertEquals(Optional.of(group), locked);
            assertEquals(List.of(), instance.received(database, TARGET_QUEUE));
            owner.rollback();
        }
    }

    @Test
    void unknown_filter_values_are_errors() {
        assertEquals(8426, filterError(new ReceiveFilter(false, UUID.randomUUID())));
        assertEquals(8436, filterError(new ReceiveFilter(true, UUID.randomUUID())));
    }

    private int filterError(ReceiveFilter filter) {
        SqlError error = assertThrows(
                SqlError.class,
                () -> instance.rollBack(transaction -> assertNotEquals(
                        List.of(), waitFor(transaction, FOR_EVER, Optional.of(filter), new Cancellation()))));
        return error.number();
    }

    @Test
    void eight_receivers_take_each_of_a_hundred_dialogs_once() throws Exception {
        int dialogs = 100;
        Set<String> received = ConcurrentHashMap.newKeySet();
        List<String> twice = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> receivers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            receivers.add(executor.submit(() -> {
                while (received.size() < dialogs) {
                    receiveOne(received, twice);
                }
            }));
        }
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < dialogs; i++) {
            String body = "<m" + i + "/>";
            sent.add(body);
            instance.beginAndSend(database, body);
        }

        for (Future<?> receiver : receivers) {
            assertEquals(null, receiver.get(30, TimeUnit.SECONDS));
        }
        assertEquals(sent, received);
        assertEquals(List.of(), twice);
        assertEquals(dialogs, instance.contents(database, INITIATOR_QUEUE).size());
    }

    private void receiveOne(Set<String> received, List<String> twice) {
        instance.commit(transaction -> {
            List<ReceivedMessage> messages =
                    waitFor(transaction, OptionalLong.of(500), Optional.empty(), new Cancellation());
            for (ReceivedMessage message : messages) {
                String body = BrokerInstance.text(message);
                if (!received.add(body)) {
                    twice.add(body);
                }
                instance.end(transaction, database, message.conversationHandle());
            }
        });
    }
}
