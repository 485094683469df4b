package dev.colloquy.benchmark.document;

import dev.colloquy.benchmark.jmh.JmhResults;
import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Spread;
import dev.colloquy.benchmark.start.StartResults;
import dev.colloquy.benchmark.trips.TripResults;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is told of machines, starts, round trips and hot paths. */
final class OtherTables {
    /** What comes less often than once in a hundred conversations is not of a conversation. */
    private static final double OF_A_CONVERSATION = 0.01;

    private OtherTables() {}

    static String machine(Machine machine) {
        return machine.date() + ", " + machine.cores() + " cores, " + machine.memoryGibibytes() + " GiB, "
                + machine.system() + ", " + machine.kernel() + ", " + machine.java();
    }

    static String starts(StartResults results) {
        return new Table(List.of("what", "median", "least–most"))
                .row(row("instance on an empty directory, to the first login", results.emptyToLogin(), " ms"))
                .row(row("instance with files, to the first login", results.restartToLogin(), " ms"))
                .row(row("instance, resident memory then", results.instanceMebibytes(), " MiB"))
                .row(row("initiator-service and its instance, to ready", results.initiatorReady(), " ms"))
                .row(row("target-service and its instance, to ready", results.targetReady(), " ms"))
                .row(row("initiator-service, resident memory then", results.initiatorMebibytes(), " MiB"))
                .row(row("target-service, resident memory then", results.targetMebibytes(), " MiB"))
                .toString();
    }

    private static List<String> row(String what, Spread spread, String unit) {
        return List.of(
                what,
                Table.figure(spread.median()) + unit,
                Table.figure(spread.min()) + "–" + Table.figure(spread.max()));
    }

    static String trips(TripResults results) {
        List<String> heading = new ArrayList<>(List.of("service", "request"));
        results.levels()
                .forEach(level -> heading.add(level.clients() == 1 ? "1 client" : level.clients() + " clients"));
        Table table = new Table(2, heading);
        for (String side : sides(results)) {
            for (String statement : statements(results, side)) {
                List<String> row = new ArrayList<>(List.of(side, "`" + statement + "`"));
                results.levels().forEach(level -> row.add(trips(level, side, statement)));
                table.row(row);
            }
            List<String> sum = new ArrayList<>(List.of(side, "all, whatever is done beside conversations included"));
            results.levels()
                    .forEach(level -> sum.add(side(level, side)
                            .map(one -> Table.figure(one.trips()))
                            .orElse("")));
            table.row(sum);
        }
        return table.toString();
    }

    private static Set<String> sides(TripResults results) {
        Set<String> names = new LinkedHashSet<>();
        results.levels().forEach(level -> level.sides().forEach(side -> names.add(side.name())));
        return names;
    }

    private static Set<String> statements(TripResults results, String side) {
        Set<String> names = new LinkedHashSet<>();
        for (TripResults.Level level : results.levels()) {
            side(level, side).stream()
                    .flatMap(one -> one.statements().stream())
                    .filter(statement -> statement.trips() >= OF_A_CONVERSATION)
                    .forEach(statement -> names.add(statement.name()));
        }
        return names;
    }

    private static Optional<TripResults.Side> side(TripResults.Level level, String name) {
        return level.sides().stream().filter(side -> side.name().equals(name)).findFirst();
    }

    private static String trips(TripResults.Level level, String side, String statement) {
        return side(level, side).stream()
                .flatMap(one -> one.statements().stream())
                .filter(one -> one.name().equals(statement))
                .map(one -> Table.figure(one.trips()))
                .findFirst()
                .orElse("0");
    }

    static String hotPaths(JmhResults results) {
        Table table = new Table(List.of("hot path", "time", "± (99.9 %)", "unit"));
        for (JmhResults.HotPath one : results.benchmarks()) {
            table.row(List.of(one.name(), Table.figure(one.time()), Table.figure(one.error()), one.unit()));
        }
        return table.toString();
    }
}
