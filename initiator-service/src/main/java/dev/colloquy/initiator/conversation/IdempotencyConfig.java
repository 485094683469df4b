package dev.colloquy.initiator.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How repetitions of a request are recognised. */
@ConfigMapping(prefix = "colloquy.idempotency")
public interface IdempotencyConfig {
    /** How long an idempotency key stands for its conversation, or its further request, 1 s to 3650 days. */
    @WithDefault("24h")
    @DurationMin(seconds = 1)
    @DurationMax(days = 3650)
    Duration keyLifetime();
}
