package dev.colloquy.benchmark.trips;

import dev.colloquy.benchmark.http.HttpLoad;
import dev.colloquy.benchmark.pair.ServicePair;
import dev.colloquy.benchmark.pair.ServiceProcess;
import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Rounded;
import dev.colloquy.benchmark.run.Part;
import dev.colloquy.benchmark.run.Workplace;
import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Statements and round trips to the databases for each conversation, as the JDBC driver tells them. */
public final class TripsPart implements Part {
    private static final int FEW = 1;
    private static final int MANY = 64;

    private final int conversations;

    /** Counts over this many conversations with 64 clients, and a tenth with one. */
    public TripsPart(int conversations) {
        this.conversations = conversations;
    }

    @Override
    public String name() {
        return "trips";
    }

    @Override
    public Duration expected() {
        return Duration.ofSeconds(15 + conversations / 150);
    }

    @Override
    public void run(Workplace work) throws IOException, InterruptedException, ExecutionException {
        Path folder = work.emptyFolder(name());
        try (ServicePair pair = ServicePair.onFreePorts(work.repository(), folder)
                .with(settings -> DriverLog.prepare(settings.withOptions(MeasuredSystem.SERVICE_JVM)))
                .start()) {
            HttpLoad load = new HttpLoad(pair.initiator().settings().ports().http());
            for (int clients = FEW; clients <= MANY; clients *= 4) {
                load.run(clients, Math.max(1, conversations / 4 / clients));
            }
            List<TripResults.Level> levels = List.of(
                    count(pair, load, FEW, Math.max(1, conversations / 10), work),
                    count(pair, load, MANY, Math.max(1, conversations / MANY), work));
            work.result(name()).write(new TripResults(Machine.here(), driver(work.repository()), levels));
        }
    }

    private static TripResults.Level count(ServicePair pair, HttpLoad load, int clients, int each, Workplace work)
            throws IOException, InterruptedException, ExecutionException {
        int conversations = clients * each;
        List<TripResults.Side> sides = new ArrayList<>();
        try (DriverLog initiator = DriverLog.open(pair.initiator());
                DriverLog target = DriverLog.open(pair.target())) {
            load.run(clients, each);
            sides.add(side(pair.initiator(), initiator.lines(), conversations));
            sides.add(side(pair.target(), target.lines(), conversations));
        }
        for (TripResults.Side side : sides) {
            work.show().say("%2d clients, %s: %.2f round trips a conversation", clients, side.name(), side.trips());
        }
        return new TripResults.Level(clients, conversations, sides);
    }

    private static TripResults.Side side(ServiceProcess service, List<String> lines, int conversations) {
        Map<String, Integer> requests = RoundTrips.count(lines);
        int all = requests.values().stream().mapToInt(Integer::intValue).sum();
        return new TripResults.Side(
                service.settings().name(),
                Rounded.to3((double) all / conversations),
                requests.entrySet().stream()
                        .map(one -> new TripResults.Statement(
                                one.getKey(), Rounded.to3((double) one.getValue() / conversations)))
                        .sorted(Comparator.comparingDouble(TripResults.Statement::trips)
                                .reversed())
                        .toList());
    }

    /** The driver's jar among the libraries that the initiator has. */
    private static String driver(Path repository) throws IOException {
        Path libraries = repository.resolve(Path.of("initiator-service", "target", "quarkus-app", "lib", "main"));
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.contains("mssql-jdbc"))
                    .map(jar -> jar.replaceFirst(".*(mssql-jdbc)", "$1").replace(".jar", ""))
                    .findFirst()
                    .orElse("mssql-jdbc");
        }
    }
}
