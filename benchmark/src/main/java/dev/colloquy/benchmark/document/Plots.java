package dev.colloquy.benchmark.document;

import dev.colloquy.benchmark.engine.EngineResults;
import dev.colloquy.benchmark.http.HttpResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plots of the document. */
final class Plots {
    private final Path folder;

    Plots(Path folder) {
        this.folder = folder;
    }

    void write(Measured measured) throws IOException {
        if (measured.http().isPresent()) {
            http(measured.http().get());
        }
        if (measured.engine().isPresent()) {
            engine(measured.engine().get());
        }
    }

    private void http(HttpResults results) throws IOException {
        List<String> clients = results.systems().get(0).levels().stream()
                .map(level -> Integer.toString(level.clients()))
                .toList();
        List<Plot.Series> perSecond = new ArrayList<>();
        List<Plot.Series> times = new ArrayList<>();
        for (HttpResults.OfSystem system : results.systems()) {
            perSecond.add(new Plot.Series(
                    system.name(),
                    system.levels().stream()
                            .map(level -> new Plot.Point(
                                    level.perSecond().median(),
                                    level.perSecond().min(),
                                    level.perSecond().max()))
                            .toList()));
            times.add(new Plot.Series(
                    system.name(),
                    system.levels().stream()
                            .map(level -> new Plot.Point(
                                    level.times().p50(),
                                    level.times().p50(),
                                    level.times().p99()))
                            .toList()));
        }
        new Plot(
                        "Conversations a second over HTTP: median and range of the rounds",
                        "clients",
                        "conversations a second")
                .write(folder.resolve("throughput.svg"), clients, perSecond);
        new Plot("Time of one conversation over HTTP: p50, bar up to p99", "clients", "milliseconds")
                .write(folder.resolve("latency.svg"), clients, times);
        ratios(new HttpTables(results));
    }

    private void ratios(HttpTables tables) throws IOException {
        List<String> names = new ArrayList<>();
        List<Plot.Point> points = new ArrayList<>();
        for (HttpResults.OfSystem peer : tables.peers()) {
            Optional<Plot.Point> ratio = tables.ratio(peer, 64, HttpResults.Round::perSecond)
                    .map(one -> new Plot.Point(one.median(), one.min(), one.max()));
            if (ratio.isPresent()) {
                names.add(peer.name());
                points.add(ratio.get());
            }
        }
        if (!points.isEmpty()) {
            new Plot(
                            "Colloquy over each peer, 64 clients: above 1 Colloquy is ahead",
                            "peer",
                            "ratio of conversations a second")
                    .withLineAt(1)
                    .unconnected()
                    .write(
                            folder.resolve("ratios.svg"),
                            names,
                            List.of(new Plot.Series("Colloquy over the peer", points)));
        }
    }

    private void engine(EngineResults results) throws IOException {
        new Plot(
                        "RECEIVE TOP (1) with its commit against backlog: p50, bar up to p99",
                        "messages that wait",
                        "milliseconds")
                .write(
                        folder.resolve("backlog.svg"),
                        results.backlog().stream()
                                .map(one -> String.format("%,d", one.messages()))
                                .toList(),
                        List.of(new Plot.Series(
                                "embedded instance",
                                results.backlog().stream()
                                        .map(one -> new Plot.Point(
                                                one.times().p50(),
                                                one.times().p50(),
                                                one.times().p99()))
                                        .toList())));
        new Plot("Dialogs a second by the size of the request, 8 in flight", "bytes of a request", "dialogs a second")
                .write(
                        folder.resolve("bodies.svg"),
                        results.bodies().stream()
                                .map(one -> String.format("%,d", one.bytes()))
                                .toList(),
                        List.of(new Plot.Series(
                                "two embedded instances",
                                results.bodies().stream()
                                        .map(one -> new Plot.Point(one.perSecond(), one.perSecond(), one.perSecond()))
                                        .toList())));
    }
}
