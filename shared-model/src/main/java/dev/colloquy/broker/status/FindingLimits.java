package dev.colloquy.broker.status;

import java.time.Duration;

/**
 * From when on something is wrong.
 *
 * @param stale age from which a sample says nothing any more; a few times the sampler's interval
 * @param certificateWarning time left from which on a certificate is about to expire
 * @param transmissionLimit age of the oldest message in the transmission queue from which on that is stuck
 */
record FindingLimits(Duration stale, Duration certificateWarning, Duration transmissionLimit) {
    /** Refuses what is not more than zero. */
    FindingLimits {
        check("stale", stale);
        check("certificateWarning", certificateWarning);
        check("transmissionLimit", transmissionLimit);
    }

    private static void check(String name, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(name + ": " + limit + " is not more than zero");
        }
    }
}
