package dev.colloquy.peer.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * A connection that works through a queue and is told by NOTIFY when there is more. While there is work nobody waits;
 * after a failure the connection is given back and another is taken. For one thread.
 */
final class Listener {
    /** Notifications are not durable, and a queue is looked through now and then without one. */
    private static final int LOOK_AFTER_MILLIS = 1_000;

    private final DataSource database;
    private final String channel;
    private final Work work;

    /** One batch. */
    @FunctionalInterface
    interface Work {
        /** Takes a batch and commits it; returns how many messages it had. */
        int once(Connection connection) throws SQLException;
    }

    Listener(DataSource database, String channel, Work work) {
        this.database = database;
        this.channel = channel;
        this.work = work;
    }

    /** Works until the thread is interrupted; returns then. */
    void run() throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "LISTEN " + channel);
            PGConnection notifications = connection.unwrap(PGConnection.class);
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    if (work.once(connection) == 0) {
                        notifications.getNotifications(LOOK_AFTER_MILLIS);
                    }
                }
            } finally {
                execute(connection, "UNLISTEN *");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
