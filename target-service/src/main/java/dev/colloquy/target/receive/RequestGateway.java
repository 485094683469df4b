package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.CancellableStatement;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * One worker's way to the procedures, inside the transaction of the calling thread. One thread calls; any thread may
 * cancel.
 */
final class RequestGateway {
    private static final Logger LOG = Logger.getLogger(RequestGateway.class);
    private static final String RECEIVE = "{call dbo.receive_requests (?, ?)}";
    private static final String COMPLETE = "{call dbo.complete_conversation (?, ?, ?, ?)}";

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
            return statement.runWait(call, () -> read(call));
        }
    }

    /** One result for each conversation group. */
    private static List<ReceivedMessage> read(CallableStatement call) throws SQLException {
        List<ReceivedMessage> messages = new ArrayList<>();
        boolean isResult = call.execute();
        while (isResult) {
            try (ResultSet rows = call.getResultSet()) {
                while (rows.next()) {
                    messages.add(new ReceivedMessage(
                            UUID.fromString(rows.getString(1)), rows.getString(2), rows.getBytes(3), rows.getLong(4)));
                }
            }
            isResult = call.getMoreResults();
        }
        return messages;
    }

    /** Sends the replies and ends the conversations, in one round trip. */
    void complete(List<Completion> completions) throws SQLException {
        if (completions.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(COMPLETE)) {
            call.setQueryTimeout(Math.toIntExact(ANSWER_LIMIT.toSeconds()));
            for (Completion completion : completions) {
                add(call, completion);
            }
            int[] results = statement.run(call, call::executeBatch);
            LOG.debugf("%d conversations completed", results.length);
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
        call.addBatch();
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
