package dev.colloquy.target.receive;

import java.sql.SQLException;

/** Tells failures of the connection, which no request is to blame for, from those of a request. */
final class ConnectionLoss {
    /** Class of the SQLSTATEs that stand for a connection exception. */
    private static final String CONNECTION_EXCEPTION = "08";

    private ConnectionLoss() {}

    /** Whether a lost connection is the failure or among its causes. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e
                    && e.getSQLState() != null
                    && e.getSQLState().startsWith(CONNECTION_EXCEPTION)) {
                return true;
            }
        }
        return false;
    }
}
