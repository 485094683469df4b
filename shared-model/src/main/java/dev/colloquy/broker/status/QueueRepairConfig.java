package dev.colloquy.broker.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is done about a queue that is found disabled. */
@ConfigMapping(prefix = "colloquy.receive")
public interface QueueRepairConfig {
    /** Whether a queue that poison message handling or an operator has disabled is enabled again; each side its own. */
    @WithDefault("true")
    boolean enableDisabledQueue();
}
