package dev.colloquy.broker.receive;

import dev.colloquy.broker.retry.Backoff;
import java.time.Duration;

/**
 * How a {@link ReceiveLoop} works. The longest wait of one RECEIVE is the receiver's business; it should be shorter
 * than {@code stopGrace}, and that shorter than the time the platform gives a process to end.
 *
 * @param minWorkers threads that receive even when there is nothing to receive, 1 to 64
 * @param maxWorkers threads that receive at most, however large the backlog; not less than {@code minWorkers}, up to 64
 * @param stopGrace how long a batch in hand may go on after {@link ReceiveLoop#close()}; not negative
 * @param firstBackoff pause after the first failure in a row; more than zero
 * @param longestBackoff what the pauses grow to
 */
public record LoopSettings(
        int minWorkers, int maxWorkers, Duration stopGrace, Duration firstBackoff, Duration longestBackoff) {
    private static final int MOST_WORKERS = 64;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is left
     */
    public LoopSettings {
        if (minWorkers < 1 || minWorkers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers: " + minWorkers + " is not in 1 to " + MOST_WORKERS);
        }
        if (maxWorkers < minWorkers || maxWorkers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "maximum of workers: " + maxWorkers + " is not in " + minWorkers + " to " + MOST_WORKERS);
        }
        if (stopGrace.isNegative()) {
            throw new IllegalArgumentException("stopGrace: " + stopGrace + " is negative");
        }
        Backoff.check(firstBackoff, longestBackoff);
    }

    /** As many workers with a backlog as without. */
    public LoopSettings(int workers, Duration stopGrace, Duration firstBackoff, Duration longestBackoff) {
        this(workers, workers, stopGrace, firstBackoff, longestBackoff);
    }
}
