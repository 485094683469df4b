package dev.colloquy.broker.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the state of queue, transmission queue and broker is observed. */
@ConfigMapping(prefix = "colloquy.status")
public interface StatusConfig {
    /** How often the instance is asked; scrapes and probes see the last answer. */
    @WithDefault("5s")
    Duration interval();

    /** Longest wait for an answer. */
    @WithDefault("5s")
    Duration timeout();

    /** Where counting stops, so that a large backlog costs no more than this; the figures saturate here. */
    @WithDefault("10000")
    int depthLimit();
}
