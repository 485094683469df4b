package dev.colloquy.benchmark.document;

import dev.colloquy.benchmark.engine.EngineResults;
import dev.colloquy.benchmark.results.Quantiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is told of the embedded instance alone. */
final class EngineTables {
    private static final int DEEP = 1_000_000;
    private static final int SHALLOW = 1_000;

    private final EngineResults results;

    EngineTables(EngineResults results) {
        this.results = results;
    }

    String dialogs() {
        Table table = new Table(List.of(
                "messages a dialog", "in flight", "exchanges a second", "p50 / p99 / p99.9", "CPU of both, each"));
        for (EngineResults.Dialogs one : results.dialogs()) {
            table.row(List.of(
                    Integer.toString(one.messagesEach()),
                    Integer.toString(one.inFlight()),
                    Table.figure(one.perSecond()),
                    times(one.times()),
                    Table.figure(one.cpuMillis()) + " ms"));
        }
        return table.toString();
    }

    String backlog() {
        Table table =
                new Table(List.of("messages that wait", "RECEIVE p50 / p99 / p99.9", "filled with", "resident memory"));
        for (EngineResults.Backlog one : results.backlog()) {
            table.row(List.of(
                    number(one.messages()),
                    times(one.times()),
                    Table.figure(one.filledPerSecond()) + "/s",
                    one.mebibytes() + " MiB"));
        }
        return table.toString();
    }

    String bodies() {
        Table table = new Table(List.of("bytes of a request", "dialogs a second", "MB/s", "p50 / p99 / p99.9"));
        for (EngineResults.Body one : results.bodies()) {
            table.row(List.of(
                    number(one.bytes()),
                    Table.figure(one.perSecond()),
                    Table.figure(one.megabytesPerSecond()),
                    times(one.times())));
        }
        return table.toString();
    }

    String memory() {
        return results.initiatorMebibytes() + " MiB and " + results.targetMebibytes() + " MiB";
    }

    /** The median time of a RECEIVE with a million messages waiting over that with a thousand. */
    Optional<Double> receiveCost() {
        return depth(DEEP)
                .flatMap(deep -> depth(SHALLOW)
                        .map(shallow -> deep.times().p50() / shallow.times().p50()));
    }

    private Optional<EngineResults.Backlog> depth(int messages) {
        return results.backlog().stream()
                .filter(one -> one.messages() == messages)
                .findFirst();
    }

    private static String times(Quantiles times) {
        return Table.figure(times.p50()) + " / " + Table.figure(times.p99()) + " / " + Table.figure(times.p999())
                + " ms";
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
