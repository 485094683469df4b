package dev.colloquy.broker.status;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** The checked settings of the status. */
final class StatusSettings {
    /** After so many intervals without an answer the last one says nothing any more. */
    private static final int STALE_INTERVALS = 4;

    private StatusSettings() {}

    /**
     * Ends the start if a setting is out of its range.
     *
     * @throws ConfigurationException that names the setting
     */
    static void check(StatusConfig config) {
        atLeast("interval", config.interval(), Duration.ofMillis(1));
        atLeast("timeout", config.timeout(), Duration.ofSeconds(1));
        atLeast("inspection-interval", config.inspectionInterval(), Duration.ofMillis(1));
        atLeast("certificate-warning", config.certificateWarning(), Duration.ofMillis(1));
        atLeast("transmission-limit", config.transmissionLimit(), Duration.ofMillis(1));
        atLeast("avoid-after", config.avoidAfter(), Duration.ofSeconds(1));
        if (config.depthLimit() < 1) {
            throw new ConfigurationException("colloquy.status.depth-limit: " + config.depthLimit() + " is less than 1");
        }
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new ConfigurationException(
                    "colloquy.status." + name + ": " + value + " is less than " + least.toMillis() + " ms");
        }
    }

    static FindingLimits limits(StatusConfig config) {
        return new FindingLimits(
                config.interval().multipliedBy(STALE_INTERVALS).plus(config.timeout()),
                config.certificateWarning(),
                config.transmissionLimit());
    }
}
