package dev.colloquy.target.receive;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a request that has failed is tried again, and what happens when it has failed too often.
 *
 * @param maxAttempts attempts at a request, 1 to 1000
 * @param poisonPolicy what becomes of it then
 * @param firstBackoff longest pause after the first failure, more than zero
 * @param longestBackoff what pauses grow to, at most a day
 */
record RetryPolicy(int maxAttempts, PoisonPolicy poisonPolicy, Duration firstBackoff, Duration longestBackoff) {
    private static final int MOST_ATTEMPTS = 1000;
    private static final Duration LONGEST = Duration.ofDays(1);

    RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "colloquy.receive.max-attempts: " + maxAttempts + " is not in 1 to " + MOST_ATTEMPTS);
        }
        if (firstBackoff.isZero() || firstBackoff.isNegative() || longestBackoff.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException(
                    "colloquy.receive.first-backoff, .longest-backoff: 0 < first <= longest does not hold for "
                            + firstBackoff + " and " + longestBackoff);
        }
        if (longestBackoff.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "colloquy.receive.longest-backoff: " + longestBackoff + " is longer than " + LONGEST);
        }
    }

    /** Whether a request that has failed so often is not tried again by itself. */
    boolean isOver(int failures) {
        return failures >= maxAttempts;
    }

    /**
     * The pause after so many failures: each doubles it, at random up to a half is taken off, so that requests which
     * failed together do not come back together. Conversation timers have whole seconds.
     *
     * @param failures at least 1
     * @return seconds, rounded up, at least 1
     */
    int delaySeconds(int failures, RandomGenerator random) {
        long ceiling = firstBackoff.toMillis();
        for (int i = 1; i < failures && ceiling < longestBackoff.toMillis(); i++) {
            ceiling *= 2;
        }
        ceiling = Math.min(ceiling, longestBackoff.toMillis());
        long pause = ceiling - random.nextLong(ceiling / 2 + 1);
        return Math.toIntExact(Math.max(1, (pause + 999) / 1000));
    }
}
