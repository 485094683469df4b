package dev.colloquy.benchmark.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final long MILLI = 1_000_000;

    private static Times millis(long from, long to) {
        return Times.ofNanos(
                LongStream.rangeClosed(from, to).map(value -> value * MILLI).toArray());
    }

    @Test
    void a_quantile_is_the_smallest_time_that_this_share_does_not_exceed() {
        Times hundred = millis(1, 100);

        assertEquals(50, hundred.millisAt(0.5));
        assertEquals(99, hundred.millisAt(0.99));
        assertEquals(100, hundred.millisAt(0.999));
        assertEquals(100, hundred.millisAt(1));
        assertEquals(1, hundred.millisAt(0.001));
    }

    @Test
    void order_does_not_matter() {
        assertEquals(2, Times.ofNanos(3 * MILLI, MILLI, 2 * MILLI).millisAt(0.5));
    }

    @Test
    void several_measurements_together_are_as_one() {
        assertEquals(
                millis(1, 1_000).quantiles(),
                Times.together(List.of(millis(501, 1_000), millis(1, 500))).quantiles());
    }

    @Test
    void nothing_has_no_quantile() {
        assertThrows(IllegalStateException.class, () -> Times.ofNanos().millisAt(0.5));
    }
}
