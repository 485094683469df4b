package dev.colloquy.benchmark.document;

import dev.colloquy.benchmark.results.ResultFile;
import dev.colloquy.benchmark.results.Rounded;
import dev.colloquy.benchmark.results.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * docs/performance.md, its plots, and the figures of latest.json.
 *
 * @param results the folder with the results of all parts
 * @param template the prose
 * @param docs the folder that the document goes to, its plots in a folder beside it
 */
public record Document(Path results, Path template, Path docs) {
    /** Writes everything. */
    public void write() throws IOException {
        Measured measured = Measured.in(results);
        Files.createDirectories(docs);
        Files.writeString(docs.resolve("performance.md"), text(measured));
        new Plots(docs.resolve("plots")).write(measured);
        writeLatest(measured);
    }

    /** What the document says. */
    String text() throws IOException {
        return text(Measured.in(results));
    }

    private String text(Measured measured) throws IOException {
        Map<String, String> figures = new HashMap<>();
        measured.http().ifPresent(http -> {
            HttpTables tables = new HttpTables(http);
            figures.put("http.machine", OtherTables.machine(http.machine()));
            figures.put("http.run", tables.run());
            figures.put("http.throughput", tables.throughput());
            figures.put("http.times", tables.times());
            figures.put("http.cpu", tables.cpu());
            figures.put("http.comparison", tables.comparison());
            figures.put("http.memory", tables.memory());
        });
        measured.engine().ifPresent(engine -> {
            EngineTables tables = new EngineTables(engine);
            figures.put("engine.machine", OtherTables.machine(engine.machine()));
            figures.put("engine.dialogs", tables.dialogs());
            figures.put("engine.memory", tables.memory());
            figures.put("engine.backlog", tables.backlog());
            figures.put("engine.bodies", tables.bodies());
        });
        measured.start().ifPresent(start -> {
            figures.put("start.machine", OtherTables.machine(start.machine()));
            figures.put("start.starts", Integer.toString(start.starts()));
            figures.put("start.table", OtherTables.starts(start));
        });
        measured.trips().ifPresent(trips -> {
            figures.put("trips.driver", trips.driver());
            figures.put("trips.machine", OtherTables.machine(trips.machine()));
            figures.put("trips.table", OtherTables.trips(trips));
        });
        measured.jmh().ifPresent(jmh -> {
            figures.put("jmh.machine", OtherTables.machine(jmh.machine()));
            figures.put("jmh.options", jmh.options());
            figures.put("jmh.table", OtherTables.hotPaths(jmh));
        });
        return new Template(Files.readString(template)).with(figures);
    }

    private void writeLatest(Measured measured) throws IOException {
        Map<String, Spread> spread = new LinkedHashMap<>();
        measured.http().ifPresent(http -> spread.putAll(new HttpTables(http).ratios()));
        Map<String, Double> ratios = new LinkedHashMap<>();
        spread.forEach((name, one) -> ratios.put(name, one.median()));
        measured.engine()
                .flatMap(engine -> new EngineTables(engine).receiveCost())
                .ifPresent(cost -> ratios.put("receive_cost_1e6_vs_1e3", Rounded.to3(cost)));
        ResultFile latest = new ResultFile(results.resolve("latest.json"));
        latest.put("ratios", ratios);
        latest.put("spread", spread);
    }
}
