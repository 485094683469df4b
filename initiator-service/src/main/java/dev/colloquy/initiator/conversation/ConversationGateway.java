package dev.colloquy.initiator.conversation;

import dev.colloquy.broker.receive.CancellableStatement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import microsoft.sql.Types;

/**
 * The ledger's stored procedures: each operation is one call, one round trip and, where it writes, one transaction,
 * which the procedure itself commits. Connections are in autocommit mode and held for the call only. Safe for use by
 * many threads.
 *
 * <p>All operations but {@link #collect} throw {@link InstanceUnavailable} for failures that will pass and
 * {@link IllegalStateException} for the others.
 */
@Singleton
class ConversationGateway {
    private static final String SEND = "{call dbo.send_message (?, ?, ?, ?, ?, ?)}";
    private static final String READ = "{call dbo.read_conversation (?)}";
    private static final String LIST = "{call dbo.list_conversations (?, ?, ?)}";
    private static final String END = "{call dbo.end_conversation (?)}";
    private static final String COUNT_OPEN = "{call dbo.count_open_conversations (?)}";
    private static final String READ_REPLIES = "{call dbo.read_replies (?, ?)}";
    private static final String READ_NEXT_REPLY = "{call dbo.read_next_reply (?, ?)}";
    private static final String READ_MESSAGES = "{call dbo.read_messages (?, ?)}";
    private static final String POLL = "{call dbo.poll_feed (?, ?, ?)}";
    private static final String LAST_POSITION = "{call dbo.read_feed_position}";
    private static final String COLLECT = "{call dbo.collect_replies (?, ?)}";

    /** For a call that does not answer; one takes milliseconds. */
    private static final int QUERY_TIMEOUT_SECONDS = 30;

    private static final int ROLLBACK_TIMEOUT_SECONDS = 5;

    private final DataSource dataSource;

    @Inject
    ConversationGateway(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Sets the parameters of a call. */
    @FunctionalInterface
    private interface Parameters {
        void set(CallableStatement call) throws SQLException;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    private interface Row<T> {
        T read(LedgerRow row) throws SQLException;
    }

    /**
     * Begins a dialog, sends the request and enters both in the ledger, or finds the conversation that was begun with
     * the same idempotency key.
     */
    Begun begin(BeginCall begin) {
        try {
            return beginAll(BeginCall.STATEMENT, List.of(begin)).get(0);
        } catch (SQLException e) {
            throw DatabaseFailure.of(BeginCall.STATEMENT, e);
        }
    }

    /**
     * Does the same for several at once, all of them or none.
     *
     * @return in the same order
     * @throws SQLException if the instance has refused one of them, or was cut off before it could say what it has done
     */
    List<Begun> beginTogether(List<BeginCall> begins) throws SQLException {
        String calls = BeginCall.STATEMENT.repeat(begins.size());
        return beginAll("BEGIN TRANSACTION; " + calls + "COMMIT TRANSACTION;", begins);
    }

    private List<Begun> beginAll(String text, List<BeginCall> begins) throws SQLException {
        return connected(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
                for (int i = 0; i < begins.size(); i++) {
                    begins.get(i).bind(statement, i);
                }
                List<Begun> begun = new ArrayList<>(begins.size());
                boolean rows = statement.execute();
                // To the end, where a commit that fails says so.
                while (rows || statement.getUpdateCount() >= 0) {
                    if (rows) {
                        BeginRequest asked = begins.get(begun.size()).request();
                        begun.addAll(read(statement.getResultSet(), row -> row.begun(asked.request())));
                    }
                    rows = statement.getMoreResults();
                }
                if (begun.size() != begins.size()) {
                    throw new IllegalStateException("begin_conversation has not returned one row");
                }
                return begun;
            }
        });
    }

    /**
     * Sends a further request in an open dialog, or finds the one that was sent with the same idempotency key.
     *
     * @param keyLifetime how long a key stands for its request
     * @return empty if the ledger does not know the handle
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     */
    Optional<Sent> send(SendRequest request, Duration keyLifetime) {
        String xml = BeginRequest.toXml(request.request());
        Parameters parameters = call -> {
            setHandle(call, request.handle());
            call.setNString(2, xml);
            call.setNString(3, request.client());
            call.setNString(4, request.idempotencyKey().orElse(null));
            call.setBytes(5, request.idempotencyKey().isPresent() ? request.hash() : null);
            call.setInt(6, Math.toIntExact(keyLifetime.toSeconds()));
        };
        return only(call(SEND, parameters, LedgerRow::sent));
    }

    /** The conversation with its messages; empty if the ledger does not know the handle. */
    Optional<Conversation> read(UUID handle) {
        return only(call(READ, call -> setHandle(call, handle), LedgerRow::conversation));
    }

    /**
     * A page of the ledger in the order of begin.
     *
     * @param afterId the id to begin after
     * @param limit rows at most
     */
    List<ConversationSummary> list(Optional<ConversationState> state, long afterId, int limit) {
        return call(
                LIST,
                call -> {
                    call.setString(1, state.map(ConversationState::name).orElse(null));
                    call.setLong(2, afterId);
                    call.setInt(3, limit);
                },
                LedgerRow::summary);
    }

    /** Ends an open conversation; the row as it is afterwards, empty if the ledger does not know the handle. */
    Optional<ConversationSummary> end(UUID handle) {
        return only(call(END, call -> setHandle(call, handle), LedgerRow::summary));
    }

    /** How many conversations are open; {@code limit} stands for that many or more. */
    long countOpen(int limit) {
        return only(call(COUNT_OPEN, call -> call.setInt(1, limit), LedgerRow::openConversations))
                .orElseThrow(() -> new IllegalStateException("count_open_conversations has returned no row"));
    }

    /**
     * A page of the feed.
     *
     * @param after position to begin after
     * @param limit rows at most
     */
    List<CollectedReply> readReplies(long after, int limit) {
        return call(
                READ_REPLIES,
                call -> {
                    call.setLong(1, after);
                    call.setInt(2, limit);
                },
                LedgerRow::collectedReply);
    }

    /**
     * A conversation and the first of its replies that comes after a message sequence number; empty if the ledger does
     * not know the handle.
     */
    Optional<NextReply> readNextReply(UUID handle, long after) {
        Parameters parameters = call -> {
            setHandle(call, handle);
            call.setLong(2, after);
        };
        return only(call(READ_NEXT_REPLY, parameters, LedgerRow::nextReply));
    }

    /** The messages of a dialog in their order, so many at most; none if the ledger does not know the handle. */
    List<ConversationMessage> readMessages(UUID handle, int limit) {
        Parameters parameters = call -> {
            setHandle(call, handle);
            call.setInt(2, limit);
        };
        return call(READ_MESSAGES, parameters, LedgerRow::message);
    }

    /**
     * What has come to the feed, and which conversations have ended without a reply.
     *
     * @param after position in the feed to begin after
     * @param afterEnding position of the ending to begin after
     * @param limit changes of each kind at most, the newest
     */
    List<FeedChange> poll(long after, long afterEnding, int limit) {
        Parameters parameters = call -> {
            call.setLong(1, after);
            call.setLong(2, afterEnding);
            call.setInt(3, limit);
        };
        return call(POLL, parameters, LedgerRow::feedChange);
    }

    /** The last position of the feed; 0 if it is empty. */
    long lastPosition() {
        return only(call(LAST_POSITION, call -> {}, LedgerRow::lastPosition))
                .orElseThrow(() -> new IllegalStateException("read_feed_position has returned no row"));
    }

    /**
     * Waits for messages and files them.
     *
     * @param running tells other threads what to cancel
     * @param batch conversation groups at most
     * @param wait for the first message
     * @return what was filed; it is committed
     * @throws SQLException if nothing was committed, or the instance was cut off before it could say so
     */
    Collected collect(CancellableStatement running, int batch, Duration wait) throws SQLException {
        return connected(connection -> {
            try (CallableStatement call = connection.prepareCall(COLLECT)) {
                call.setQueryTimeout(QUERY_TIMEOUT_SECONDS + Math.toIntExact(wait.toSeconds()));
                call.setInt(1, batch);
                call.setInt(2, Math.toIntExact(wait.toMillis()));
                return running.runWait(call, () -> collected(call));
            }
        });
    }

    /** The outcomes come first, then the replies. */
    private static Collected collected(CallableStatement call) throws SQLException {
        List<Outcome> outcomes = rows(call, LedgerRow::outcome);
        if (outcomes.isEmpty()) {
            return new Collected(List.of(), List.of());
        }
        if (!call.getMoreResults()) {
            throw new IllegalStateException("collect_replies has returned no replies");
        }
        Map<UUID, Outcome> byHandle = outcomes.stream().collect(Collectors.toMap(Outcome::handle, Function.identity()));
        List<CollectedReply> replies = read(call.getResultSet(), row -> row.collectedReply(byHandle));
        Map<UUID, List<CollectedReply>> ofOutcome =
                replies.stream().collect(Collectors.groupingBy(CollectedReply::conversationHandle));
        return new Collected(
                outcomes.stream()
                        .map(outcome -> outcome.with(ofOutcome.getOrDefault(outcome.handle(), List.of())))
                        .toList(),
                replies);
    }

    private <T> List<T> call(String procedure, Parameters parameters, Row<T> row) {
        try {
            return connected(connection -> {
                try (CallableStatement call = connection.prepareCall(procedure)) {
                    call.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
                    parameters.set(call);
                    return rows(call, row);
                }
            });
        } catch (SQLException e) {
            throw DatabaseFailure.of(procedure, e);
        }
    }

    private <T> T connected(Work<T> work) throws SQLException {
        try (Connection connection = connection()) {
            try {
                return work.on(connection);
            } catch (SQLException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    /**
     * The pool gives a connection up that takes too long to make, by an interrupt, which may reach the making of another
     * one; whoever waits for that meets it as a failure of the credentials.
     */
    private Connection connection() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InterruptedException) {
                    throw new SQLTransientConnectionException("no connection was made: " + e.getMessage(), e);
                }
            }
            throw e;
        }
    }

    /**
     * The procedures run under XACT_ABORT, so nothing should be open. But what was left open would swallow, unnoticed,
     * all that the connection does afterwards, as autocommit knows nothing of transactions that T-SQL begins.
     */
    private static void rollBack(Connection connection, SQLException failure) {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(ROLLBACK_TIMEOUT_SECONDS);
            statement.execute("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static <T> List<T> rows(CallableStatement call, Row<T> row) throws SQLException {
        return read(call.executeQuery(), row);
    }

    private static <T> List<T> read(ResultSet result, Row<T> row) throws SQLException {
        List<T> read = new ArrayList<>();
        try (ResultSet rows = result) {
            LedgerRow current = new LedgerRow(rows);
            while (rows.next()) {
                read.add(row.read(current));
            }
        }
        return read;
    }

    private static <T> Optional<T> only(List<T> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    private static void setHandle(CallableStatement call, UUID handle) throws SQLException {
        call.setObject(1, handle, Types.GUID);
    }
}
