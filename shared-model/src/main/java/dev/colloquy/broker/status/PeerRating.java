package dev.colloquy.broker.status;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has new dialogs avoid those instances of the peer to which messages have been waiting for long. */
final class PeerRating {
    private static final String RATE = "{call dbo.rate_peer_instances(?)}";

    private final ConnectionSource connections;
    private final Duration overdue;
    private final Duration timeout;

    /**
     * Asks nothing yet.
     *
     * @param overdue how long a message may wait, in whole seconds
     * @param timeout longest wait for the answer, in whole seconds
     */
    PeerRating(ConnectionSource connections, Duration overdue, Duration timeout) {
        this.connections = connections;
        this.overdue = overdue;
        this.timeout = timeout;
    }

    /** Rates them now. */
    PeerInstances rate() throws SQLException {
        try (Connection connection = connections.open();
                CallableStatement call = connection.prepareCall(RATE)) {
            call.setQueryTimeout(Math.toIntExact(timeout.toSeconds()));
            call.setInt(1, Math.toIntExact(overdue.toSeconds()));
            try (ResultSet rows = call.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static PeerInstances read(ResultSet rows) throws SQLException {
        int usable = 0;
        List<String> avoided = new ArrayList<>();
        while (rows.next()) {
            if (rows.getBoolean("is_avoided")) {
                avoided.add(rows.getString("broker_instance"));
            } else {
                usable++;
            }
        }
        return new PeerInstances(usable, avoided);
    }
}
