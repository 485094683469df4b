package dev.colloquy.broker.setup;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections of another data source, with one database as their current one. */
final class DatabaseDataSource implements DataSource {
    private final DataSource connections;
    private final String database;

    DatabaseDataSource(DataSource connections, String database) {
        this.connections = connections;
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return use(connections.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return use(connections.getConnection(username, password));
    }

    private Connection use(Connection connection) throws SQLException {
        try {
            connection.setCatalog(database);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return connections.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        connections.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return connections.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        connections.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return connections.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : connections.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || connections.isWrapperFor(type);
    }
}
