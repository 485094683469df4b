package dev.colloquy.broker.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void numbers_out_of_range_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new LoopSettings(0, SECOND, SECOND, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new LoopSettings(65, SECOND, SECOND, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new LoopSettings(2, 1, SECOND, SECOND, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new LoopSettings(2, 65, SECOND, SECOND, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new LoopSettings(1, SECOND.negated(), SECOND, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new LoopSettings(1, SECOND, SECOND, SECOND.dividedBy(2)));
    }

    @Test
    void one_number_of_workers_is_minimum_and_maximum() {
        assertEquals(new LoopSettings(3, 3, SECOND, SECOND, SECOND), new LoopSettings(3, SECOND, SECOND, SECOND));
    }
}
