package dev.colloquy.broker.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: doubled from the first to the longest, each shortened at random by up to a half, so that
 * those who failed together do not come back together. Not safe for use by several threads.
 */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration ceiling;

    /**
     * Starts with the first pause.
     *
     * @param first more than zero
     * @param longest not less than {@code first}
     * @throws IllegalArgumentException if they are not
     */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        check(first, longest);
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.ceiling = first;
    }

    /**
     * Checks the two limits of a back-off.
     *
     * @throws IllegalArgumentException unless {@code 0 < first <= longest} holds
     */
    public static void check(Duration first, Duration longest) {
        if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off: 0 < first <= longest does not hold for " + first + " and " + longest);
        }
    }

    /** The pause before the next attempt: half of the current ceiling or more, and not more than it. */
    public Duration next() {
        long nanos = ceiling.toNanos();
        Duration pause = Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
        ceiling = ceiling.compareTo(longest.dividedBy(2)) > 0 ? longest : ceiling.multipliedBy(2);
        return pause;
    }

    /** Starts over, after a success. */
    public void reset() {
        ceiling = first;
    }
}
