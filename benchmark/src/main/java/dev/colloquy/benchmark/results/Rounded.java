package dev.colloquy.benchmark.results;

/** Figures with the digits that are worth keeping. */
public final class Rounded {
    private Rounded() {}

    /** To three digits after the point. */
    public static double to3(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    /** To one digit after the point. */
    public static double to1(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
