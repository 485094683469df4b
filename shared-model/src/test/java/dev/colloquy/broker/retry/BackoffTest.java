package dev.colloquy.broker.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMillis(500);

    /** Always shortens by nothing, or by all that is allowed. */
    private static RandomGenerator always(boolean most) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                return most ? bound - 1 : 0;
            }
        };
    }

    private static List<Duration> pauses(Backoff backoff, int count) {
        return Stream.generate(backoff::next).limit(count).toList();
    }

    private static List<Duration> millis(long... pauses) {
        return java.util.Arrays.stream(pauses).mapToObj(Duration::ofMillis).toList();
    }

    @Test
    void pauses_double_up_to_the_longest() {
        assertEquals(millis(100, 200, 400, 500, 500), pauses(new Backoff(FIRST, LONGEST, always(false)), 5));
    }

    @Test
    void chance_shortens_a_pause_by_a_half_at_most() {
        assertEquals(millis(50, 100, 200, 250, 250), pauses(new Backoff(FIRST, LONGEST, always(true)), 5));
    }

    @Test
    void the_same_seed_gives_the_same_pauses_and_they_differ_among_each_other() {
        List<Duration> pauses = pauses(new Backoff(FIRST, FIRST, new SplittableRandom(1)), 50);

        assertEquals(pauses, pauses(new Backoff(FIRST, FIRST, new SplittableRandom(1)), 50));
        assertTrue(pauses.stream().distinct().count() > 40);
    }

    @Test
    void a_success_starts_over() {
        Backoff backoff = new Backoff(FIRST, LONGEST, always(false));
        assertEquals(millis(100, 200), pauses(backoff, 2));

        backoff.reset();

        assertEquals(millis(100, 200), pauses(backoff, 2));
    }

    @Test
    void a_shortest_pause_above_the_longest_or_of_nothing_is_refused() {
        RandomGenerator random = always(false);
        assertThrows(IllegalArgumentException.class, () -> new Backoff(LONGEST, FIRST, random));
        assertThrows(IllegalArgumentException.class, () -> new Backoff(Duration.ZERO, FIRST, random));
    }
}
