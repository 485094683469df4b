package dev.colloquy.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Tells in the log of keys and tokens that were refused: at most one line a minute, which counts those that had none,
 * so that whoever guesses cannot fill a disk. Safe for use by many threads.
 */
@Singleton
class FailedLogins {
    private static final Logger LOG = Logger.getLogger(FailedLogins.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant lastLogged = Instant.MIN;
    private long untold;

    @Inject
    FailedLogins() {
        this(Clock.systemUTC());
    }

    FailedLogins(Clock clock) {
        this.clock = clock;
    }

    /** Notes one; logs it, unless a line was written within the last minute. */
    void refused(String what, String remoteAddress) {
        long count = due();
        if (count > 0) {
            LOG.warnf("%s from %s is refused; %d since the last such line", what, remoteAddress, count);
        }
    }

    /** How many to tell of now; 0 if none. */
    synchronized long due() {
        Instant now = clock.instant();
        untold++;
        if (lastLogged.isAfter(now.minus(INTERVAL))) {
            return 0;
        }
        long count = untold;
        lastLogged = now;
        untold = 0;
        return count;
    }
}
