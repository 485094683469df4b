package dev.colloquy.benchmark.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Rounded;
import java.util.ArrayList;
import java.util.List;

/**
 * Hot paths, by JMH.
 *
 * @param machine where it was measured
 * @param options of JMH
 * @param benchmarks each for itself
 */
public record JmhResults(Machine machine, String options, List<HotPath> benchmarks) {
    /**
     * One of them.
     *
     * @param name class and method
     * @param time of one call
     * @param error half of the 99.9 % confidence interval, in the same unit; 0 where there are too few iterations for one
     * @param unit such as ns/op
     */
    public record HotPath(String name, double time, double error, String unit) {}

    /** From what JMH writes with {@code -rf json}. */
    static JmhResults of(Machine machine, String options, JsonNode written) {
        List<HotPath> paths = new ArrayList<>();
        for (JsonNode one : written) {
            String name = one.path("benchmark").asText();
            JsonNode metric = one.path("primaryMetric");
            double error = metric.path("scoreError").asDouble(0);
            paths.add(new HotPath(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    Rounded.to3(metric.path("score").asDouble()),
                    Double.isFinite(error) ? Rounded.to3(error) : 0,
                    metric.path("scoreUnit").asText()));
        }
        return new JmhResults(machine, options, paths);
    }
}
