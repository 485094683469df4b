package dev.colloquy.broker.setup;

import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate may be used.
 *
 * @param name its name, as in {@code sys.certificates}
 * @param start from when on
 * @param expiry until when
 */
public record CertificateDates(String name, Instant start, Instant expiry) {
    /** Whether it may be used at that time. */
    public boolean isValid(Instant now) {
        return !now.isBefore(start) && now.isBefore(expiry);
    }

    /** How long it may still be used; negative if it has expired. */
    public Duration left(Instant now) {
        return Duration.between(now, expiry);
    }
}
