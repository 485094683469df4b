package dev.colloquy.benchmark.run;

import java.time.Duration;

/** One thing that the benchmark measures, of its own accord and into a file of its own. */
public interface Part {
    /** What it is asked for by, such as {@code http}; its results go to a file of that name. */
    String name();

    /** How long it takes, roughly. */
    Duration expected();

    /**
     * Measures and writes the results.
     *
     * @throws Exception when something cannot be measured; what was started is stopped by then
     */
    void run(Workplace workplace) throws Exception;
}
