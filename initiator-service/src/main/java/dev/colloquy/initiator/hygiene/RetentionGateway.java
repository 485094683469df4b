package dev.colloquy.initiator.hygiene;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** The stored procedure that deletes finished conversations: one call, one transaction. */
final class RetentionGateway {
    private static final String DELETE = "{call dbo.delete_finished_conversations (?, ?)}";
    private static final int TIMEOUT_SECONDS = 30;

    private final DataSource dataSource;

    RetentionGateway(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What a call has deleted.
     *
     * @param conversations how many
     * @param more whether there may be more
     */
    record Batch(int conversations, boolean more) {}

    /**
     * Deletes conversations that ended longer ago than that; none, and there are no more, while another replica does so.
     *
     * @param rows of all tables at most
     */
    Batch delete(Duration keepFor, int rows) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall(DELETE)) {
            call.setQueryTimeout(TIMEOUT_SECONDS);
            call.setLong(1, keepFor.toSeconds());
            call.setInt(2, rows);
            try (ResultSet row = call.executeQuery()) {
                row.next();
                boolean mine = row.getString("outcome").equals("DONE");
                return new Batch(row.getInt("conversations"), mine && row.getBoolean("is_more"));
            }
        }
    }
}
