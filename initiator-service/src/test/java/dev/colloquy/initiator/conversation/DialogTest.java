package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.initiator.conversation.ConversationMessage.Direction;
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

/** Dialogs of several messages. */
class DialogTest {
    private static final RequestMessage MORE = new RequestMessage("more");
    private static final Duration LONG = Duration.ofMinutes(1);

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Replica replica = new Replica(DATABASE);
    private final Conversations conversations = replica.conversations;
    private final ReplyCollector collector = replica.loop.collector();
    private TargetByHand target;
    private UUID handle;
    private UUID atTarget;

    @BeforeEach
    void begin() throws SQLException {
        target = new TargetByHand(DATABASE);
        handle = conversations
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

    private void reply(String text) throws SQLException {
        target.reply(atTarget, "<ReplyMsg>" + text + "</ReplyMsg>");
    }

    private CompletableFuture<Optional<SentMessage>> sendAndAwait(Duration wait) {
        return conversations.sendAndAwait(SendRequest.of(handle, MORE), wait).toCompletableFuture();
    }

    private static SentMessage get(CompletableFuture<Optional<SentMessage>> sent) throws Exception {
        return sent.get(20, TimeUnit.SECONDS).orElseThrow();
    }

    private static Optional<String> text(SentMessage sent) {
        return sent.reply().flatMap(CollectedReply::reply).map(ReplyMessage::text);
    }

    @Test
    void a_further_request_reaches_the_target_in_the_same_dialog() throws SQLException {
        SentMessage sent = conversations.send(SendRequest.of(handle, MORE)).orElseThrow();

        TargetByHand.Received received = target.receive();
        assertEquals(atTarget, received.handle());
        assertEquals("<RequestMsg>more</RequestMsg>", received.body());
        assertEquals(ConversationState.BEGUN, sent.conversation().state());
        assertEquals(Optional.empty(), sent.reply());
    }

    @Test
    void who_sends_and_waits_gets_the_reply_that_comes_after_the_request() throws Exception {
        reply("one");
        collector.receiveBatch();
        CompletableFuture<Optional<SentMessage>> second = sendAndAwait(LONG);
        reply("two");
        collector.receiveBatch();
        CompletableFuture<Optional<SentMessage>> third = sendAndAwait(LONG);
        assertFalse(third.isDone());
        reply("three");
        reply("four");
        collector.receiveBatch();

        assertEquals(Optional.of("two"), text(get(second)));
        assertEquals(Optional.of("three"), text(get(third)));
        assertEquals(
                Optional.of(new ReplyMessage("one")), get(third).conversation().reply());
        assertEquals(0, replica.waiters.waits());
    }

    @Test
    void news_that_is_kept_from_before_the_request_does_not_end_the_wait() throws Exception {
        ReplyWaiters.Expectation slow = replica.waiters.expect();
        reply("one");
        collector.receiveBatch();
        CompletableFuture<Optional<SentMessage>> second = sendAndAwait(LONG);

        assertEquals(1, replica.waiters.waits());
        assertFalse(second.isDone());
        reply("two");
        collector.receiveBatch();

        assertEquals(Optional.of("two"), text(get(second)));
        slow.close();
    }

    @Test
    void news_without_a_reply_lets_the_wait_go_on() throws Exception {
        CompletableFuture<Optional<SentMessage>> sent = sendAndAwait(LONG);

        replica.waiters.wake(handle, Optional.empty());
        await().until(() -> replica.waiters.waits() == 1);
        reply("one");
        collector.receiveBatch();

        assertEquals(Optional.of("one"), text(get(sent)));
    }

    @Test
    void a_wait_ends_without_a_reply_when_the_target_ends_the_dialog() throws Exception {
        CompletableFuture<Optional<SentMessage>> sent = sendAndAwait(LONG);
        target.end(atTarget);
        collector.receiveBatch();

        assertEquals(Optional.empty(), get(sent).reply());
        assertEquals(ConversationState.COMPLETED, get(sent).conversation().state());
    }

    @Test
    void a_wait_that_is_over_gives_what_is_known_then() throws Exception {
        SentMessage sent = get(sendAndAwait(Duration.ofMillis(50)));

        assertEquals(Optional.empty(), sent.reply());
        await().until(() -> replica.limit.taken() == 0);
        assertEquals(0, replica.waiters.waits());
    }

    @Test
    void nothing_is_kept_for_a_client_who_has_gone() {
        CompletableFuture<Optional<SentMessage>> sent = sendAndAwait(LONG);

        sent.cancel(false);

        assertEquals(0, replica.waiters.waits());
        assertEquals(0, replica.limit.taken());
    }

    @Test
    void messages_come_in_their_order() throws SQLException {
        conversations.send(SendRequest.of(handle, MORE));
        reply("one");
        reply("two");
        collector.receiveBatch();
        conversations.send(SendRequest.of(handle, new RequestMessage("last")));
        target.reply(atTarget, "<Other/>");
        target.end(atTarget);
        collector.receiveBatch();

        List<ConversationMessage> messages = conversations.messages(handle).orElseThrow();

        assertEquals(
                List.of("first", "more", "one", "two", "last", "<Other/>"),
                messages.stream().map(ConversationMessage::text).toList());
        assertEquals(
                List.of(
                        Direction.REQUEST,
                        Direction.REQUEST,
                        Direction.REPLY,
                        Direction.REPLY,
                        Direction.REQUEST,
                        Direction.REPLY),
                messages.stream().map(ConversationMessage::direction).toList());
    }

    @Test
    void nothing_is_sent_when_either_side_has_ended_the_dialog() throws SQLException {
        target.end(atTarget);
        await().until(() ->
                "DI".equals(target.value("SELECT state FROM sys.conversation_endpoints WHERE is_initiator = 1")));

        assertThrows(ConversationNotOpen.class, () -> conversations.send(SendRequest.of(handle, MORE)));
        collector.receiveBatch();
        assertThrows(ConversationNotOpen.class, () -> conversations.send(SendRequest.of(handle, MORE)));

        assertEquals("0", target.value("SELECT COUNT(*) FROM dbo.request_message"));
    }

    @Test
    void an_unknown_handle_is_not_found() {
        assertEquals(Optional.empty(), conversations.send(SendRequest.of(UUID.randomUUID(), MORE)));
        assertEquals(Optional.empty(), conversations.messages(UUID.randomUUID()));
        assertEquals(
                Optional.empty(),
                conversations
                        .sendAndAwait(SendRequest.of(UUID.randomUUID(), MORE), LONG)
                        .toCompletableFuture()
                        .join());
    }
}
