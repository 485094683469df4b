package dev.colloquy.broker.receive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CauseLogTest {
    private final SettableClock clock = new SettableClock();
    private final CauseLog log = new CauseLog(clock);

    @Test
    void the_same_cause_is_logged_once_a_minute_whatever_its_message_says() {
        assertTrue(log.admits(deadlock("process 51")));
        assertFalse(log.admits(deadlock("process 52")));

        clock.advance(Duration.ofSeconds(59));
        assertFalse(log.admits(deadlock("process 53")));

        clock.advance(Duration.ofSeconds(1));
        assertTrue(log.admits(deadlock("process 54")));
    }

    @Test
    void causes_are_told_apart_by_error_number_class_and_chain() {
        assertTrue(log.admits(deadlock("process 51")));
        assertTrue(log.admits(new SQLException("login failed", "S0001", 18456)));
        assertTrue(log.admits(new IllegalStateException("a handler")));
        assertTrue(log.admits(new IllegalStateException("a handler", deadlock("process 51"))));

        assertFalse(log.admits(new IllegalStateException("another", deadlock("process 52"))));
    }

    @Test
    void a_clock_that_is_set_back_does_not_silence() {
        assertTrue(log.admits(deadlock("process 51")));

        clock.advance(Duration.ofHours(-1));

        assertTrue(log.admits(deadlock("process 52")));
    }

    @Test
    void of_many_causes_the_oldest_are_forgotten() {
        for (int number = 0; number < 200; number++) {
            assertTrue(log.admits(new SQLException("error", "S0001", number)));
        }

        assertFalse(log.admits(new SQLException("error", "S0001", 199)));
        assertTrue(log.admits(new SQLException("error", "S0001", 0)));
    }

    private static SQLException deadlock(String message) {
        return new SQLException(message, "40001", 1205);
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2025-06-01T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

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
    }
}
