package dev.colloquy.benchmark.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test
    void a_ratio_is_formed_within_each_round() {
        assertEquals(new Spread(2, 0.5, 3), Ratios.of(List.of(300.0, 100.0, 50.0), List.of(100.0, 50.0, 100.0)));
    }

    @Test
    void the_median_of_an_even_number_is_between_the_two_in_the_middle() {
        assertEquals(new Spread(2.5, 1, 4), Spread.of(List.of(4.0, 1.0, 3.0, 2.0)));
    }

    @Test
    void rounds_that_one_of_them_misses_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> Ratios.of(List.of(1.0, 2.0), List.of(1.0)));
    }

    @Test
    void a_round_in_which_nothing_was_done_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Ratios.of(List.of(1.0), List.of(0.0)));
    }

    @Test
    void no_figure_has_no_spread() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }
}
