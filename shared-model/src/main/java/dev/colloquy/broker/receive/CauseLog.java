package dev.colloquy.broker.receive;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which failures are worth a line in the log: of each distinct cause one a minute. Messages tell causes apart
 * badly, as they carry process ids and handles; classes and SQL Server's error numbers do it well. Safe for use by many
 * threads.
 */
public final class CauseLog {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MOST_CAUSES = 64;

    private final Clock clock;
    private final Map<String, Instant> lastLogged = new LinkedHashMap<>();

    /** Has seen no failure yet. */
    public CauseLog(Clock clock) {
        this.clock = clock;
    }

    /** Whether to log the failure now; if so, the next one of its kind is not logged for a minute. */
    public synchronized boolean admits(Throwable failure) {
        Instant now = clock.instant();
        String cause = cause(failure);
        Instant last = lastLogged.get(cause);
        if (last != null && !now.isBefore(last) && now.isBefore(last.plus(INTERVAL))) {
            return false;
        }
        lastLogged.remove(cause);
        lastLogged.put(cause, now);
        if (lastLogged.size() > MOST_CAUSES) {
            lastLogged.remove(lastLogged.keySet().iterator().next());
        }
        return true;
    }

    private static String cause(Throwable failure) {
        StringBuilder cause = new StringBuilder();
        Throwable link = failure;
        for (int depth = 0; link != null && depth < 10; depth++) {
            cause.append(link.getClass().getName()).append(' ');
            if (link instanceof SQLException sql) {
                cause.append(sql.getSQLState())
                        .append(' ')
                        .append(sql.getErrorCode())
                        .append(' ');
            }
            link = link.getCause();
        }
        return cause.toString();
    }
}
