package dev.colloquy.target.receive;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;
import microsoft.sql.Types;

/** The procedures that note attempts, inside the transaction of the calling thread. Safe for use by many threads. */
final class AttemptGateway {
    private static final String BEGIN = "{call dbo.begin_handling (?, ?, ?)}";
    private static final String FINISH = "{call dbo.finish_handling (?)}";
    private static final String FORGET_ENDED = "{call dbo.forget_ended_handling}";
    private static final int ANSWER_LIMIT_SECONDS = 30;

    private final DataSource dataSource;

    AttemptGateway(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Notes an attempt; whether another process has noted one, and has ended. */
    boolean begin(PendingRequest request, UUID process) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(BEGIN)) {
            call.setObject(1, request.conversationHandle(), Types.GUID);
            call.setLong(2, request.messageSequenceNumber());
            call.setObject(3, process, Types.GUID);
            call.setQueryTimeout(ANSWER_LIMIT_SECONDS);
            try (ResultSet row = call.executeQuery()) {
                if (!row.next()) {
                    throw new SQLDataException("begin_handling has returned no row");
                }
                return row.getBoolean("is_interrupted");
            }
        }
    }

    /** Forgets attempts, in one round trip; of none, in none. */
    void finish(Collection<UUID> conversations) throws SQLException {
        if (conversations.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(FINISH)) {
            for (UUID handle : conversations) {
                call.setObject(1, handle, Types.GUID);
                call.addBatch();
            }
            call.setQueryTimeout(ANSWER_LIMIT_SECONDS);
            call.executeBatch();
        }
    }

    /** Forgets the attempts of conversations that have ended. */
    Void forgetEnded() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(FORGET_ENDED)) {
            call.setQueryTimeout(ANSWER_LIMIT_SECONDS);
            call.execute();
            return null;
        }
    }
}
