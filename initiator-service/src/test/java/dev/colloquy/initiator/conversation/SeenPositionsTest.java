package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SeenPositionsTest {
    private final SeenPositions seen = new SeenPositions();

    @Test
    void parts_that_come_out_of_order_join() {
        seen.add(4, 6);
        seen.add(7, 7);
        assertEquals(0, seen.upTo());

        seen.add(1, 3);

        assertEquals(7, seen.upTo());
    }

    @Test
    void a_gap_is_closed_by_whoever_knows_all() {
        seen.add(1, 3);
        seen.add(10, 12);
        assertEquals(3, seen.upTo());

        seen.addAll(9);

        assertEquals(12, seen.upTo());
    }

    @Test
    void what_is_known_already_changes_nothing() {
        seen.addAll(10);

        seen.add(2, 5);
        seen.addAll(4);

        assertEquals(10, seen.upTo());
    }

    @Test
    void behind_a_gap_no_more_is_kept_than_needed() {
        for (long first = 10; first < 10_000; first += 2) {
            seen.add(first, first);
        }
        seen.addAll(9);

        assertEquals(10, seen.upTo());
    }
}
