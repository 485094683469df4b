package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.LoopSettings;
import dev.colloquy.target.receive.RequestReceiver.Limits;
import java.time.Duration;

/**
 * {@link ReceiveConfig}, checked.
 *
 * @param loop workers and their pauses
 * @param limits how much a worker takes on
 * @param retries what happens to requests that fail
 * @param transactionLimit how long a batch may take, the wait for it included
 * @param carefulStart for how many requests after the start each is handled alone and noted down
 */
record ReceiveSettings(
        LoopSettings loop, Limits limits, RetryPolicy retries, Duration transactionLimit, int carefulStart) {
    private static final Duration SHORTEST_TIME_LIMIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIME_LIMIT = Duration.ofHours(1);
    private static final int MOST_CAREFUL = 10_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    static ReceiveSettings of(ReceiveConfig config) {
        return new ReceiveSettings(
                loop(config),
                new Limits(config.batch(), config.waitFor()),
                new RetryPolicy(
                        config.maxAttempts(), config.poisonPolicy(), config.firstBackoff(), config.longestBackoff()),
                config.waitFor().plus(handlerTimeLimit(config)),
                carefulStart(config));
    }

    private static int carefulStart(ReceiveConfig config) {
        int requests = config.carefulStart();
        if (requests < 0 || requests > MOST_CAREFUL) {
            throw new IllegalArgumentException(
                    "colloquy.receive.careful-start: " + requests + " is not in 0 to " + MOST_CAREFUL);
        }
        return requests;
    }

    private static LoopSettings loop(ReceiveConfig config) {
        try {
            return new LoopSettings(
                    config.workers(),
                    config.maxWorkers(),
                    config.stopGrace(),
                    config.firstBackoff(),
                    config.longestBackoff());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("colloquy.receive: " + e.getMessage(), e);
        }
    }

    private static Duration handlerTimeLimit(ReceiveConfig config) {
        Duration limit = config.handlerTimeLimit();
        if (limit.compareTo(SHORTEST_TIME_LIMIT) < 0 || limit.compareTo(LONGEST_TIME_LIMIT) > 0) {
            throw new IllegalArgumentException("colloquy.receive.handler-time-limit: " + limit + " is not in "
                    + SHORTEST_TIME_LIMIT + " to " + LONGEST_TIME_LIMIT);
        }
        return limit;
    }
}
