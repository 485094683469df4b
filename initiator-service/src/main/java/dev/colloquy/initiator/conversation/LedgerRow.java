package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.RequestMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Reads columns of the ledger by name from the current row of a result. Not for use beyond that row. */
final class LedgerRow {
    private final ResultSet row;

    LedgerRow(ResultSet row) {
        this.row = row;
    }

    Begun begun() throws SQLException {
        return new Begun(row.getLong("id"), handle(), time("begun_at"));
    }

    Conversation conversation() throws SQLException {
        Answer answer = Answer.of(reply(), error());
        return new Conversation(
                row.getLong("id"),
                handle(),
                state("state"),
                request(),
                answer.reply(),
                answer.error(),
                time("begun_at"),
                optionalTime("replied_at"),
                optionalTime("ended_at"));
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
                optionalTime("ended_at"));
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
        return Optional.ofNullable(row.getNString("reply"));
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
