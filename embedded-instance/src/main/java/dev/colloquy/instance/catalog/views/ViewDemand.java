package dev.colloquy.instance.catalog.views;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a reader wants of a view, so that nothing else need be made.
 *
 * @param columns by number, from zero; the others may be null in every row. Absent: all
 * @param limit   so many rows are wanted, no matter which, so the view may give them as they come. Absent: all
 */
public record ViewDemand(Optional<Set<Integer>> columns, OptionalLong limit) {
    public static final ViewDemand EVERYTHING = new ViewDemand(Optional.empty(), OptionalLong.empty());

    public ViewDemand {
        columns = columns.map(Set::copyOf);
    }

    boolean wants(int column) {
        return columns.isEmpty() || columns.get().contains(column);
    }
}
