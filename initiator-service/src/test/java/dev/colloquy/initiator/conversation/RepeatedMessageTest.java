package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Further requests of a dialog that are repeated with their idempotency key. */
class RepeatedMessageTest {
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
        handle = begun();
        atTarget = target.receive().handle();
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        replica.close();
        target.leaveNothingBehind();
        target.close();
    }

    private UUID begun() {
        return conversations
                .begin(BeginRequest.of(new RequestMessage("first")))
                .conversation()
                .handle();
    }

    private SendRequest more(String text, String client, String key) {
        return new SendRequest(handle, new RequestMessage(text), client, Optional.of(key));
    }

    private String sent() throws SQLException {
        return target.value("SELECT COUNT(*) FROM dbo.request_message");
    }

    private void reply(String text) throws Exception {
        target.reply(atTarget, "<ReplyMsg>" + text + "</ReplyMsg>");
        collector.receiveBatch();
    }

    private static Optional<String> text(SentMessage sent) {
        return sent.reply().flatMap(CollectedReply::reply).map(ReplyMessage::text);
    }

    @Test
    void the_same_key_and_request_find_what_was_sent_and_the_reply_that_has_come_since() throws Exception {
        reply("zero");
        SentMessage first = conversations.send(more("a", "ann", "1")).orElseThrow();
        SentMessage second = conversations.send(more("a", "ann", "1")).orElseThrow();
        reply("one");
        reply("two");
        SentMessage third = conversations.send(more("a", "ann", "1")).orElseThrow();

        assertTrue(first.created());
        assertFalse(second.created());
        assertEquals(first.sentAt(), second.sentAt());
        assertEquals(Optional.empty(), second.reply());
        assertEquals(Optional.of("one"), text(third));
        assertEquals("1", sent());
        assertEquals("<RequestMsg>a</RequestMsg>", target.receive().body());
    }

    @Test
    void who_repeats_and_waits_gets_the_reply_whether_it_has_come_or_comes() throws Exception {
        conversations.send(more("a", "ann", "1"));
        CompletableFuture<Optional<SentMessage>> early =
                conversations.sendAndAwait(more("a", "ann", "1"), LONG).toCompletableFuture();
        assertFalse(early.isDone());
        reply("one");
        CompletableFuture<Optional<SentMessage>> late =
                conversations.sendAndAwait(more("a", "ann", "1"), LONG).toCompletableFuture();

        assertEquals(Optional.of("one"), text(early.get(20, TimeUnit.SECONDS).orElseThrow()));
        assertEquals(Optional.of("one"), text(late.get(20, TimeUnit.SECONDS).orElseThrow()));
        assertEquals("1", sent());
        assertEquals(0, replica.waiters.waits());
    }

    @Test
    void what_was_sent_is_found_when_the_dialog_has_ended_since() throws Exception {
        conversations.send(more("a", "ann", "1"));
        target.end(atTarget);
        collector.receiveBatch();

        SentMessage repeated = conversations.send(more("a", "ann", "1")).orElseThrow();

        assertFalse(repeated.created());
        assertEquals(ConversationState.COMPLETED, repeated.conversation().state());
        assertThrows(ConversationNotOpen.class, () -> conversations.send(more("b", "ann", "2")));
    }

    @Test
    void the_same_key_with_another_request_or_conversation_is_refused_and_sends_nothing() throws SQLException {
        conversations.send(more("a", "ann", "1"));
        handle = begun();

        assertThrows(IdempotencyKeyReused.class, () -> conversations.send(more("a", "ann", "1")));
        assertThrows(IdempotencyKeyReused.class, () -> conversations.sendAndAwait(more("b", "ann", "1"), LONG));
        assertEquals(
                Optional.empty(),
                conversations.send(
                        new SendRequest(UUID.randomUUID(), new RequestMessage("a"), "ann", Optional.of("1"))));

        assertEquals("1", sent());
    }

    @Test
    void keys_belong_to_their_client_and_are_not_those_of_conversations() throws SQLException {
        conversations.begin(new BeginRequest(new RequestMessage("first"), "ann", Optional.of("k"), Optional.empty()));

        assertTrue(conversations.send(more("a", "ann", "k")).orElseThrow().created());
        assertTrue(conversations.send(more("a", "bob", "k")).orElseThrow().created());
        assertTrue(conversations.send(more("a", "ann", "K")).orElseThrow().created());

        assertEquals("3", sent());
    }

    @Test
    void of_requests_with_one_key_at_the_same_time_one_is_sent_and_the_others_find_it() throws Exception {
        for (int round = 0; round < 20; round++) {
            SendRequest request = more("a", "ann", "round " + round);
            List<CompletableFuture<Optional<SentMessage>>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(CompletableFuture.supplyAsync(() -> conversations.send(request), replica.workers));
            }
            int created = 0;
            for (CompletableFuture<Optional<SentMessage>> one : all) {
                created += one.get(30, TimeUnit.SECONDS).orElseThrow().created() ? 1 : 0;
            }
            assertEquals(1, created);
        }
        assertEquals("20", sent());
    }

    @Test
    void a_key_is_given_up_when_its_lifetime_is_over() throws SQLException {
        conversations.send(more("a", "ann", "1"));
        target.execute(
                "UPDATE dbo.request_message SET sent_at = DATEADD(second, ?, sent_at)",
                Math.toIntExact(-Replica.KEY_LIFETIME.toSeconds() - 1));

        assertTrue(conversations.send(more("b", "ann", "1")).orElseThrow().created());

        assertEquals("2", sent());
        assertEquals("1", target.value("SELECT COUNT(*) FROM dbo.request_message WHERE key_hash IS NOT NULL"));
    }
}
