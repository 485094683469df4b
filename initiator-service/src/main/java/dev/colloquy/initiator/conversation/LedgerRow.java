package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.initiator.conversation.ConversationMessage.Direction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads columns of the ledger by name from the current row of a result. Not for use beyond that row. */
final class LedgerRow {
    private final ResultSet row;

    LedgerRow(ResultSet row) {
        this.row = row;
    }

    /** The row of one who has asked to begin with this request. */
    Begun begun(RequestMessage asked) throws SQLException {
        boolean created = row.getBoolean("created");
        return new Begun(conversation(created ? asked : request()), created, row.getBoolean("hash_matches"));
    }

    Conversation conversation() throws SQLException {
        return conversation(request());
    }

    private Conversation conversation(RequestMessage request) throws SQLException {
        Answer answer = Answer.of(reply(), error());
        return new Conversation(
                row.getLong("id"),
                handle(),
                state("state"),
                request,
                answer.reply(),
                answer.error(),
                time("begun_at"),
                optionalTime("expires_at"),
                optionalTime("replied_at"),
                optionalTime("ended_at"),
                row.getLong("version"));
    }

    Sent sent() throws SQLException {
        return new Sent(
                conversation(),
                optionalTime("sent_at"),
                row.getLong("last_message_sequence_number"),
                row.getBoolean("created"),
                row.getBoolean("hash_matches"));
    }

    /** A conversation with the next reply, if there is one. */
    NextReply nextReply() throws SQLException {
        return new NextReply(
                conversation(),
                row.getObject("position") == null ? Optional.empty() : Optional.of(collected(text("next_reply"))));
    }

    /** A row of the feed, which holds the reply. */
    CollectedReply collectedReply() throws SQLException {
        return collected(reply());
    }

    /** A row of the feed, which does not hold the reply if it is the conversation's first. */
    CollectedReply collectedReply(Map<UUID, Outcome> outcomes) throws SQLException {
        Optional<String> own = reply();
        return collected(own.isPresent() ? own : outcomes.get(handle()).reply());
    }

    private CollectedReply collected(Optional<String> xml) throws SQLException {
        return new CollectedReply(
                row.getLong("position"),
                handle(),
                row.getLong("message_sequence_number"),
                Answer.of(xml, Optional.empty()).reply(),
                time("filed_at"));
    }

    FeedChange feedChange() throws SQLException {
        return new FeedChange(handle(), row.getLong("position"), row.getLong("ending_position"));
    }

    ConversationMessage message() throws SQLException {
        Instant at = time("happened_at");
        String xml = row.getNString("message");
        Direction direction = Direction.valueOf(row.getString("direction"));
        try {
            String text = direction == Direction.REQUEST
                    ? MessageCodec.decodeRequest(xml).text()
                    : MessageCodec.decodeReply(xml).text();
            return new ConversationMessage(direction, text, at);
        } catch (MalformedMessage e) {
            return new ConversationMessage(direction, xml, at);
        }
    }

    long lastPosition() throws SQLException {
        return row.getLong("last_position");
    }

    ConversationSummary summary() throws SQLException {
        return new ConversationSummary(
                row.getLong("id"),
                handle(),
                state("state"),
                time("begun_at"),
                optionalTime("replied_at"),
                optionalTime("ended_at"));
    }

    Outcome outcome() throws SQLException {
        return new Outcome(
                handle(),
                state("previous_state"),
                state("state"),
                reply(),
                error(),
                time("begun_at"),
                optionalTime("replied_at"),
                optionalTime("ended_at"),
                row.getLong("version"),
                List.of());
    }

    long openConversations() throws SQLException {
        return row.getLong("open_conversations");
    }

    private UUID handle() throws SQLException {
        return row.getObject("conversation_handle", UUID.class);
    }

    private ConversationState state(String column) throws SQLException {
        return ConversationState.valueOf(row.getString(column));
    }

    private RequestMessage request() throws SQLException {
        try {
            return MessageCodec.decodeRequest(row.getNString("request"));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("the ledger holds a request that was not written by this service", e);
        }
    }

    private Optional<String> reply() throws SQLException {
        return text("reply");
    }

    private Optional<String> text(String column) throws SQLException {
        return Optional.ofNullable(row.getNString(column));
    }

    private Optional<ConversationError> error() throws SQLException {
        int code = row.getInt("error_code");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new ConversationError(code, row.getNString("error_description")));
    }

    private Instant time(String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private Optional<Instant> optionalTime(String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }
}
