package dev.colloquy.broker.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the service brings its instance to the state that conversations need. */
@ConfigMapping(prefix = "colloquy.setup")
public interface SetupConfig {
    /** Login that creates what is missing, for example a member of sysadmin. Absent: the run-time login does it. */
    Optional<String> username();

    /** Password of that login. */
    Optional<String> password();

    /** How long a certificate that set-up creates is valid. */
    @WithDefault("365d")
    Duration certificateValidity();

    /** Longest pause between two attempts at a step that fails, such as logging in to an instance that is down. */
    @WithDefault("30s")
    Duration longestPause();
}
