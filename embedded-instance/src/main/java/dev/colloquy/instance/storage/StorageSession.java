package dev.colloquy.instance.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One H2 connection with its prepared statements, used by one thread at a time. */
public final class StorageSession implements AutoCloseable {
    private static final int CACHED_STATEMENTS = 256;

    private final Storage storage;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

    StorageSession(Storage storage, Connection connection) throws SQLException {
        this.storage = storage;
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Begins a unit of work. The former one must have ended. */
    public Transaction begin() {
        return new Transaction(storage.nextTransactionId(), storage, this);
    }

    /** The connection; autocommit is off. */
    public Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null || statement.isClosed()) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
            evictOldest();
        }
        return statement;
    }

    private void evictOldest() throws SQLException {
        if (statements.size() > CACHED_STATEMENTS) {
            var oldest = statements.entrySet().iterator();
            oldest.next().getValue().close();
            oldest.remove();
        }
    }

    /** Rolls back what is open and closes the connection. */
    @Override
    public void close() {
        try {
            storage.gate().change(() -> {
                connection.close();
                return null;
            });
        } catch (SQLException e) {
            System.getLogger(StorageSession.class.getName())
                    .log(System.Logger.Level.WARNING, "a storage session did not close cleanly", e);
        }
    }
}
