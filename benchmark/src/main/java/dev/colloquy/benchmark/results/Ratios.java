package dev.colloquy.benchmark.results;

import java.util.ArrayList;
import java.util.List;

/** How one thing compares with another that was measured in the same rounds. */
public final class Ratios {
    private Ratios() {}

    /**
     * First over second, round by round.
     *
     * @param first figures of all rounds, in order
     * @param second as many figures
     * @throws IllegalArgumentException when there are not as many, or a second one is 0
     */
    public static Spread of(List<Double> first, List<Double> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(first.size() + " rounds against " + second.size());
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < first.size(); round++) {
            if (second.get(round) == 0) {
                throw new IllegalArgumentException("round " + (round + 1) + " has 0 to divide by");
            }
            ratios.add(first.get(round) / second.get(round));
        }
        return Spread.of(ratios);
    }
}
