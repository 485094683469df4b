package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.REQUEST;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MOVE CONVERSATION beside what others do meanwhile. */
@Timeout(60)
class MoveConversationTest {
    @TempDir
    private Path directory;

    private BrokerInstance instance;
    private Database database;
    private UUID sender;
    private ReceivedMessage first;
    private ReceivedMessage second;

    @BeforeEach
    void open() throws IOException {
        instance = new BrokerInstance(directory);
        database = instance.createDatabaseWithBothServices("TestDB");
        sender = instance.beginAndSend(database, "<a/>");
        instance.beginAndSend(database, "<b/>");
        first = instance.contents(database, TARGET_QUEUE).get(0);
        second = instance.contents(database, TARGET_QUEUE).get(1);
    }

    @AfterEach
    void close() throws IOException {
        instance.close();
    }

    private void moveFirstToSecond(Transaction transaction) {
        instance.broker()
                .conversations()
                .moveConversation(
                        transaction,
                        database,
                        first.conversationHandle(),
                        second.conversationGroupId(),
                        new Cancellation());
    }

    private List<UUID> groups() {
        return instance.endpoints(database).stream()
                .filter(row -> !row.initiator())
                .map(ConversationEndpointRow::conversationGroupId)
                .distinct()
                .toList();
    }

    @Test
    void a_move_survives_a_restart() throws IOException {
        instance.commit(this::moveFirstToSecond);
        instance.restart();
        database = instance.database("TestDB");

        assertEquals(List.of(second.conversationGroupId()), groups());
        assertEquals(List.of("<a/>", "<b/>"), texts(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void the_group_that_is_left_goes() {
        instance.commit(this::moveFirstToSecond);

        assertEquals(Optional.empty(), groupNamed(first.conversationGroupId()));
        assertEquals(Optional.of(second.conversationGroupId()), groupNamed(second.conversationGroupId()));
    }

    private Optional<UUID> groupNamed(UUID id) {
        return instance
                .committed(transaction -> instance.broker().views().conversationGroups(transaction, database))
                .stream()
                .map(ConversationGroupRow::conversationGroupId)
                .filter(id::equals)
                .findFirst();
    }

    @Test
    void what_arrives_while_the_conversation_moves_moves_with_it() {
        instance.commit(transaction -> {
            moveFirstToSecond(transaction);
            instance.commit(other -> instance.send(other, database, sender, REQUEST, "<c/>"));
        });

        assertEquals(List.of("<a/>", "<c/>", "<b/>"), texts(instance.received(database, TARGET_QUEUE)));
    }

    @Test
    void who_waits_for_the_conversation_gets_its_messages_from_the_new_group() {
        assertEquals(1, instance.received(database, TARGET_QUEUE).size());
        CompletableFuture<List<ReceivedMessage>> waiting =
                CompletableFuture.supplyAsync(() -> instance.committed(transaction -> instance.broker()
                        .conversations()
                        .receive(
                                transaction,
                                instance.queue(database, TARGET_QUEUE),
                                Optional.of(new ReceiveFilter(false, first.conversationHandle())),
                                10,
                                OptionalLong.of(-1),
                                new Cancellation())));
        Waiting.until(() -> instance.broker().views().waitingReaders(instance.queue(database, TARGET_QUEUE)) == 1);
        instance.commit(this::moveFirstToSecond);

        instance.commit(transaction -> instance.send(transaction, database, sender, REQUEST, "<c/>"));

        assertEquals(List.of("<c/>"), texts(waiting.join()));
    }
}
