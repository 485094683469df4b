package dev.colloquy.benchmark.http;

import dev.colloquy.benchmark.results.Rounded;
import dev.colloquy.benchmark.results.Spread;
import dev.colloquy.benchmark.results.Times;
import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what is measured of one system over the rounds. */
final class SystemMeasurements {
    private final MeasuredSystem system;
    private final long readyMebibytes;
    private final Map<Integer, List<Measurement>> byClients = new TreeMap<>();
    private Duration idleCpu = Duration.ZERO;
    private Duration idleTime = Duration.ZERO;

    /** Notes the memory of a system that is ready and has done nothing yet. */
    SystemMeasurements(MeasuredSystem system) throws IOException {
        this.system = system;
        this.readyMebibytes = system.residentMebibytes();
    }

    private record Measurement(HttpLoad.Outcome outcome, Duration cpu) {}

    MeasuredSystem system() {
        return system;
    }

    void add(int clients, HttpLoad.Outcome outcome, Duration cpu) {
        byClients.computeIfAbsent(clients, any -> new ArrayList<>()).add(new Measurement(outcome, cpu));
    }

    /** CPU that the system took while another was measured. */
    void addIdle(Duration cpu, Duration time) {
        idleCpu = idleCpu.plus(cpu);
        idleTime = idleTime.plus(time);
    }

    HttpResults.OfSystem results() throws IOException {
        double idle = idleTime.isZero() ? 0 : 100.0 * idleCpu.toNanos() / idleTime.toNanos();
        return new HttpResults.OfSystem(
                system.name(),
                readyMebibytes,
                system.residentMebibytes(),
                Rounded.to1(idle),
                byClients.entrySet().stream()
                        .map(level -> level(level.getKey(), level.getValue()))
                        .toList());
    }

    private static HttpResults.Level level(int clients, List<Measurement> rounds) {
        Times times = Times.together(
                rounds.stream().map(round -> round.outcome().times()).toList());
        double cpuNanos =
                rounds.stream().mapToLong(round -> round.cpu().toNanos()).sum();
        return new HttpResults.Level(
                clients,
                Spread.of(rounds.stream()
                        .map(round -> round.outcome().perSecond())
                        .toList()),
                times.quantiles(),
                Rounded.to3(cpuNanos / 1e6 / times.count()),
                rounds.stream().mapToInt(round -> round.outcome().refused()).sum(),
                rounds.stream()
                        .map(round -> new HttpResults.Round(
                                Rounded.to1(round.outcome().perSecond()),
                                Rounded.to3(round.outcome().times().millisAt(0.5))))
                        .toList());
    }
}
