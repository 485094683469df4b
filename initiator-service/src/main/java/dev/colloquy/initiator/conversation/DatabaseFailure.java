package dev.colloquy.initiator.conversation;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;

/** Tells what will pass from what will not among the failures of JDBC. */
final class DatabaseFailure {
    /** Class of the SQLSTATEs that stand for a connection exception. */
    private static final String CONNECTION_EXCEPTION = "08";

    /** Agroal, when {@code acquisition-timeout} is over. */
    private static final String NO_CONNECTION_FREE = "Sorry, acquisition timeout!";

    /** SQLSTATEs of the driver for a statement that was cancelled or has timed out. */
    private static final Set<String> NO_ANSWER = Set.of("HY008", "HYT00", "HYT01");

    /**
     * "Database Engine events and errors": no memory or worker (701, 8645, 8651, 10928, 10929), disk full or lost
     * (1101, 1105, 9001, 9002), deadlock victim and lock timeout (1205, 1222), session ended (596), database not to be
     * had (904, 921, 922, 924, 927, 942, 945, 952, 983, 4060), read-only or being restored (3906), procedure not there
     * yet (2812), shutting down (6005), paused (17142), login refused (18401, 18451, 18452, 18456, 18461).
     */
    private static final Set<Integer> PASSING = Set.of(
            596, 701, 904, 921, 922, 924, 927, 942, 945, 952, 983, 1101, 1105, 1205, 1222, 2812, 3906, 4060, 6005, 8645,
            8651, 9001, 9002, 10928, 10929, 17142, 18401, 18451, 18452, 18456, 18461);

    private DatabaseFailure() {}

    /**
     * What the callers of the package get to see.
     *
     * @param operation procedure that was called
     * @return {@link InstanceUnavailable} for what will pass, else {@link IllegalStateException}
     */
    static RuntimeException of(String operation, SQLException failure) {
        String message = operation + " has failed: " + failure.getMessage();
        return isPassing(failure)
                ? new InstanceUnavailable(message, failure, isPoolExhausted(failure))
                : new IllegalStateException(message, failure);
    }

    private static boolean isPassing(SQLException failure) {
        return failure instanceof SQLTimeoutException
                || PASSING.contains(failure.getErrorCode())
                || (failure.getErrorCode() == 0 && isWithoutAnswer(failure.getSQLState()));
    }

    /** The pool has no exception of its own for it. */
    private static boolean isPoolExhausted(SQLException failure) {
        return failure.getSQLState() == null
                && String.valueOf(failure.getMessage()).startsWith(NO_CONNECTION_FREE);
    }

    /** The pool, when it is exhausted or cannot connect, gives no SQLSTATE. */
    private static boolean isWithoutAnswer(String sqlState) {
        return sqlState == null || sqlState.startsWith(CONNECTION_EXCEPTION) || NO_ANSWER.contains(sqlState);
    }
}
