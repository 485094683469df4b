package dev.colloquy.broker.hygiene;

import dev.colloquy.broker.hygiene.HygieneGateway.Leak;
import dev.colloquy.broker.hygiene.HygieneGateway.Page;
import dev.colloquy.broker.hygiene.HygieneGateway.Scan;
import dev.colloquy.broker.hygiene.HygieneGateway.Start;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Searches for leaked conversations, and ends those that policy allows. A run looks at so many pages at most, and ends
 * at most {@value #MOST_ENDS} conversations; the next one goes on. One replica runs at a time. Safe for use by many
 * threads.
 */
final class Reconciler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    /** Each may have to wait for a handler at work, and costs a round trip. */
    private static final int MOST_ENDS = 1_000;

    /**
     * Errors of an end that show that the conversation is no longer what was found: gone (8426), ended (8427), a message
     * has come (50004).
     */
    private static final Set<Integer> CHANGED = Set.of(8426, 8427, 50004);

    private final HygieneGateway gateway;
    private final HygieneSettings settings;
    private final HygieneMeters meters;
    private volatile boolean closed;

    Reconciler(HygieneGateway gateway, HygieneSettings settings, HygieneMeters meters) {
        this.gateway = gateway;
        this.settings = settings;
        this.meters = meters;
    }

    /** Runs unless a replica, this one or another, is at it or has begun within the interval. */
    void runInTurn() throws Exception {
        if (run(settings.interval()) == Start.Outcome.BEGUN) {
            return;
        }
        LOG.debug("another replica searches for leaked conversations");
        meters.found(gateway.read().counts());
    }

    /** Runs unless a replica is at it. */
    boolean runNow() throws Exception {
        return run(Duration.ZERO) == Start.Outcome.BEGUN;
    }

    private Start.Outcome run(Duration notSoonerThan) throws Exception {
        Start start = gateway.begin(notSoonerThan);
        if (start.outcome() == Start.Outcome.BEGUN) {
            Run run = new Run(start.run());
            boolean whole = true;
            for (Scan scan : Scan.values()) {
                whole &= run.scan(scan);
            }
            gateway.finish(start.run(), whole, run.found);
            meters.found(run.found);
        }
        return start.outcome();
    }

    /** What was found last, by whichever replica. */
    HygieneReport report() throws Exception {
        return gateway.read();
    }

    /** Has a run in hand end before its next call. */
    @Override
    public void close() {
        closed = true;
    }

    /** One run and its counts. */
    private final class Run {
        private final long number;
        private final Map<LeakKind, Integer> found = new EnumMap<>(LeakKind.class);
        private int ends;

        private Run(long number) {
            this.number = number;
        }

        /** Whether it has looked at everything there is. */
        private boolean scan(Scan scan) throws Exception {
            boolean fromStart = false;
            for (int count = 0; count < settings.pages().count() && !closed; count++) {
                Page page = gateway.page(scan, number, settings);
                if (page.superseded()) {
                    return false;
                }
                fromStart |= page.fromStart();
                page.leaks().forEach(this::take);
                if (page.atEnd()) {
                    return fromStart;
                }
            }
            return false;
        }

        private void take(Leak leak) {
            found.merge(leak.reason().kind(), 1, Integer::sum);
            LeakPolicy policy = settings.policy(leak.reason());
            if (policy != LeakPolicy.REPORT && ends < MOST_ENDS && !closed) {
                LeakAction action = end(leak, policy == LeakPolicy.CLEANUP);
                LOG.debugf("conversation %s: %s, %s", leak.handle(), leak.reason(), action);
                if (action.isEnd()) {
                    ends++;
                    meters.ended(leak.reason().kind());
                }
            }
        }

        /** One that fails, as somebody works on the conversation or the instance is gone, is this run's last. */
        private LeakAction end(Leak leak, boolean cleanup) {
            try {
                return gateway.end(number, leak, cleanup);
            } catch (Exception e) {
                if (CHANGED.contains(errorNumber(e))) {
                    return LeakAction.CHANGED;
                }
                LOG.warnf("conversation %s has leaked and cannot be ended: %s", leak.handle(), e.getMessage());
                ends = MOST_ENDS;
                return LeakAction.REPORTED;
            }
        }
    }

    /** SQL Server's number of the error behind a failure; 0 if there is none. */
    private static int errorNumber(Exception failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof SQLException sql) {
                return sql.getErrorCode();
            }
            cause = cause.getCause();
        }
        return 0;
    }
}
