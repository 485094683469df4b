package dev.colloquy.initiator.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the feed of replies is followed. */
@ConfigMapping(prefix = "colloquy.feed")
public interface FeedConfig {
    /** How often, while clients wait, the instance is asked for what other replicas have filed; 10 ms to 1 minute. */
    @WithDefault("500ms")
    @DurationMin(millis = 10)
    @DurationMax(minutes = 1)
    Duration poll();
}
