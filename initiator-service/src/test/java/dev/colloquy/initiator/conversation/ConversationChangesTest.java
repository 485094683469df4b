package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.RequestMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationChangesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Replica replica = new Replica(DATABASE);
    private final ReplyCollector collector = replica.loop.collector();
    private final ConversationChanges changes = new ConversationChanges(
            replica.conversations,
            new Answers(replica.gateway, replica.waiters, replica.limit, replica.poll, replica.workers));
    private TargetByHand target;
    private UUID handle;
    private UUID atTarget;

    @BeforeEach
    void begin() throws SQLException {
        target = new TargetByHand(DATABASE);
        handle = replica.conversations
                .begin(BeginRequest.of(new RequestMessage("first")))
                .conversation()
                .handle();
        atTarget = target.receive().handle();
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        replica.close();
        target.leaveNothingBehind();
        target.close();
    }

    private CompletableFuture<Optional<Conversation>> findUnless(long version, Duration wait) {
        return changes.findUnless(handle, found -> found.version() == version, wait)
                .toCompletableFuture();
    }

    private CompletableFuture<Optional<List<ConversationMessage>>> unlessSoMany(int messages) {
        return changes.messagesUnless(handle, found -> found.size() == messages, LONG)
                .toCompletableFuture();
    }

    private long version() {
        return replica.conversations.find(handle).orElseThrow().version();
    }

    private void reply(String text) throws SQLException {
        target.reply(atTarget, "<ReplyMsg>" + text + "</ReplyMsg>");
    }

    @Test
    void who_knows_that_it_was_answered_may_wait_for_its_end() throws Exception {
        reply("one");
        collector.receiveBatch();
        CompletableFuture<Optional<Conversation>> change = findUnless(version(), LONG);
        assertFalse(change.isDone());

        target.end(atTarget);
        collector.receiveBatch();

        assertEquals(
                ConversationState.COMPLETED,
                change.get(20, TimeUnit.SECONDS).orElseThrow().state());
        await().until(() -> replica.limit.taken() == 0);
    }

    @Test
    void another_reply_is_news_for_who_knows_the_messages_and_not_for_who_knows_the_conversation() throws Exception {
        reply("one");
        collector.receiveBatch();
        CompletableFuture<Optional<Conversation>> conversation = findUnless(version(), LONG);
        CompletableFuture<Optional<List<ConversationMessage>>> messages = unlessSoMany(2);
        assertFalse(messages.isDone());

        reply("two");
        collector.receiveBatch();

        assertEquals(3, messages.get(20, TimeUnit.SECONDS).orElseThrow().size());
        assertFalse(conversation.isDone());
        assertTrue(conversation.cancel(false));
        await().until(() -> replica.waiters.waits() == 0 && replica.limit.taken() == 0);
    }

    @Test
    void what_is_not_known_is_told_at_once() {
        assertTrue(findUnless(0, LONG).isDone());
        assertTrue(unlessSoMany(7).isDone());
        assertTrue(findUnless(version(), Duration.ZERO).isDone());
        assertEquals(0, replica.waiters.waits());
    }

    @Test
    void a_wait_that_brings_nothing_ends_with_what_is_known() throws Exception {
        long known = version();

        Conversation found = findUnless(known, Duration.ofMillis(1))
                .get(20, TimeUnit.SECONDS)
                .orElseThrow();

        assertEquals(known, found.version());
    }

    @Test
    void nothing_is_known_of_a_handle_that_the_ledger_does_not_hold() {
        UUID unknown = UUID.randomUUID();

        assertEquals(
                Optional.empty(),
                changes.findUnless(unknown, found -> true, LONG)
                        .toCompletableFuture()
                        .join());
        assertEquals(
                Optional.empty(),
                changes.messagesUnless(unknown, found -> true, LONG)
                        .toCompletableFuture()
                        .join());
    }
}
