package dev.colloquy.broker.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the state of queue, transmission queue, broker and instance is observed. */
@ConfigMapping(prefix = "colloquy.status")
public interface StatusConfig {
    /** How often the instance is asked; scrapes and probes see the last answer; more than zero. */
    @WithDefault("5s")
    Duration interval();

    /** Longest wait for an answer; a second or more. */
    @WithDefault("5s")
    Duration timeout();

    /** Where counting stops, so that a large backlog costs no more than this; the figures saturate here; at least 1. */
    @WithDefault("10000")
    int depthLimit();

    /** How often the set-up login looks at endpoint, transport certificates and msdb; more than zero. */
    @WithDefault("60s")
    Duration inspectionInterval();

    /** Readiness warns of a certificate that expires within this time; more than zero. */
    @WithDefault("30d")
    Duration certificateWarning();

    /** Age of the oldest message in the transmission queue from which on readiness warns; more than zero. */
    @WithDefault("2m")
    Duration transmissionLimit();

    /** How long a message to one of several instances of the peer may wait before new dialogs avoid it; a second or more. */
    @WithDefault("10s")
    Duration avoidAfter();
}
