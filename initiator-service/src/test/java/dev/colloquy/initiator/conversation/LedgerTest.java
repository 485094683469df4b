package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.receive.CancellableStatement;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.SimpleContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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

/** The procedures, called as the run-time login calls them. */
class LedgerTest {
    private static final String REQUEST = "<RequestMsg>how are you?</RequestMsg>";
    private static final String REPLY = "<ReplyMsg>fine</ReplyMsg>";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ZERO;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final ConversationGateway gateway = new ConversationGateway(DATABASE.pool());
    private TargetByHand target;

    @BeforeEach
    void connect() throws SQLException {
        target = new TargetByHand(DATABASE);
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        target.leaveNothingBehind();
        target.close();
    }

    private List<Outcome> collect(int batch, Duration wait) throws SQLException {
        return gateway.collect(new CancellableStatement(), batch, wait);
    }

    private Outcome collectOne() throws SQLException {
        List<Outcome> filed = collect(32, SOON);
        assertEquals(1, filed.size());
        return filed.get(0);
    }

    private Conversation inLedger(UUID handle) {
        return gateway.read(handle).orElseThrow();
    }

    private String openInitiatorEndpoints() throws SQLException {
        return target.value("SELECT COUNT(*) FROM sys.conversation_endpoints WHERE is_initiator = 1");
    }

    @Test
    void begin_enters_the_conversation_and_sends_the_request() throws SQLException {
        Instant before = Instant.now();

        Begun begun = gateway.begin(REQUEST);

        TargetByHand.Received received = target.receive();
        assertEquals(SimpleContract.REQUEST_MESSAGE, received.type());
        assertEquals(REQUEST, received.body());
        Conversation entered = inLedger(begun.handle());
        assertEquals(begun.id(), entered.id());
        assertEquals(ConversationState.BEGUN, entered.state());
        assertEquals("how are you?", entered.request().text());
        assertEquals(begun.at(), entered.begunAt());
        assertTrue(Duration.between(before, begun.at()).abs().compareTo(Duration.ofMinutes(1)) < 0, "UTC");
        assertEquals(Optional.empty(), entered.repliedAt());
        assertEquals(Optional.empty(), entered.endedAt());
    }

    @Test
    void a_reply_and_an_end_that_come_together_complete_the_conversation() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        target.answer(REPLY);

        Outcome outcome = collectOne();

        assertEquals(begun.handle(), outcome.handle());
        assertEquals(ConversationState.BEGUN, outcome.previousState());
        assertEquals(ConversationState.COMPLETED, outcome.state());
        assertEquals(Optional.of(REPLY), outcome.reply());
        assertTrue(outcome.bringsReply());
        Conversation filed = inLedger(begun.handle());
        assertEquals(ConversationState.COMPLETED, filed.state());
        assertEquals(Optional.of(new ReplyMessage("fine")), filed.reply());
        assertEquals(filed.repliedAt(), filed.endedAt());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void a_reply_that_comes_alone_is_filed_and_the_end_completes_the_conversation_later() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        UUID atTarget = target.receive().handle();
        target.reply(atTarget, REPLY);
        Outcome replied = collectOne();
        target.end(atTarget);

        Outcome ended = collectOne();

        assertEquals(ConversationState.REPLIED, replied.state());
        assertEquals(Optional.of(REPLY), replied.reply());
        assertEquals(Optional.empty(), replied.endedAt());
        assertEquals(ConversationState.REPLIED, ended.previousState());
        assertEquals(ConversationState.COMPLETED, ended.state());
        assertEquals(Optional.of(REPLY), ended.reply());
        assertFalse(ended.bringsReply());
        assertEquals(replied.repliedAt(), inLedger(begun.handle()).repliedAt());
    }

    @Test
    void an_end_without_a_reply_completes_the_conversation_without_one() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        target.end(target.receive().handle());

        Outcome outcome = collectOne();

        assertEquals(ConversationState.COMPLETED, outcome.state());
        assertEquals(Optional.empty(), outcome.reply());
        assertFalse(outcome.bringsReply());
        assertEquals(Optional.empty(), inLedger(begun.handle()).repliedAt());
    }

    @Test
    void of_several_replies_the_first_counts() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        UUID atTarget = target.receive().handle();
        target.reply(atTarget, "<ReplyMsg>z first</ReplyMsg>");
        target.reply(atTarget, "<ReplyMsg>a second</ReplyMsg>");
        collectOne();
        target.reply(atTarget, "<ReplyMsg>third</ReplyMsg>");

        collectOne();

        assertEquals(
                Optional.of(new ReplyMessage("z first")),
                inLedger(begun.handle()).reply());
    }

    @Test
    void an_error_fails_the_conversation_with_code_and_description_as_they_were_given() throws SQLException {
        String description = "a < b && c > d, \"quoted\", 'quoted', &lt;escaped&gt; & &amp;amp;, \u00e4\u20ac";
        Begun begun = gateway.begin(REQUEST);
        target.endWithError(target.receive().handle(), 4711, description);

        Outcome outcome = collectOne();

        assertEquals(ConversationState.FAILED, outcome.state());
        assertEquals(Optional.of(new ConversationError(4711, description)), outcome.error());
        assertEquals(
                Optional.of(new ConversationError(4711, description)),
                inLedger(begun.handle()).error());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void a_description_of_3000_characters_is_filed_whole() throws SQLException {
        String description = "&".repeat(3000);
        gateway.begin(REQUEST);
        target.endWithError(target.receive().handle(), 1, description);

        Outcome outcome = collectOne();

        assertEquals(Optional.of(new ConversationError(1, description)), outcome.error());
    }

    @Test
    void a_reply_before_an_error_stays() throws SQLException {
        gateway.begin(REQUEST);
        UUID atTarget = target.receive().handle();
        target.reply(atTarget, REPLY);
        collectOne();
        target.endWithError(atTarget, 9, "no");

        Outcome outcome = collectOne();

        assertEquals(ConversationState.FAILED, outcome.state());
        assertEquals(Optional.of(REPLY), outcome.reply());
    }

    @Test
    void a_lifetime_that_is_over_expires_the_conversation() throws SQLException {
        UUID handle = beginByHand(
                "ON CONTRACT [//BothDB/2InstSample/SimpleContract] WITH LIFETIME = 1",
                "MESSAGE TYPE [//BothDB/2InstSample/RequestMessage]");

        Outcome outcome = collectOne();

        assertEquals(handle, outcome.handle());
        assertEquals(ConversationState.EXPIRED, outcome.state());
        assertEquals(-8489, outcome.error().orElseThrow().code());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void a_message_that_is_not_part_of_the_contract_fails_the_conversation_and_tells_the_target() throws SQLException {
        beginByHand("", "");
        UUID atTarget = target.receive().handle();
        target.execute("SEND ON CONVERSATION ? (?)", atTarget, "<surprise/>");

        Outcome outcome = collectOne();

        assertEquals(ConversationState.FAILED, outcome.state());
        assertEquals(2, outcome.error().orElseThrow().code());
        TargetByHand.Received told = target.receive();
        assertEquals(SimpleContract.ERROR, told.type());
        assertTrue(told.body().contains("<Code>2</Code>"), told.body());
    }

    /** Begins a dialog that the procedure would not begin, and enters it in the ledger. */
    private UUID beginByHand(String options, String messageType) throws SQLException {
        target.execute("DECLARE @h uniqueidentifier; BEGIN DIALOG @h"
                + " FROM SERVICE [//InstDB/2InstSample/InitiatorService]"
                + " TO SERVICE N'//TgtDB/2InstSample/TargetService' " + options + ";"
                + " SEND ON CONVERSATION @h " + messageType + " (N'" + REQUEST + "');"
                + " INSERT INTO dbo.conversation (conversation_handle, state, request, begun_at)"
                + " VALUES (@h, 'BEGUN', N'" + REQUEST + "', SYSUTCDATETIME());");
        return UUID.fromString(target.value("SELECT conversation_handle FROM dbo.conversation"));
    }

    @Test
    void a_byte_order_mark_before_a_reply_is_not_filed() throws SQLException {
        gateway.begin(REQUEST);
        target.answer("\uFEFF" + REPLY);

        assertEquals(Optional.of(REPLY), collectOne().reply());
    }

    @Test
    void a_reply_that_is_other_xml_is_filed_and_shown_as_an_error() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        target.answer("<Other/>");

        Outcome outcome = collectOne();

        assertEquals(Optional.of("<Other/>"), outcome.reply());
        Conversation shown = inLedger(begun.handle());
        assertEquals(ConversationState.COMPLETED, shown.state());
        assertEquals(Optional.empty(), shown.reply());
        assertTrue(shown.error().orElseThrow().description().startsWith("The reply cannot be read"), shown.toString());
    }

    @Test
    void a_conversation_that_is_not_in_the_ledger_is_ended_and_does_not_harm_the_others() throws SQLException {
        Begun orphan = gateway.begin(REQUEST);
        target.answer(REPLY);
        target.execute("DELETE FROM dbo.conversation WHERE conversation_handle = ?", orphan.handle());
        Begun begun = gateway.begin(REQUEST);
        target.answer(REPLY);

        Outcome outcome = collectOne();

        assertEquals(begun.handle(), outcome.handle());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void a_reply_that_comes_late_does_not_change_an_ended_row() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        target.execute("UPDATE dbo.conversation SET state = 'ENDED' WHERE conversation_handle = ?", begun.handle());
        target.answer(REPLY);

        List<Outcome> filed = collect(32, SOON);

        assertEquals(List.of(), filed);
        assertEquals(ConversationState.ENDED, inLedger(begun.handle()).state());
        assertEquals(Optional.empty(), inLedger(begun.handle()).reply());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void a_batch_takes_no_more_conversations_than_asked_for() throws SQLException {
        for (int i = 0; i < 5; i++) {
            gateway.begin(REQUEST);
            target.answer(REPLY);
        }

        assertEquals(2, collect(2, SOON).size());
        assertEquals(3, collect(32, SOON).size());
        assertEquals(0, collect(32, AT_ONCE).size());
    }

    @Test
    void many_replies_of_one_conversation_are_received_in_portions() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        UUID atTarget = target.receive().handle();
        target.execute(
                "DECLARE @i int = 0, @h uniqueidentifier = ?; WHILE @i < 250 BEGIN SEND ON CONVERSATION @h"
                        + " MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (?); SET @i += 1; END;",
                atTarget,
                REPLY);
        target.end(atTarget);

        collect(1, SOON);
        assertEquals(ConversationState.REPLIED, inLedger(begun.handle()).state());
        collect(32, SOON);

        assertEquals(ConversationState.COMPLETED, inLedger(begun.handle()).state());
    }

    @Test
    void ending_an_open_conversation_files_it_and_tells_the_target() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        target.receive();

        ConversationSummary ended = gateway.end(begun.handle()).orElseThrow();

        assertEquals(ConversationState.ENDED, ended.state());
        assertTrue(ended.endedAt().isPresent());
        TargetByHand.Received told = target.receive();
        assertEquals(SimpleContract.ERROR, told.type());
        assertTrue(told.body().contains("The initiator ended the conversation before it was completed."), told.body());
        assertEquals(ended, gateway.end(begun.handle()).orElseThrow());
    }

    @Test
    void ending_a_completed_conversation_leaves_it_as_it_is() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        target.answer(REPLY);
        collectOne();

        assertEquals(
                ConversationState.COMPLETED,
                gateway.end(begun.handle()).orElseThrow().state());
        assertEquals(ConversationState.COMPLETED, inLedger(begun.handle()).state());
    }

    @Test
    void ending_a_conversation_whose_endpoint_was_removed_closes_the_row() throws SQLException {
        Begun begun = gateway.begin(REQUEST);
        target.execute("END CONVERSATION ? WITH CLEANUP", begun.handle());

        assertEquals(
                ConversationState.ENDED,
                gateway.end(begun.handle()).orElseThrow().state());
    }

    @Test
    void an_end_that_meets_with_the_collector_leaves_every_conversation_in_one_final_state() throws Exception {
        List<UUID> handles = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            handles.add(gateway.begin(REQUEST).handle());
            target.answer(REPLY);
        }

        CompletableFuture<Void> collecting = CompletableFuture.runAsync(this::collectAll);
        for (UUID handle : handles) {
            assertTrue(gateway.end(handle).isPresent());
        }
        collecting.get(60, TimeUnit.SECONDS);

        for (UUID handle : handles) {
            Conversation conversation = inLedger(handle);
            assertEquals(
                    conversation.state() == ConversationState.COMPLETED,
                    conversation.reply().isPresent());
            assertFalse(conversation.state().isOpen(), conversation.toString());
        }
        assertEquals("0", openInitiatorEndpoints());
    }

    /** Two at a time, until nothing is open any more. */
    private void collectAll() {
        try {
            while (gateway.countOpen(1) > 0) {
                collect(2, AT_ONCE);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_unknown_handle_is_neither_found_nor_ended() {
        assertEquals(Optional.empty(), gateway.read(UUID.randomUUID()));
        assertEquals(Optional.empty(), gateway.end(UUID.randomUUID()));
    }

    @Test
    void pages_follow_each_other_in_the_order_of_begin() throws SQLException {
        List<Long> ids = List.of(
                gateway.begin(REQUEST).id(),
                gateway.begin(REQUEST).id(),
                gateway.begin(REQUEST).id());
        target.answer(REPLY);
        collectOne();

        List<ConversationSummary> first = gateway.list(Optional.empty(), 0, 2);
        List<ConversationSummary> second =
                gateway.list(Optional.empty(), first.get(1).id(), 2);
        List<ConversationSummary> begun = gateway.list(Optional.of(ConversationState.BEGUN), 0, 10);
        List<ConversationSummary> completed = gateway.list(Optional.of(ConversationState.COMPLETED), 0, 10);

        assertEquals(
                ids.subList(0, 2), first.stream().map(ConversationSummary::id).toList());
        assertEquals(
                ids.subList(2, 3), second.stream().map(ConversationSummary::id).toList());
        assertEquals(2, begun.size());
        assertEquals(1, completed.size());
        assertTrue(completed.get(0).endedAt().isPresent());
    }

    @Test
    void open_conversations_are_counted_up_to_a_limit() throws SQLException {
        for (int i = 0; i < 4; i++) {
            gateway.begin(REQUEST);
        }
        target.answer(REPLY);
        collectOne();

        assertEquals(3, gateway.countOpen(10));
        assertEquals(2, gateway.countOpen(2));
    }

    @Test
    void the_run_time_login_cannot_get_at_the_ledger_or_the_queue_by_itself() throws SQLException {
        try (Connection connection = DATABASE.pool().getConnection()) {
            for (String statement : List.of(
                    "SELECT 1 FROM dbo.conversation",
                    "DELETE FROM dbo.conversation",
                    "RECEIVE TOP (1) message_body FROM dbo.InstInitiatorQueue")) {
                SQLException refused =
                        assertThrows(SQLException.class, () -> LedgerDatabase.execute(connection, statement));
                assertEquals(229, refused.getErrorCode(), refused.getMessage());
            }
        }
    }

    @Test
    void the_queue_is_not_turned_off_by_rollbacks() throws SQLException {
        assertEquals(
                "0",
                target.value("SELECT is_poison_message_handling_enabled FROM sys.service_queues"
                        + " WHERE name = N'InstInitiatorQueue'"));
    }
}
