package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.SimpleContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Conversations that end, one way or another. */
class LedgerEndingsTest extends LedgerFixture {
    @Test
    void an_end_without_a_reply_completes_the_conversation_without_one() throws SQLException {
        Conversation begun = begin();
        target.end(target.receive().handle());

        Outcome outcome = collectOne();

        assertEquals(ConversationState.COMPLETED, outcome.state());
        assertEquals(Optional.empty(), outcome.reply());
        assertFalse(outcome.bringsReply());
        assertEquals(Optional.empty(), inLedger(begun.handle()).repliedAt());
    }

    @Test
    void an_error_fails_the_conversation_with_code_and_description_as_they_were_given() throws SQLException {
        String description = "a < b && c > d, \"quoted\", 'quoted', &lt;escaped&gt; & &amp;amp;, \u00e4\u20ac";
        Conversation begun = begin();
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
        begin();
        target.endWithError(target.receive().handle(), 1, description);

        Outcome outcome = collectOne();

        assertEquals(Optional.of(new ConversationError(1, description)), outcome.error());
    }

    @Test
    void a_reply_before_an_error_stays() throws SQLException {
        begin();
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
        Conversation begun = begin(Duration.ofSeconds(1));

        Outcome outcome = collectOne();

        assertEquals(Optional.of(begun.begunAt().plusSeconds(1)), begun.expiresAt());
        assertEquals(begun.handle(), outcome.handle());
        assertEquals(ConversationState.EXPIRED, outcome.state());
        assertEquals(-8489, outcome.error().orElseThrow().code());
        Conversation filed = inLedger(begun.handle());
        assertEquals(ConversationState.EXPIRED, filed.state());
        assertEquals(begun.expiresAt(), filed.expiresAt());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void a_lifetime_is_the_dialogs_and_no_lifetime_is_the_longest() throws SQLException {
        Conversation lasting = begin();
        Conversation bounded = begin(Duration.ofHours(1));

        assertEquals(Optional.empty(), lasting.expiresAt());
        assertEquals(Optional.of(bounded.begunAt().plusSeconds(3600)), bounded.expiresAt());
        assertEquals(
                "1 2",
                target.value(
                        "SELECT CONCAT(SUM(CASE WHEN lifetime < DATEADD(hour, 2, SYSUTCDATETIME()) THEN 1 ELSE 0 END),"
                                + " ' ', COUNT(*)) FROM sys.conversation_endpoints WHERE is_initiator = 1"));
    }

    @Test
    void a_conversation_timer_changes_nothing() throws SQLException {
        Conversation begun = begin();
        target.execute("BEGIN CONVERSATION TIMER (?) TIMEOUT = 1", begun.handle());
        await().until(() -> "1".equals(target.value("SELECT COUNT(*) FROM dbo.InstInitiatorQueue")));

        assertEquals(List.of(), collect(32, SOON));

        assertEquals("0", target.value("SELECT COUNT(*) FROM dbo.InstInitiatorQueue"));
        assertEquals(ConversationState.BEGUN, inLedger(begun.handle()).state());
        assertEquals("1", openInitiatorEndpoints());
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
    void a_conversation_that_is_not_in_the_ledger_is_ended_and_does_not_harm_the_others() throws SQLException {
        Conversation orphan = begin();
        target.answer(REPLY);
        target.execute("DELETE FROM dbo.conversation WHERE conversation_handle = ?", orphan.handle());
        Conversation begun = begin();
        target.answer(REPLY);

        Outcome outcome = collectOne();

        assertEquals(begun.handle(), outcome.handle());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void a_reply_that_comes_late_does_not_change_an_ended_row() throws SQLException {
        Conversation begun = begin();
        target.execute("UPDATE dbo.conversation SET state = 'ENDED' WHERE conversation_handle = ?", begun.handle());
        target.answer(REPLY);

        List<Outcome> filed = collect(32, SOON);

        assertEquals(List.of(), filed);
        assertEquals(ConversationState.ENDED, inLedger(begun.handle()).state());
        assertEquals(Optional.empty(), inLedger(begun.handle()).reply());
        assertEquals("0", openInitiatorEndpoints());
    }

    @Test
    void ending_an_open_conversation_files_it_and_tells_the_target() throws SQLException {
        Conversation begun = begin();
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
        Conversation begun = begin();
        target.answer(REPLY);
        collectOne();

        assertEquals(
                ConversationState.COMPLETED,
                gateway.end(begun.handle()).orElseThrow().state());
        assertEquals(ConversationState.COMPLETED, inLedger(begun.handle()).state());
    }

    @Test
    void ending_a_conversation_whose_endpoint_was_removed_closes_the_row() throws SQLException {
        Conversation begun = begin();
        target.execute("END CONVERSATION ? WITH CLEANUP", begun.handle());

        assertEquals(
                ConversationState.ENDED,
                gateway.end(begun.handle()).orElseThrow().state());
    }

    @Test
    void an_end_that_meets_with_the_collector_leaves_every_conversation_in_one_final_state() throws Exception {
        List<UUID> handles = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            handles.add(begin().handle());
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
}
