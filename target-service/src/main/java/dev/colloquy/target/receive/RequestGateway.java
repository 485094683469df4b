package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.CancellableStatement;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * One worker's way to the procedures, inside the transaction of the calling thread. One thread calls; any thread may
 * cancel.
 */
final class RequestGateway {
    private static final Logger LOG = Logger.getLogger(RequestGateway.class);
    private static final String RECEIVE = "{call dbo.receive_requests (?, ?)}";
    private static final String READ_DEFERRED = "{call dbo.read_deferred (?, ?)}";
    private static final String COMPLETE = "{call dbo.complete_conversation (?, ?, ?, ?, ?, ?)}";
    private static final String DEFER = "{call dbo.defer_request (?, ?, ?, ?, ?, ?, ?)}";
    private static final String PARKED = "PARKED";
    private static final String RETRY = "RETRY";
    private static final int LONGEST_ERROR = 2000;

    /** How much longer than its wait a call may take before the driver gives up on it. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final CancellableStatement statement = new CancellableStatement();

    RequestGateway(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Waits for a message and receives what there is of up to {@code batch} conversations, in one round trip.
     *
     * @return the messages; empty if the wait ended without any
     * @throws SQLException if that failed, or, see {@link #isCancelled}, was cancelled; nothing is received
     */
    List<ReceivedMessage> receive(int batch, Duration waitFor) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(RECEIVE)) {
            call.setInt(1, batch);
            call.setInt(2, Math.toIntExact(waitFor.toMillis()));
            call.setQueryTimeout(Math.toIntExact(waitFor.plus(ANSWER_LIMIT).toSeconds()));
            List<ReceivedMessage> messages = new ArrayList<>();
            statement.runWait(call, () -> read(call, rows -> messages.add(message(rows))));
            return messages;
        }
    }

    private static ReceivedMessage message(ResultSet rows) throws SQLException {
        return new ReceivedMessage(
                UUID.fromString(rows.getString(1)), rows.getString(2), rows.getBytes(3), rows.getLong(4));
    }

    /** What is deferred of these conversations, at most so many requests of each, in one round trip; of none, in none. */
    Map<UUID, DeferredRequests> readDeferred(Collection<UUID> handles, int most) throws SQLException {
        Map<UUID, DeferredRequests> deferred = new HashMap<>();
        if (handles.isEmpty()) {
            return deferred;
        }
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(READ_DEFERRED)) {
            call.setString(1, handles.stream().map(UUID::toString).collect(Collectors.joining()));
            call.setInt(2, most);
            call.setQueryTimeout(Math.toIntExact(ANSWER_LIMIT.toSeconds()));
            statement.run(
                    call,
                    () -> read(call, rows -> {
                        PendingRequest request = new PendingRequest(
                                UUID.fromString(rows.getString(1)),
                                rows.getLong(2),
                                rows.getBytes(3),
                                rows.getInt(5),
                                true);
                        boolean parked = PARKED.equals(rows.getString(4));
                        deferred.computeIfAbsent(
                                        request.conversationHandle(),
                                        handle -> new DeferredRequests(new ArrayList<>(), parked))
                                .requests()
                                .add(request);
                    }));
            return deferred;
        }
    }

    /** What to do with a row. */
    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet rows) throws SQLException;
    }

    /** There is one result for each conversation group, or conversation; returns how many. */
    private static int read(CallableStatement call, RowReader reader) throws SQLException {
        int results = 0;
        boolean isResult = call.execute();
        while (isResult) {
            results++;
            try (ResultSet rows = call.getResultSet()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
            isResult = call.getMoreResults();
        }
        return results;
    }

    /** Sends the replies and ends the conversations, in one round trip; of none, in none. */
    void complete(List<Completion> completions) throws SQLException {
        if (completions.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(COMPLETE)) {
            for (Completion completion : completions) {
                add(call, completion);
            }
            run(call);
        }
    }

    private static void add(CallableStatement call, Completion completion) throws SQLException {
        call.setString(1, completion.handle().toString());
        call.setNString(2, completion.reply().orElse(null));
        if (completion.error().isPresent()) {
            call.setInt(3, completion.error().get().code());
            call.setNString(4, completion.error().get().description());
        } else {
            call.setNull(3, Types.INTEGER);
            call.setNull(4, Types.NVARCHAR);
        }
        call.setBoolean(5, completion.keepOpen());
        if (completion.deferred().isPresent()) {
            call.setLong(6, completion.deferred().getAsLong());
        } else {
            call.setNull(6, Types.BIGINT);
        }
        call.addBatch();
    }

    /** Puts requests aside, in one round trip; of none, in none. */
    void defer(List<Deferral> deferrals) throws SQLException {
        if (deferrals.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(DEFER)) {
            for (Deferral deferral : deferrals) {
                add(call, deferral);
            }
            run(call);
        }
    }

    private static void add(CallableStatement call, Deferral deferral) throws SQLException {
        PendingRequest request = deferral.request();
        call.setString(1, request.conversationHandle().toString());
        call.setLong(2, request.messageSequenceNumber());
        call.setBytes(3, request.deferred() ? null : request.messageBody());
        call.setString(4, deferral.parked() ? PARKED : RETRY);
        call.setInt(5, deferral.failures());
        call.setNString(6, deferral.error().map(RequestGateway::shortened).orElse(null));
        if (deferral.delaySeconds().isPresent()) {
            call.setInt(7, deferral.delaySeconds().getAsInt());
        } else {
            call.setNull(7, Types.INTEGER);
        }
        call.addBatch();
    }

    private static String shortened(String error) {
        return error.substring(0, Math.min(error.length(), LONGEST_ERROR));
    }

    private void run(CallableStatement call) throws SQLException {
        call.setQueryTimeout(Math.toIntExact(ANSWER_LIMIT.toSeconds()));
        int[] results = statement.run(call, call::executeBatch);
        LOG.debugf("%d calls in one round trip", results.length);
    }

    /** Ends a blocked {@link #receive}, and keeps later ones from starting. */
    void cancelWait() {
        statement.cancelWait();
    }

    /** Ends whatever call runs, and keeps later ones from starting. */
    void cancel() {
        statement.cancel();
    }

    /** Whether a call has failed because it was cancelled. */
    boolean isCancelled(SQLException failure) {
        return statement.isCancelled(failure);
    }
}
