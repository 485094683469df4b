package dev.colloquy.benchmark.results;

import java.util.Collection;

/**
 * The same figure of several rounds.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {

    /**
     * Of at least one figure.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Spread of(Collection<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no figure to take the median of");
        }
        double[] ascending =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = ascending.length / 2;
        double median = ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
        return new Spread(Rounded.to3(median), Rounded.to3(ascending[0]), Rounded.to3(ascending[ascending.length - 1]));
    }
}
