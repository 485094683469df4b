package dev.colloquy.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Form of the log. */
@ConfigMapping(prefix = "colloquy.log")
public interface LogConfig {
    /** Whether a line is a JSON object: {@code true}, {@code false}, or {@code auto}: in a container without a terminal. */
    @WithDefault("auto")
    JsonLines json();

    /** When lines are JSON. */
    enum JsonLines {
        /** Always. */
        TRUE,
        /** Never. */
        FALSE,
        /** In a container without a terminal. */
        AUTO
    }
}
