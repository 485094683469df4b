package dev.colloquy.initiator.hygiene;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long the ledger keeps finished conversations. */
@ConfigMapping(prefix = "colloquy.retention")
public interface RetentionConfig {
    /**
     * How long a conversation is kept after its end, with its messages and its idempotency key, in whole minutes, up to
     * 100 years; 0 for ever.
     */
    @WithDefault("30d")
    Duration keepFor();

    /** How often the ledger is looked through for older ones, 1 s or more. */
    @WithDefault("1m")
    Duration interval();

    /** How many transactions a round may take, each of 500 rows at most, 1 to 100000. */
    @WithDefault("200")
    @Min(1)
    @Max(100_000)
    int batches();
}
