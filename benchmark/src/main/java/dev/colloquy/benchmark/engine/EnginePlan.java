package dev.colloquy.benchmark.engine;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp how long dialogs are held before anything counts
 * @param measurement how long each figure is measured
 * @param inFlight dialogs at once
 * @param depths of the queue, ascending
 * @param bodies sizes of requests in bytes, ascending
 */
public record EnginePlan(
        Duration warmUp, Duration measurement, List<Integer> inFlight, List<Integer> depths, List<Integer> bodies) {
    /** Two cores need as long until their compilers are done. */
    public static final EnginePlan WHOLE = new EnginePlan(
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            List.of(1, 32),
            List.of(1_000, 10_000, 100_000, 1_000_000),
            List.of(100, 1_000, 10_000, 100_000, 1_000_000));

    /** Only to see that it runs. */
    public static final EnginePlan SHORT = new EnginePlan(
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            List.of(1, 8),
            List.of(1_000, 10_000),
            List.of(100, 10_000));

    /** Copies the lists. */
    public EnginePlan {
        inFlight = List.copyOf(inFlight);
        depths = List.copyOf(depths);
        bodies = List.copyOf(bodies);
    }
}
