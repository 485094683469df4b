package dev.colloquy.benchmark.http;

import dev.colloquy.benchmark.pair.ServicePair;
import dev.colloquy.benchmark.pair.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Conversations through both services over HTTP, at 1 and at 64 clients that wait for the reply: conversations a second,
 * the time of one, CPU and memory of the services. Everything is on one machine, the clients included.
 */
public final class HttpBenchmark {
    private static final int CLIENTS = 64;

    /** Before anything is measured: on two cores the compilers need as many. */
    private static final int WARM_UP_EACH = 250;

    private final ServicePair pair;
    private final HttpLoad load;

    private HttpBenchmark(ServicePair pair) {
        this.pair = pair;
        this.load = new HttpLoad(pair.initiator().settings().ports().http());
    }

    /**
     * Runs everything and prints a Markdown table.
     *
     * @param arguments the repository, and optionally the number of conversations for the measurement at 64 clients
     */
    public static void main(String[] arguments) throws Exception {
        Path repository = Path.of(arguments[0]).toAbsolutePath().normalize();
        int conversations = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        // Not the system's temporary directory, which may be in memory, where forcing a commit to disk costs nothing.
        Path folder = repository.resolve(Path.of("benchmark", "target", "http-benchmark"));
        delete(folder);
        try (ServicePair pair = ServicePair.onFreePorts(repository, folder)
                .with(settings -> settings.withOption("-Xmx512m"))
                .start()) {
            HttpBenchmark benchmark = new HttpBenchmark(pair);
            benchmark.printMemory("when ready");
            benchmark.warmUp(Math.max(1, Math.min(conversations / CLIENTS, WARM_UP_EACH)));
            benchmark.measure(1, Math.max(1, conversations / 10));
            benchmark.measure(CLIENTS, Math.max(1, conversations / CLIENTS));
            benchmark.printMemory("after the load");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> everything = Files.walk(folder)) {
            for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** In steps: cold, the pool cannot connect as fast as 64 clients come, and turns some of them away. */
    private void warmUp(int conversationsEach) throws InterruptedException, ExecutionException {
        for (int clients = 1; clients <= CLIENTS; clients *= 4) {
            load.run(clients, conversationsEach);
        }
    }

    private void measure(int clients, int conversationsEach) throws InterruptedException, ExecutionException {
        Duration initiatorCpu = pair.initiator().cpu();
        Duration targetCpu = pair.target().cpu();
        HttpLoad.Outcome outcome = load.run(clients, conversationsEach);
        int conversations = outcome.nanos().length;
        String at = clients == 1 ? "1 client" : clients + " clients";
        print("| conversations a second, %s | %.0f |", at, outcome.perSecond());
        print(
                "| one conversation, %s: p50 / p99 | %.2f ms / %.2f ms |",
                at, outcome.millisAt(0.5), outcome.millisAt(0.99));
        print(
                "| CPU a conversation, %s, initiator / target | %.2f ms / %.2f ms |",
                at,
                millisEach(pair.initiator().cpu().minus(initiatorCpu), conversations),
                millisEach(pair.target().cpu().minus(targetCpu), conversations));
    }

    private static double millisEach(Duration cpu, int conversations) {
        return cpu.toNanos() / 1e6 / conversations;
    }

    private void printMemory(String when) throws IOException {
        print(
                "| resident memory %s, initiator / target | %s / %s |",
                when, residentMemory(pair.initiator()), residentMemory(pair.target()));
    }

    private static String residentMemory(ServiceProcess service) throws IOException {
        return service.residentMebibytes().map(mebibytes -> mebibytes + " MiB").orElse("?");
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
