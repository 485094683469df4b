package dev.colloquy.benchmark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final List<String> ALL = List.of("a", "b", "c");

    @Test
    void each_round_begins_one_further_on() {
        assertEquals(List.of("a", "b", "c"), Rotation.order(ALL, 0));
        assertEquals(List.of("b", "c", "a"), Rotation.order(ALL, 1));
        assertEquals(List.of("c", "a", "b"), Rotation.order(ALL, 2));
        assertEquals(List.of("a", "b", "c"), Rotation.order(ALL, 3));
    }

    @Test
    void in_as_many_rounds_as_there_are_each_has_every_place_once() {
        for (int place = 0; place < ALL.size(); place++) {
            int here = place;
            Set<String> seen = IntStream.range(0, ALL.size())
                    .mapToObj(round -> Rotation.order(ALL, round).get(here))
                    .collect(Collectors.toSet());
            assertEquals(Set.copyOf(ALL), seen);
        }
    }
}
