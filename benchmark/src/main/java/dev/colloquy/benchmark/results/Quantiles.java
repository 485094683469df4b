package dev.colloquy.benchmark.results;

/**
 * Times in milliseconds.
 *
 * @param p50 the median
 * @param p99 what 1 of 100 exceeds
 * @param p999 what 1 of 1,000 exceeds
 * @param of how many times
 */
public record Quantiles(double p50, double p99, double p999, int of) {}
