package dev.colloquy.broker.receive;

import java.time.Duration;

/**
 * How a {@link ReceiveLoop} works. The longest wait of one RECEIVE is the receiver's business; it should be shorter
 * than {@code stopGrace}, and that shorter than the time the platform gives a process to end.
 *
 * @param workers threads that receive, 1 to 64
 * @param stopGrace how long a batch in hand may go on after {@link ReceiveLoop#close()}; not negative
 * @param firstBackoff pause after the first failure in a row; more than zero
 * @param longestBackoff what the pauses grow to
 */
public record LoopSettings(int workers, Duration stopGrace, Duration firstBackoff, Duration longestBackoff) {
    private static final int MOST_WORKERS = 64;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is left
     */
    public LoopSettings {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers: " + workers + " is not in 1 to " + MOST_WORKERS);
        }
        if (stopGrace.isNegative()) {
            throw new IllegalArgumentException("stopGrace: " + stopGrace + " is negative");
        }
        Backoff.check(firstBackoff, longestBackoff);
    }
}
