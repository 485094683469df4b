package dev.colloquy.benchmark.http;

import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Quantiles;
import dev.colloquy.benchmark.results.Spread;
import java.util.List;
import java.util.Optional;

/**
 * Conversations over HTTP, of all systems in one run.
 *
 * @param machine where it was measured
 * @param rounds how many there were
 * @param secondsEach how long each system was measured in a round with each number of clients
 * @param warmUp conversations of each system before the first round
 * @param systems Colloquy first
 */
public record HttpResults(Machine machine, int rounds, double secondsEach, int warmUp, List<OfSystem> systems) {
    /** The system of a name, if it was measured. */
    public Optional<OfSystem> system(String name) {
        return systems.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * One system.
     *
     * @param name as in tables
     * @param readyMebibytes resident memory of all its processes when it was ready
     * @param loadedMebibytes the same after the last round
     * @param idleCpuPercent of one core, while others were measured
     * @param levels by number of clients, ascending
     */
    public record OfSystem(
            String name, long readyMebibytes, long loadedMebibytes, double idleCpuPercent, List<Level> levels) {
        /** What was measured with a number of clients, if it was. */
        public Optional<Level> level(int clients) {
            return levels.stream().filter(one -> one.clients() == clients).findFirst();
        }
    }

    /**
     * One system with one number of clients.
     *
     * @param clients that waited for their replies
     * @param perSecond conversations a second, over the rounds
     * @param times of single conversations of all rounds, milliseconds
     * @param cpuMillis CPU of all processes of the system for each conversation
     * @param refused answers 503, after which clients tried again
     * @param rounds each for itself, in order
     */
    public record Level(
            int clients, Spread perSecond, Quantiles times, double cpuMillis, int refused, List<Round> rounds) {}

    /**
     * One measurement.
     *
     * @param perSecond conversations a second
     * @param p50Millis median of their times
     */
    public record Round(double perSecond, double p50Millis) {}
}
