package dev.colloquy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FailedLogins failures = new FailedLogins(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void the_first_is_told_at_once_and_the_others_are_counted_for_a_minute() {
        assertEquals(1, failures.due());
        assertEquals(0, failures.due());
        assertEquals(0, failures.due());

        now = now.plus(Duration.ofSeconds(60));

        assertEquals(3, failures.due());
        assertEquals(0, failures.due());
    }
}
