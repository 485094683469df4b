package dev.colloquy.broker.status;

import dev.colloquy.broker.retry.Backoff;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Enables the queue again when a look at it finds it disabled, by {@code dbo.enable_queue}, in the same connection or
 * transaction as the look. What disabled it may do so again, so the pauses between two repairs grow up to
 * {@link #LONGEST_PAUSE}, and shrink only after the queue has stayed enabled for that long. One thread looks.
 */
final class QueueRepair {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(QueueRepair.class);
    private static final String CALL = "{call dbo.enable_queue}";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int TIMEOUT_SECONDS = 5;

    private final ConnectionSource connections;
    private final Backoff backoff;
    private final Clock clock;
    private final AtomicLong repairs = new AtomicLong();
    private Instant lastRepair = Instant.MIN;
    private Instant nextRepair = Instant.MIN;

    /**
     * Repairs nothing yet.
     *
     * @param random shortens the pauses by up to a half
     */
    QueueRepair(ConnectionSource connections, RandomGenerator random, Clock clock) {
        this.connections = connections;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.clock = clock;
    }

    /** Enables the queue if it is not, and the last repair is long enough ago; whether it has done so. */
    boolean repair(String queue, BrokerStatus status) throws SQLException {
        Instant now = clock.instant();
        if (status.queue().enabled()) {
            if (lastRepair.isBefore(now.minus(LONGEST_PAUSE))) {
                backoff.reset();
            }
            return false;
        }
        if (now.isBefore(nextRepair)) {
            return false;
        }
        Duration pause = backoff.next();
        nextRepair = now.plus(pause);
        if (!enable()) {
            return false;
        }
        lastRepair = now;
        repairs.incrementAndGet();
        LOG.warnf(
                "The queue %s was disabled and is enabled again; if it is disabled once more, it stays so for %d s",
                queue, pause.toSeconds());
        return true;
    }

    private boolean enable() throws SQLException {
        try (Connection connection = connections.open();
                CallableStatement call = connection.prepareCall(CALL)) {
            call.setQueryTimeout(TIMEOUT_SECONDS);
            try (ResultSet row = call.executeQuery()) {
                return row.next() && row.getBoolean("enabled");
            }
        }
    }

    /** How often the queue has been enabled again since the start. */
    long repairs() {
        return repairs.get();
    }
}
