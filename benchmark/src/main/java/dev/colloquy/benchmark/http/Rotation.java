package dev.colloquy.benchmark.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who comes when: in each round one further on, so that each comes first, and last, as often as the others. */
final class Rotation {
    private Rotation() {}

    /** The order of a round, counted from 0. */
    static <T> List<T> order(List<T> all, int round) {
        List<T> order = new ArrayList<>(all);
        Collections.rotate(order, -round);
        return order;
    }
}
