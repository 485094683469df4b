package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.RequestMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are repeated with their idempotency key. */
class IdempotencyTest {
    private static final String REPLY = "<ReplyMsg>fine</ReplyMsg>";

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Replica replica = new Replica(DATABASE);
    private final Conversations conversations = replica.conversations;
    private TargetByHand target;

    @BeforeEach
    void connect() throws SQLException {
        target = new TargetByHand(DATABASE);
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        replica.close();
        target.leaveNothingBehind();
        target.close();
    }

    private static BeginRequest request(String text, String client, String key) {
        return new BeginRequest(new RequestMessage(text), client, Optional.of(key), Optional.empty());
    }

    private String dialogs() throws SQLException {
        return target.value("SELECT COUNT(*) FROM sys.conversation_endpoints WHERE is_initiator = 1");
    }

    @Test
    void the_same_key_and_request_find_the_conversation_as_it_stands() throws SQLException {
        Beginning begun = conversations.begin(request("a", "ann", "1"));
        target.answer(REPLY);
        replica.loop.collector().receiveBatch();

        Beginning repeated = conversations.begin(request("a", "ann", "1"));

        assertTrue(begun.created());
        assertFalse(repeated.created());
        assertEquals(ConversationState.COMPLETED, repeated.conversation().state());
        assertEquals(conversations.find(begun.conversation().handle()), Optional.of(repeated.conversation()));
        assertEquals(1, replica.registry.counter("colloquy.conversations.begun").count());
    }

    @Test
    void the_same_key_with_another_request_is_refused_and_begins_nothing() throws SQLException {
        conversations.begin(request("a", "ann", "1"));
        BeginRequest otherLifetime =
                new BeginRequest(new RequestMessage("a"), "ann", Optional.of("1"), Optional.of(Duration.ofHours(1)));

        assertThrows(IdempotencyKeyReused.class, () -> conversations.begin(request("b", "ann", "1")));
        assertThrows(IdempotencyKeyReused.class, () -> conversations.begin(otherLifetime));

        assertEquals("1", dialogs());
    }

    @Test
    void keys_belong_to_their_client_and_differ_by_case() throws SQLException {
        List<BeginRequest> different = List.of(
                request("a", "ann", "k"), request("a", "bob", "k"), request("a", "", "k"), request("a", "ann", "K"));

        for (BeginRequest request : different) {
            assertTrue(conversations.begin(request).created());
        }

        assertEquals("4", dialogs());
    }

    @Test
    void who_repeats_and_waits_gets_the_reply_to_the_first_request() throws Exception {
        Beginning begun = conversations.begin(request("a", "ann", "1"));
        CompletableFuture<Beginning> repeated = conversations
                .beginAndAwait(request("a", "ann", "1"), Duration.ofMinutes(1))
                .toCompletableFuture();
        target.answer(REPLY);

        replica.loop.collector().receiveBatch();

        Beginning answered = repeated.get(20, TimeUnit.SECONDS);
        assertFalse(answered.created());
        assertEquals(begun.conversation().handle(), answered.conversation().handle());
        assertTrue(answered.conversation().reply().isPresent());
    }

    @Test
    void of_requests_with_one_key_at_the_same_time_one_begins_and_the_others_find_it() throws Exception {
        for (int round = 0; round < 20; round++) {
            BeginRequest request = request("a", "ann", "round " + round);

            List<Beginning> all = atOnce(request, 6);

            assertEquals(1, all.stream().filter(Beginning::created).count());
            assertEquals(
                    1,
                    all.stream()
                            .map(beginning -> beginning.conversation().handle())
                            .collect(Collectors.toSet())
                            .size());
        }
        assertEquals("20", dialogs());
    }

    private List<Beginning> atOnce(BeginRequest request, int times) throws Exception {
        List<CompletableFuture<Beginning>> begun = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            begun.add(CompletableFuture.supplyAsync(() -> conversations.begin(request), replica.workers));
        }
        List<Beginning> all = new ArrayList<>();
        for (CompletableFuture<Beginning> beginning : begun) {
            all.add(beginning.get(30, TimeUnit.SECONDS));
        }
        return all;
    }

    @Test
    void a_key_is_given_up_when_its_lifetime_is_over() throws Exception {
        Beginning begun = conversations.begin(request("a", "ann", "1"));
        makeOlder(Replica.KEY_LIFETIME.plusSeconds(1));

        List<Beginning> later = atOnce(request("b", "ann", "1"), 4);

        assertEquals(1, later.stream().filter(Beginning::created).count());
        for (Beginning beginning : later) {
            assertNotEquals(
                    begun.conversation().handle(), beginning.conversation().handle());
        }
        assertEquals("1", target.value("SELECT COUNT(*) FROM dbo.conversation WHERE idempotency_key IS NOT NULL"));
    }

    @Test
    void a_key_stands_for_its_conversation_until_its_lifetime_is_over() throws SQLException {
        conversations.begin(request("a", "ann", "1"));
        makeOlder(Replica.KEY_LIFETIME.minusMinutes(1));

        assertFalse(conversations.begin(request("a", "ann", "1")).created());
    }

    private void makeOlder(Duration age) throws SQLException {
        target.execute(
                "UPDATE dbo.conversation SET begun_at = DATEADD(second, ?, begun_at)",
                Math.toIntExact(-age.toSeconds()));
    }

    @Test
    void what_does_not_fit_the_ledger_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> request("a", "c".repeat(129), "1"));
        assertThrows(IllegalArgumentException.class, () -> request("a", "ann", "1".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> request("a", "ann", ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BeginRequest(
                        new RequestMessage("a"), "", Optional.empty(), Optional.of(Duration.ofMillis(999))));
    }
}
