package dev.colloquy.target.receive;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;

/** Tells failures that no request is to blame for from those of a request. */
final class DatabaseFault {
    /** Class of the SQLSTATEs that stand for a connection exception. */
    private static final String CONNECTION_EXCEPTION = "08";

    /**
     * Deadlock victim (1205), lock request time out (1222), update conflict under snapshot isolation (3960), no memory
     * (701, 8645), no room on the disk (1101, 1105, 9002).
     */
    private static final Set<Integer> CONTENTION = Set.of(701, 1101, 1105, 1205, 1222, 3960, 8645, 9002);

    private DatabaseFault() {}

    /** Whether a lost connection is the failure or among its causes. */
    static boolean isLostConnection(Throwable failure) {
        return isBehind(failure, e -> e.getSQLState() != null && e.getSQLState().startsWith(CONNECTION_EXCEPTION));
    }

    /** Whether others use up what the transaction needs, so that the same might have gone well without them. */
    static boolean isContention(Throwable failure) {
        return isBehind(failure, e -> CONTENTION.contains(e.getErrorCode()));
    }

    private static boolean isBehind(Throwable failure, Predicate<SQLException> fault) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && fault.test(e)) {
                return true;
            }
        }
        return false;
    }
}
