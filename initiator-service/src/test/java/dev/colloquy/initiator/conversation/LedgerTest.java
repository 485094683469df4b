package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.SimpleContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Conversations that begin, get replies and are looked up. */
class LedgerTest extends LedgerFixture {
    @Test
    void begin_enters_the_conversation_and_sends_the_request() throws SQLException {
        Instant before = Instant.now();

        Conversation begun = begin();

        TargetByHand.Received received = target.receive();
        assertEquals(SimpleContract.REQUEST_MESSAGE, received.type());
        assertEquals(REQUEST, received.body());
        Conversation entered = inLedger(begun.handle());
        assertEquals(begun.id(), entered.id());
        assertEquals(ConversationState.BEGUN, entered.state());
        assertEquals("how are you?", entered.request().text());
        assertEquals(begun.begunAt(), entered.begunAt());
        assertTrue(Duration.between(before, begun.begunAt()).abs().compareTo(Duration.ofMinutes(1)) < 0, "UTC");
        assertEquals(Optional.empty(), entered.repliedAt());
        assertEquals(Optional.empty(), entered.endedAt());
    }

    @Test
    void a_reply_and_an_end_that_come_together_complete_the_conversation() throws SQLException {
        Conversation begun = begin();
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
        Conversation begun = begin();
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
    void of_several_replies_the_first_counts() throws SQLException {
        Conversation begun = begin();
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
    void the_version_grows_with_every_change_and_with_nothing_else() throws SQLException {
        Conversation begun = begin();
        UUID atTarget = target.receive().handle();
        target.reply(atTarget, REPLY);
        collectOne();
        long replied = inLedger(begun.handle()).version();
        target.reply(atTarget, REPLY);
        collectOne();
        long repliedAgain = inLedger(begun.handle()).version();
        gateway.end(begun.handle());
        long ended = inLedger(begun.handle()).version();
        gateway.end(begun.handle());

        assertTrue(begun.version() < replied && replied < ended);
        assertEquals(replied, repliedAgain);
        assertEquals(ended, inLedger(begun.handle()).version());
    }

    @Test
    void a_byte_order_mark_before_a_reply_is_not_filed() throws SQLException {
        begin();
        target.answer("\uFEFF" + REPLY);

        assertEquals(Optional.of(REPLY), collectOne().reply());
    }

    @Test
    void a_reply_that_is_other_xml_is_filed_and_shown_as_an_error() throws SQLException {
        Conversation begun = begin();
        target.answer("<Other/>");

        Outcome outcome = collectOne();

        assertEquals(Optional.of("<Other/>"), outcome.reply());
        Conversation shown = inLedger(begun.handle());
        assertEquals(ConversationState.COMPLETED, shown.state());
        assertEquals(Optional.empty(), shown.reply());
        assertTrue(shown.error().orElseThrow().description().startsWith("The reply cannot be read"), shown.toString());
    }

    @Test
    void a_batch_takes_no_more_conversations_than_asked_for() throws SQLException {
        for (int i = 0; i < 5; i++) {
            begin();
            target.answer(REPLY);
        }

        assertEquals(2, collect(2, SOON).size());
        assertEquals(3, collect(32, SOON).size());
        assertEquals(0, collect(32, AT_ONCE).size());
    }

    @Test
    void many_replies_of_one_conversation_are_received_in_portions() throws SQLException {
        Conversation begun = begin();
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
    void an_unknown_handle_is_neither_found_nor_ended() {
        assertEquals(Optional.empty(), gateway.read(UUID.randomUUID()));
        assertEquals(Optional.empty(), gateway.end(UUID.randomUUID()));
    }

    @Test
    void pages_follow_each_other_in_the_order_of_begin() throws SQLException {
        List<Long> ids = List.of(begin().id(), begin().id(), begin().id());
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
            begin();
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
