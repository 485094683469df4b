package dev.colloquy.initiator.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How replies are collected. {@code waitFor < stopGrace}, and both below the platform's time for termination. */
@ConfigMapping(prefix = "colloquy.collector")
public interface CollectorConfig {
    /** How many workers collect at once when there is little to do, each with a connection of the pool, 1 to 64. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int workers();

    /** How many workers collect at once when batches come full, {@code workers} to 64. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int maxWorkers();

    /** How many conversations one transaction takes at most. */
    @WithDefault("32")
    @Min(1)
    @Max(1000)
    int batch();

    /** How long one call waits for a message before it comes back without. */
    @WithDefault("5s")
    Duration waitFor();

    /** How long a batch in hand may go on when the service stops, before it is cancelled. */
    @WithDefault("10s")
    Duration stopGrace();

    /** Pause after a failure; each further one in a row doubles it, at random up to a half shorter. */
    @WithDefault("100ms")
    Duration firstBackoff();

    /** Longest such pause. */
    @WithDefault("30s")
    Duration longestBackoff();
}
