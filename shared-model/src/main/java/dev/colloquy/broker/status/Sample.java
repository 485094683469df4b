package dev.colloquy.broker.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link Sampler} knows.
 *
 * @param value the last one that could be read; empty if none could
 * @param takenAt when that was, by the clock of this process; empty if {@code value} is
 * @param error why the last attempt failed; empty if it did not
 * @param <T> what is read
 */
record Sample<T>(Optional<T> value, Optional<Instant> takenAt, Optional<String> error) {
    /** Before the first attempt. */
    static <T> Sample<T> none() {
        return new Sample<>(Optional.empty(), Optional.empty(), Optional.empty());
    }

    static <T> Sample<T> of(T value, Instant takenAt) {
        return new Sample<>(Optional.of(value), Optional.of(takenAt), Optional.empty());
    }

    /** After a failed attempt. */
    Sample<T> failed(String why) {
        return new Sample<>(value, takenAt, Optional.of(why));
    }

    /** The value, if the last attempt could read it. */
    Optional<T> current() {
        return error.isPresent() ? Optional.empty() : value;
    }

    /** How old the value is; empty if there is none. */
    Optional<Duration> age(Instant now) {
        return takenAt.map(taken -> Duration.between(taken, now));
    }
}
