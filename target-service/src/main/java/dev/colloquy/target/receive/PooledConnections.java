package dev.colloquy.target.receive;

import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Gives every new connection of the pool the settings that save round trips: it stays in implicit transaction mode,
 * which a transaction would otherwise switch on and off, and it keeps the handles of prepared statements, without which
 * the driver prepares anew before it sends a JDBC batch in one request.
 */
@Singleton
class PooledConnections implements AgroalPoolInterceptor {
    private static final int STATEMENT_HANDLES = 64;

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            SQLServerConnection physical = connection.unwrap(SQLServerConnection.class);
            physical.setDisableStatementPooling(false);
            physical.setStatementPoolingCacheSize(STATEMENT_HANDLES);
            physical.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException("A new connection cannot be set up: " + e.getMessage(), e);
        }
    }
}
