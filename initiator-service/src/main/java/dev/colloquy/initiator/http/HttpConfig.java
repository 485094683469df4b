package dev.colloquy.initiator.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the HTTP interface. */
@ConfigMapping(prefix = "colloquy.http")
interface HttpConfig {
    /** Longest wait that {@code Prefer: wait=N} is granted; a longer one is shortened to it. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    Duration longestWait();

    /** What {@code Retry-After} says while the instance cannot be reached. */
    @WithDefault("5s")
    @DurationMin(seconds = 1)
    Duration retryAfter();
}
