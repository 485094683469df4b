package dev.colloquy.benchmark.document;

import dev.colloquy.benchmark.http.Colloquy;
import dev.colloquy.benchmark.http.HttpResults;
import dev.colloquy.benchmark.results.Ratios;
import dev.colloquy.benchmark.results.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is told of the conversations over HTTP. */
final class HttpTables {
    private static final int FEW = 1;
    private static final int MANY = 64;

    private final HttpResults results;
    private final List<Integer> clients;

    HttpTables(HttpResults results) {
        this.results = results;
        this.clients = results.systems().stream()
                .flatMap(system -> system.levels().stream())
                .map(HttpResults.Level::clients)
                .distinct()
                .sorted()
                .toList();
    }

    /** The ratios of Colloquy to each peer, by the name that they have in latest.json. */
    Map<String, Spread> ratios() {
        Map<String, Spread> ratios = new LinkedHashMap<>();
        for (HttpResults.OfSystem peer : peers()) {
            String name = peer.name().replace(' ', '_');
            ratio(peer, MANY, HttpResults.Round::perSecond)
                    .ifPresent(ratio -> ratios.put("throughput_64_vs_" + name, ratio));
            ratio(peer, FEW, HttpResults.Round::p50Millis)
                    .ifPresent(ratio -> ratios.put("latency_1_vs_" + name, ratio));
        }
        return ratios;
    }

    List<HttpResults.OfSystem> peers() {
        return results.systems().stream()
                .filter(system -> !system.name().equals(Colloquy.NAME))
                .toList();
    }

    /** Colloquy over the peer, round by round; empty when one of them was not measured with so many clients. */
    Optional<Spread> ratio(HttpResults.OfSystem peer, int atOnce, Function<HttpResults.Round, Double> figure) {
        Optional<HttpResults.Level> own = results.system(Colloquy.NAME).flatMap(system -> system.level(atOnce));
        return own.flatMap(level -> peer.level(atOnce)
                .map(other -> Ratios.of(
                        level.rounds().stream().map(figure).toList(),
                        other.rounds().stream().map(figure).toList())));
    }

    String throughput() {
        return byClients(level -> spread(level.perSecond()));
    }

    String times() {
        return byClients(level -> Table.figure(level.times().p50()) + " / "
                + Table.figure(level.times().p99()) + " / "
                + Table.figure(level.times().p999()));
    }

    String cpu() {
        return byClients(level -> Table.figure(level.cpuMillis()));
    }

    private String byClients(Function<HttpResults.Level, String> cell) {
        List<String> heading = new ArrayList<>(List.of("system"));
        clients.forEach(number -> heading.add(number == 1 ? "1 client" : number + " clients"));
        Table table = new Table(heading);
        for (HttpResults.OfSystem system : results.systems()) {
            List<String> row = new ArrayList<>(List.of(system.name()));
            for (int number : clients) {
                row.add(system.level(number).map(cell).orElse(""));
            }
            table.row(row);
        }
        return table.toString();
    }

    String comparison() {
        Table table = new Table(List.of(
                "Colloquy over", "conversations a second, 8 clients", "64 clients", "256 clients", "p50 at 1 client"));
        for (HttpResults.OfSystem peer : peers()) {
            List<String> row = new ArrayList<>(List.of(peer.name()));
            for (int number : List.of(8, MANY, 256)) {
                row.add(ratio(peer, number, HttpResults.Round::perSecond)
                        .map(HttpTables::spread)
                        .orElse(""));
            }
            row.add(ratio(peer, FEW, HttpResults.Round::p50Millis)
                    .map(HttpTables::spread)
                    .orElse(""));
            table.row(row);
        }
        return table.toString();
    }

    String memory() {
        Table table = new Table(List.of(
                "system",
                "resident when ready",
                "resident after the load",
                "CPU while others were measured",
                "refused"));
        for (HttpResults.OfSystem system : results.systems()) {
            int refused = system.levels().stream()
                    .mapToInt(HttpResults.Level::refused)
                    .sum();
            table.row(List.of(
                    system.name(),
                    system.readyMebibytes() + " MiB",
                    system.loadedMebibytes() + " MiB",
                    Table.figure(system.idleCpuPercent()) + " % of a core",
                    Integer.toString(refused)));
        }
        return table.toString();
    }

    String run() {
        return results.rounds() + " rounds of " + Table.figure(results.secondsEach())
                + " s for each system and number of clients, after " + String.format("%,d", results.warmUp())
                + " conversations of each";
    }

    private static String spread(Spread spread) {
        return Table.figure(spread.median()) + " (" + Table.figure(spread.min()) + "–" + Table.figure(spread.max())
                + ")";
    }
}
