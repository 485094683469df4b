package dev.colloquy.broker.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** A connection with the set-up login, which moves from database to database. For one thread. */
final class SetupSession implements AutoCloseable {
    static final int LOCK_MILLISECONDS = 120_000;
    private static final SetupScript LOCK = SetupScript.named("acquire_setup_lock");
    private static final SetupScript UNLOCK = SetupScript.named("release_setup_lock");

    private final DataSource dataSource;
    private final Connection connection;
    private boolean locked;

    private SetupSession(DataSource dataSource, Connection connection) {
        this.dataSource = dataSource;
        this.connection = connection;
    }

    /** Connects. */
    static SetupSession open(DataSource dataSource) throws SQLException {
        return new SetupSession(dataSource, dataSource.getConnection());
    }

    /** Waits until no other session sets this instance up and keeps others waiting until close. */
    void lock() throws SQLException {
        LOCK.run(in("master"), List.of(LOCK_MILLISECONDS));
        locked = true;
    }

    /** The connection, with that database as its current one. */
    Connection in(String database) throws SQLException {
        if (!database.equals(connection.getCatalog())) {
            connection.setCatalog(database);
        }
        return connection;
    }

    /** Where further connections come from. */
    DataSource dataSource() {
        return dataSource;
    }

    /** Gives the lock back, for the connection may belong to a pool, and closes. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (locked && connection.isValid(1)) {
                UNLOCK.run(in("master"), List.of());
            }
        }
    }
}
