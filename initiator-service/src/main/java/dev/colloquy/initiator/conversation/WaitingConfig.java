package dev.colloquy.initiator.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How many may wait. */
@ConfigMapping(prefix = "colloquy.http")
public interface WaitingConfig {
    /** How many clients may wait for replies at once, 0 to 1000000; one more is answered without a wait. */
    @WithDefault("2000")
    @Min(0)
    @Max(1_000_000)
    int maxWaiting();
}
