package dev.colloquy.benchmark.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One chaos run, from the start of the processes to the verdict. */
public final class ChaosRun {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ChaosSettings settings;
    private final Path folder;
    private final long startedNanos = System.nanoTime();

    private ChaosRun(ChaosSettings settings) {
        this.settings = settings;
        this.folder = settings.repository().resolve(Path.of("data", "chaos"));
    }

    /**
     * Runs; exit code 0 says that every promise was kept, 1 that one was not or that the run failed, 2 that the
     * arguments were wrong.
     *
     * @param arguments the repository, then options as {@code ./chaos --help} tells
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(new ChaosRun(ChaosSettings.of(List.of(arguments))).run() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("chaos: " + e.getMessage());
            System.exit(2);
        } catch (IOException | SQLException | ExecutionException | TimeoutException e) {
            System.err.println("chaos: the run has failed: " + e);
            System.exit(1);
        }
    }

    private boolean run() throws IOException, InterruptedException, SQLException, ExecutionException, TimeoutException {
        print(
                "seed %d, %d min, %d clients; files in %s",
                settings.seed(), settings.minutes(), settings.clients(), folder);
        deleteFolder();
        Files.createDirectories(folder);
        try (History history = History.in(folder.resolve("history.log"));
                Scene scene = Scene.start(settings.repository(), folder)) {
            print("%s  both services and both instances are ready", elapsed());
            return run(scene, history);
        }
    }

    private boolean run(Scene scene, History history)
            throws IOException, InterruptedException, SQLException, ExecutionException, TimeoutException {
        Patience time = Patience.of(Duration.ofMinutes(settings.minutes()));
        Patience patience = Patience.of(Duration.ofMinutes(settings.minutes()).plus(SETTLE.multipliedBy(3)));
        InitiatorHttp http = new InitiatorHttp(scene.clientPort());
        ChaosClient client = new ChaosClient(http, history, patience, "seed-" + settings.seed());
        try (FeedFollower feed = FeedFollower.start(http, patience);
                Load load = Load.start(settings.seed(), client, settings.clients(), time)) {
            Nemesis nemesis = new Nemesis(scene, load, history);
            try (Progress progress = Progress.start(() -> progress(load, nemesis))) {
                nemesis.run(new FaultPlan(settings.seed(), settings.longestPause()), time);
                progress.say("no more faults");
                scene.restore();
                history.fault("both services are ready; no more faults");
                patience.endIn(SETTLE);
                Collection<Account> accounts = load.finish(SETTLE.plus(MARGIN));
                progress.say("all clients have finished");
                patience.endIn(SETTLE);
                EvidenceReader reader = new EvidenceReader(scene);
                settle(reader, Patience.of(SETTLE));
                progress.say("answers of the initiator by status: " + http.answers());
                Evidence evidence = reader.read(feed.finish(SETTLE.plus(MARGIN)));
                return judge(new Verdict(accounts, evidence, history), nemesis.done());
            }
        }
    }

    private String progress(Load load, Nemesis nemesis) {
        return String.format(
                Locale.ROOT,
                "%s  %,d conversations, %d in hand; %d faults, the last: %s",
                elapsed(),
                load.known(),
                load.begun() - load.known(),
                nemesis.done(),
                nemesis.now());
    }

    private static void settle(EvidenceReader reader, Patience bound) throws InterruptedException, SQLException {
        while ((!reader.endpoints().isEmpty() || reader.messagesToSend() > 0) && bound.pause(LOOK)) {
            // Looks again until nothing is under way any more.
        }
    }

    private boolean judge(Verdict verdict, int faults) throws IOException {
        print("%s  %s", elapsed(), verdict.summary());
        Results results = Results.of(settings, verdict.conversations(), faults, verdict.breaches());
        results.mergeInto(settings.repository().resolve(Path.of("benchmark", "results", "latest.json")));
        verdict.show(System.out);
        print(
                "%s  %,d conversations, %d faults: %s. Seed %d.",
                elapsed(),
                verdict.conversations(),
                faults,
                verdict.breaches().isEmpty()
                        ? "nothing lost, duplicated, reordered, mismatched or left over"
                        : results.breaches(),
                settings.seed());
        return verdict.breaches().isEmpty();
    }

    private void deleteFolder() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> everything = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder()).forEach(everything::add);
        }
        for (Path path : everything) {
            Files.delete(path);
        }
    }

    private String elapsed() {
        long seconds = Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
        return String.format(Locale.ROOT, "%3d:%02d", seconds / 60, seconds % 60);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
