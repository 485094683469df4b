package dev.colloquy.benchmark.results;

import java.util.Arrays;
import java.util.Collection;

/** How long single things took. */
public final class Times {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] ascending;

    private Times(long[] ascending) {
        this.ascending = ascending;
    }

    /** Of nanoseconds in any order. */
    public static Times ofNanos(long... nanos) {
        long[] ascending = nanos.clone();
        Arrays.sort(ascending);
        return new Times(ascending);
    }

    /** All of several measurements as if they were one. */
    public static Times together(Collection<Times> several) {
        return ofNanos(several.stream()
                .flatMapToLong(times -> Arrays.stream(times.ascending))
                .toArray());
    }

    /** How many there are. */
    public int count() {
        return ascending.length;
    }

    /**
     * The smallest time that at least this share of all do not exceed, in milliseconds (the nearest rank).
     *
     * @param share above 0, up to 1
     * @throws IllegalStateException when there are none
     */
    public double millisAt(double share) {
        if (ascending.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(share * ascending.length);
        return ascending[Math.max(1, rank) - 1] / NANOS_PER_MILLI;
    }

    /** Median, p99 and p99.9. */
    public Quantiles quantiles() {
        return new Quantiles(
                Rounded.to3(millisAt(0.5)), Rounded.to3(millisAt(0.99)), Rounded.to3(millisAt(0.999)), count());
    }
}
