package dev.colloquy.broker.receive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** What the workers of a loop have met with, for the log and for health. Safe for use by many threads. */
final class LoopJournal {
    private static final Logger LOG = Logger.getLogger(ReceiveLoop.class);

    private final String queue;
    private final Clock clock;
    private final CauseLog causes;
    private final LongAdder messages = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile Optional<Instant> lastReceive = Optional.empty();
    private volatile Optional<String> lastError = Optional.empty();

    LoopJournal(String queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
        this.causes = new CauseLog(clock);
    }

    /** Notes a receive that has succeeded. */
    void received(int count) {
        messages.add(count);
        lastReceive = Optional.of(clock.instant());
    }

    /** Notes a failure; whether it went to the log. */
    boolean failed(Exception failure, Duration nextAttempt) {
        failures.increment();
        lastError = Optional.of(text(failure));
        if (causes.admits(failure)) {
            LOG.warnf(
                    failure,
                    "RECEIVE from %s has failed and is rolled back; next attempt in %d ms",
                    queue,
                    nextAttempt.toMillis());
            return true;
        }
        LOG.debugf(failure, "RECEIVE from %s has failed again", queue);
        return false;
    }

    void recovered(int failures) {
        LOG.infof("RECEIVE from %s works again after %d failures", queue, failures);
    }

    /** Notes a failure that came when the loop was to end anyway. */
    void failedAtStop(Exception failure) {
        lastError = Optional.of(text(failure));
        LOG.debugf(failure, "RECEIVE from %s is rolled back, as the loop stops", queue);
    }

    void died(Throwable error) {
        lastError = Optional.of(text(error));
        LOG.errorf(error, "A worker of %s has died; the process has to be restarted", queue);
    }

    /** Messages received since the start. */
    long received() {
        return messages.sum();
    }

    /** Failed receives since the start. */
    long errors() {
        return failures.sum();
    }

    Optional<Instant> lastReceive() {
        return lastReceive;
    }

    Optional<String> lastError() {
        return lastError;
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
