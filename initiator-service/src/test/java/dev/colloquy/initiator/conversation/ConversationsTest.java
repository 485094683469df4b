package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

/** Conversations with a target and a collector that work by hand, one step at a time. */
class ConversationsTest {
    private static final RequestMessage REQUEST = new RequestMessage("how are you?");
    private static final String REPLY = "<ReplyMsg>fine</ReplyMsg>";
    private static final Optional<ReplyMessage> FINE = Optional.of(new ReplyMessage("fine"));
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Replica replica = new Replica(DATABASE);
    private final ReplyWaiters waiters = replica.waiters;
    private final SimpleMeterRegistry registry = replica.registry;
    private final Conversations conversations = replica.conversations;
    private final CollectorLoop loop = replica.loop;
    private final ReplyCollector collector = loop.collector();
    private TargetByHand target;

    @BeforeEach
    void connect() throws SQLException {
        target = new TargetByHand(DATABASE);
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        replica.close();
        target.leaveNothingBehind();
        target.close();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_service_that_stops_tells_those_who_wait_what_is_known_and_lets_nobody_wait_any_more() throws Exception {
        UUID handle = begin().handle();
        CompletableFuture<Optional<Conversation>> waiting =
                conversations.findAndAwait(handle, LONG).toCompletableFuture();
        CompletableFuture<List<CollectedReply>> reading =
                replica.feed.readAndAwait(replica.feed.lastPosition(), 10, LONG).toCompletableFuture();
        replica.answers.stop();
        replica.feedWaiters.stop();

        assertEquals(ConversationState.BEGUN, get(waiting).orElseThrow().state());
        assertEquals(List.of(), get(reading));
        assertEquals(
                ConversationState.BEGUN,
                get(conversations.findAndAwait(handle, LONG).toCompletableFuture())
                        .orElseThrow()
                        .state());
        assertEquals(0, waiters.waits() + replica.feedWaiters.waits());
    }

    private Conversation begin() {
        return conversations.begin(BeginRequest.of(REQUEST)).conversation();
    }

    private CompletableFuture<Beginning> beginAndAwait(Duration wait) {
        return conversations.beginAndAwait(BeginRequest.of(REQUEST), wait).toCompletableFuture();
    }

    private CompletableFuture<Optional<Conversation>> findAndAwait(UUID handle, Duration wait) {
        return conversations.findAndAwait(handle, wait).toCompletableFuture();
    }

    @Test
    void who_begins_and_waits_gets_the_conversation_with_its_reply() throws Exception {
        CompletableFuture<Beginning> answer = beginAndAwait(LONG);
        target.answer(REPLY);
        assertFalse(answer.isDone());

        assertEquals(1, collector.receiveBatch());

        Conversation completed = get(answer).conversation();
        assertEquals(FINE, completed.reply());
        assertEquals(ConversationState.COMPLETED, completed.state());
        assertEquals(conversations.find(completed.handle()), Optional.of(completed));
        assertEquals(0, waiters.waits());
    }

    @Test
    void a_wait_ends_with_the_reply_though_the_target_has_not_ended_its_side() throws Exception {
        CompletableFuture<Beginning> answer = beginAndAwait(LONG);
        UUID atTarget = target.receive().handle();
        target.reply(atTarget, REPLY);

        collector.receiveBatch();

        assertEquals(ConversationState.REPLIED, get(answer).conversation().state());
        assertEquals(
                FINE,
                get(findAndAwait(get(answer).conversation().handle(), LONG))
                        .orElseThrow()
                        .reply());
    }

    @Test
    void a_failure_ends_a_wait_too() throws Exception {
        Conversation begun = begin();
        CompletableFuture<Optional<Conversation>> answer = findAndAwait(begun.handle(), LONG);
        target.endWithError(target.receive().handle(), 4711, "no");

        collector.receiveBatch();

        assertEquals(
                Optional.of(new ConversationError(4711, "no")),
                get(answer).orElseThrow().error());
    }

    @Test
    void a_wait_that_is_over_gives_the_state_that_the_conversation_has_then() throws Exception {
        Conversation begun = get(beginAndAwait(SHORT)).conversation();

        assertEquals(ConversationState.BEGUN, begun.state());
        assertEquals(Optional.empty(), begun.reply());
        await().until(() -> waiters.waits() == 0);
    }

    @Test
    void a_reply_that_another_process_has_collected_is_found_after_the_wait() throws Exception {
        CompletableFuture<Beginning> answer = beginAndAwait(Duration.ofSeconds(2));
        target.answer(REPLY);
        try (Replica other = new Replica(DATABASE)) {
            other.loop.collector().receiveBatch();
        }

        assertEquals(FINE, get(answer).conversation().reply());
    }

    @Test
    void a_wait_of_nothing_does_not_wait() {
        CompletableFuture<Beginning> begun = beginAndAwait(Duration.ZERO);

        assertTrue(begun.isDone());
        assertTrue(findAndAwait(begun.join().conversation().handle(), Duration.ZERO)
                .isDone());
    }

    @Test
    void what_is_answered_already_is_found_at_once() throws Exception {
        Conversation begun = begin();
        target.answer(REPLY);
        collector.receiveBatch();

        CompletableFuture<Optional<Conversation>> found = findAndAwait(begun.handle(), LONG);

        assertTrue(found.isDone());
        assertEquals(FINE, found.join().orElseThrow().reply());
    }

    @Test
    void an_unknown_handle_is_not_waited_for() {
        assertEquals(Optional.empty(), findAndAwait(UUID.randomUUID(), LONG).join());
        assertEquals(Optional.empty(), conversations.find(UUID.randomUUID()));
        assertFalse(conversations.end(UUID.randomUUID()));
    }

    @Test
    void ending_a_conversation_ends_the_waits_for_it() throws Exception {
        Conversation begun = begin();
        CompletableFuture<Optional<Conversation>> answer = findAndAwait(begun.handle(), LONG);

        assertTrue(conversations.end(begun.handle()));

        assertEquals(ConversationState.ENDED, get(answer).orElseThrow().state());
    }

    @Test
    void nothing_is_kept_for_a_client_who_has_gone() {
        CompletableFuture<Beginning> begun = beginAndAwait(LONG);
        UUID handle = conversations
                .list(Optional.of(ConversationState.BEGUN), 0, 1)
                .get(0)
                .handle();
        CompletableFuture<Optional<Conversation>> found = findAndAwait(handle, LONG);
        assertEquals(2, waiters.waits());

        begun.cancel(false);
        found.cancel(false);

        assertEquals(0, waiters.waits());
    }

    @Test
    void a_text_that_no_xml_can_carry_changes_nothing() {
        List<ConversationSummary> before = conversations.list(Optional.empty(), 0, 100);

        assertThrows(
                IllegalArgumentException.class,
                () -> conversations.begin(BeginRequest.of(new RequestMessage("\u0000"))));

        assertEquals(before, conversations.list(Optional.empty(), 0, 100));
    }

    @Test
    void meters_count_what_was_begun_replied_and_failed() throws Exception {
        begin();
        begin();
        target.answer(REPLY);
        target.endWithError(target.receive().handle(), 1, "no");

        assertEquals(2, collector.receiveBatch());

        assertEquals(2, registry.counter("colloquy.conversations.begun").count());
        assertEquals(1, registry.counter("colloquy.conversations.replied").count());
        assertEquals(1, registry.counter("colloquy.conversations.failed").count());
        assertEquals(0, registry.counter("colloquy.conversations.expired").count());
        assertEquals(1, registry.timer("colloquy.roundtrip").count());
    }

    @Test
    void a_cancelled_collector_comes_back_without_messages() throws Exception {
        ReplyCollector blocked = loop.collector();
        CompletableFuture<Integer> received = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return blocked.receiveBatch();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                replica.workers);

        await().until(() -> {
            blocked.cancelWait();
            return received.isDone();
        });

        assertEquals(0, received.join());
        assertEquals("0", target.value("SELECT SUM(open_transaction_count) FROM sys.dm_exec_sessions"));
    }
}
