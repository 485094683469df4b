package dev.colloquy.broker.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the {@link BrokerStatusSampler} knows.
 *
 * @param status the last status that could be read; empty if none could
 * @param takenAt when that was, by the clock of this process; empty if {@code status} is
 * @param error why the last attempt failed; empty if it did not
 */
public record StatusSample(Optional<BrokerStatus> status, Optional<Instant> takenAt, Optional<String> error) {
    /** Before the first attempt. */
    static final StatusSample NONE = new StatusSample(Optional.empty(), Optional.empty(), Optional.empty());

    static StatusSample of(BrokerStatus status, Instant takenAt) {
        return new StatusSample(Optional.of(status), Optional.of(takenAt), Optional.empty());
    }

    /** After a failed attempt. */
    StatusSample failed(String why) {
        return new StatusSample(status, takenAt, Optional.of(why));
    }

    /** The status, if the last attempt could read it. */
    public Optional<BrokerStatus> current() {
        return error.isPresent() ? Optional.empty() : status;
    }

    /** How old the status is; empty if there is none. */
    public Optional<Duration> age(Instant now) {
        return takenAt.map(taken -> Duration.between(taken, now));
    }
}
