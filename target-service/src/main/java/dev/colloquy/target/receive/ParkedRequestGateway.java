package dev.colloquy.target.receive;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The way to the procedures for parked requests, inside the transaction of the calling thread. */
final class ParkedRequestGateway {
    private static final String LIST = "{call dbo.list_parked_requests (?, ?)}";
    private static final String RETRY = "{call dbo.retry_parked_request (?)}";
    private static final String REJECT = "{call dbo.reject_parked_request (?, ?, ?)}";

    /** Also for the lock of a conversation group that a worker holds. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final DataSource dataSource;

    ParkedRequestGateway(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    List<ParkedRequest> list(long after, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(LIST)) {
            call.setLong(1, after);
            call.setInt(2, limit);
            List<ParkedRequest> parked = new ArrayList<>();
            try (ResultSet rows = execute(call)) {
                while (rows.next()) {
                    parked.add(request(rows));
                }
            }
            return parked;
        }
    }

    private static ParkedRequest request(ResultSet rows) throws SQLException {
        return new ParkedRequest(
                rows.getLong(1),
                UUID.fromString(rows.getString(2)),
                rows.getLong(3),
                rows.getInt(4),
                instant(rows, 5),
                instant(rows, 6),
                rows.getString(7));
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** The outcome that the procedure tells. */
    String retry(UUID conversationHandle) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(RETRY)) {
            call.setString(1, conversationHandle.toString());
            return outcome(call);
        }
    }

    /** The outcome that the procedure tells. */
    String reject(UUID conversationHandle, EndError error) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(REJECT)) {
            call.setString(1, conversationHandle.toString());
            call.setInt(2, error.code());
            call.setNString(3, error.description());
            return outcome(call);
        }
    }

    private static String outcome(CallableStatement call) throws SQLException {
        try (ResultSet rows = execute(call)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static ResultSet execute(CallableStatement call) throws SQLException {
        call.setQueryTimeout(Math.toIntExact(ANSWER_LIMIT.toSeconds()));
        return call.executeQuery();
    }
}
