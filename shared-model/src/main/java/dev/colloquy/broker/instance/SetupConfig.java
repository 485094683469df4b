package dev.colloquy.broker.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the service brings its instance to the state that conversations need, and keeps it there. */
@ConfigMapping(prefix = "colloquy.setup")
public interface SetupConfig {
    /** Login that creates what is missing, for example a member of sysadmin. Absent: the run-time login does it. */
    Optional<String> username();

    /** Password of that login. */
    Optional<String> password();

    /** How long a certificate that set-up creates is valid; more than zero, in whole days, rounded up. */
    @WithDefault("365d")
    Duration certificateValidity();

    /** How long before its expiry an own certificate is renewed; less than its validity. */
    @WithDefault("30d")
    Duration certificateRenewal();

    /** How often set-up runs again, to put right what somebody has changed and to renew certificates; more than zero. */
    @WithDefault("10m")
    Duration verifyInterval();

    /** Longest pause between two attempts at a step that fails, as when the instance is down; 250ms or more. */
    @WithDefault("30s")
    Duration longestPause();
}
