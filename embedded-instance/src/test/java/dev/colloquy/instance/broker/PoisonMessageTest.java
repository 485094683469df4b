package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five rollbacks in a row of transactions that received from a queue switch it off. */
class PoisonMessageTest {
    @TempDir
    private Path directory;

    private BrokerInstance instance;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        instance = new BrokerInstance(directory);
        database = instance.createDatabaseWithBothServices("TestDB");
        instance.beginAndSend(database, "<a/>");
    }

    @AfterEach
    void close() throws IOException {
        instance.close();
    }

    private void receiveAndRollBack(int times) {
        for (int i = 0; i < times; i++) {
            instance.rollBack(transaction -> assertEquals(
                    1, instance.receive(transaction, database, TARGET_QUEUE).size()));
        }
    }

    private boolean enabled() {
        return instance.queue(database, TARGET_QUEUE).enabled();
    }

    @Test
    void the_fifth_rollback_in_a_row_switches_the_queue_off() {
        receiveAndRollBack(5);

        SqlError refused = assertThrows(SqlError.class, () -> instance.received(database, TARGET_QUEUE));
        assertEquals(9617, refused.number());
        Waiting.until(() -> !enabled());
    }

    @Test
    void the_queue_stays_off_over_a_restart_until_it_is_switched_on() throws IOException {
        receiveAndRollBack(5);
        Waiting.until(() -> !enabled());
        awaitTheCommitOfTheDefinition();
        instance.restart();
        database = instance.database("TestDB");
        assertThrows(SqlError.class, () -> instance.received(database, TARGET_QUEUE));

        instance.setQueue(database, TARGET_QUEUE, true);

        receiveAndRollBack(4);
        assertEquals(List.of("<a/>"), texts(instance.received(database, TARGET_QUEUE)));
    }

    /** Definitions are seen before they are committed, and their lock is held until then. */
    private void awaitTheCommitOfTheDefinition() {
        instance.commit(transaction -> instance.storage().definitionLock().acquire(transaction, new Cancellation()));
    }

    @Test
    void a_commit_in_between_begins_the_count_anew() {
        receiveAndRollBack(4);
        instance.beginAndSend(database, "<b/>");
        assertEquals(1, instance.received(database, TARGET_QUEUE).size());
        receiveAndRollBack(4);

        assertEquals(List.of("<b/>"), texts(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void without_poison_message_handling_the_queue_stays_on() {
        QueueOptions off = new QueueOptions(Optional.empty(), Optional.empty(), Optional.of(false));
        instance.commit(transaction -> instance.broker()
                .definitions()
                .alterQueue(transaction, database, instance.queue(database, TARGET_QUEUE), off));
        receiveAndRollBack(20);

        assertTrue(enabled());
        assertEquals(List.of("<a/>"), texts(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void rollbacks_without_received_messages_do_not_count() {
        for (int i = 0; i < 5; i++) {
            instance.rollBack(transaction -> instance.begin(transaction, database));
            instance.rollBack(transaction -> instance.receive(transaction, database, BrokerInstance.INITIATOR_QUEUE));
        }

        assertTrue(enabled());
        assertTrue(instance.queue(database, BrokerInstance.INITIATOR_QUEUE).enabled());
    }

    @Test
    void rollbacks_while_the_instance_closes_do_not_count() {
        instance.broker().closing();
        receiveAndRollBack(5);

        assertEquals(List.of("<a/>"), texts(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void whoever_waits_on_the_queue_is_told_that_it_is_off() {
        receiveAndRollBack(4);
        List<CompletableFuture<List<ReceivedMessage>>> waiting = new ArrayList<>();
        instance.rollBack(transaction -> {
            assertEquals(
                    1, instance.receive(transaction, database, TARGET_QUEUE).size());
            waiting.add(CompletableFuture.supplyAsync(this::waitForever));
            Waiting.until(() -> instance.broker().views().waitingReaders(instance.queue(database, TARGET_QUEUE)) == 1);
        });

        CompletionException failure = assertThrows(CompletionException.class, waiting.get(0)::join);
        assertEquals(9617, assertInstanceOf(SqlError.class, failure.getCause()).number());
    }

    private List<ReceivedMessage> waitForever() {
        return instance.committed(transaction -> instance.broker()
                .conversations()
                .receive(
                        transaction,
                        instance.queue(database, TARGET_QUEUE),
                        Optional.empty(),
                        1,
                        OptionalLong.of(-1),
                        new Cancellation()));
    }
}
