package dev.colloquy.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Dialogs a second through two instances in two processes at 1 and at 32 in flight, every commit forced to disk;
 * start-up time to the first login; resident memory.
 */
public final class DialogBenchmark {
    /** Dialogs of each of 32 clients before anything is measured: on two cores the compilers need as long. */
    private static final int WARM_UP_EACH = 1_250;

    private DialogBenchmark() {}

    /**
     * Runs everything and prints a Markdown table.
     *
     * @param arguments the instance's jar, and optionally the number of dialogs for each measurement
     */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        int dialogs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        Path folder = Files.createTempDirectory("colloquy-benchmark");
        measureStarts(jar, folder);
        try (MeasuredInstance initiator = MeasuredInstance.start(jar, "initiator", folder);
                MeasuredInstance target = MeasuredInstance.start(jar, "target", folder)) {
            printMemory("after the first login", initiator, target);
            setUp(initiator, target, folder);
            new DialogLoad(initiator, target).run(32, WARM_UP_EACH, 4);
            measure(initiator, target, 1, Math.max(1, dialogs / 10), 1);
            measure(initiator, target, 32, Math.max(1, dialogs / 32), 4);
            printMemory("after the load", initiator, target);
        }
    }

    /** Starts on empty directories, then on the same again; a start that is not counted warms the driver up. */
    private static void measureStarts(Path jar, Path folder) throws IOException, SQLException {
        startToLogin(jar, "warm-up", folder);
        print("| start on an empty directory to first login | %d ms |", medianOfThreeStarts(jar, folder));
        print("| restart to first login | %d ms |", medianOfThreeStarts(jar, folder));
    }

    private static long medianOfThreeStarts(Path jar, Path folder) throws IOException, SQLException {
        long[] millis = {
            startToLogin(jar, "first", folder), startToLogin(jar, "second", folder), startToLogin(jar, "third", folder)
        };
        Arrays.sort(millis);
        return millis[1];
    }

    private static long startToLogin(Path jar, String name, Path folder) throws IOException, SQLException {
        try (MeasuredInstance instance = MeasuredInstance.start(jar, name, folder)) {
            return instance.startToLogin().toMillis();
        }
    }

    private static void setUp(MeasuredInstance initiator, MeasuredInstance target, Path folder)
            throws IOException, SQLException {
        Map<String, String> values = new HashMap<>();
        values.put("folder", folder.toString());
        initiator.run("common.sql", names("Initiator", values));
        target.run("common.sql", names("Target", values));
        values.put("peerPort", Integer.toString(target.brokerPort()));
        initiator.run("initiator.sql", values);
        values.put("peerPort", Integer.toString(initiator.brokerPort()));
        target.run("target.sql", values);
    }

    private static Map<String, String> names(String side, Map<String, String> values) {
        Map<String, String> names = new HashMap<>(values);
        names.put("endpoint", "Inst" + side + "Endpoint");
        names.put("database", "Inst" + side + "DB");
        names.put("user", side + "User");
        names.put("certificate", "Inst" + side + "Certificate");
        return names;
    }

    private static void measure(
            MeasuredInstance initiator, MeasuredInstance target, int clients, int dialogsEach, int workers)
            throws InterruptedException, ExecutionException {
        long cpu = initiator.cpu().plus(target.cpu()).toMillis();
        DialogLoad.Outcome outcome = new DialogLoad(initiator, target).run(clients, dialogsEach, workers);
        long used = initiator.cpu().plus(target.cpu()).toMillis() - cpu;
        print("| dialogs a second, %d in flight | %.0f |", clients, outcome.perSecond());
        print(
                "| one dialog, %d in flight: p50 / p99 | %.2f ms / %.2f ms |",
                clients, outcome.millisAt(0.5), outcome.millisAt(0.99));
        print(
                "| CPU of both instances a dialog, %d in flight | %.2f ms |",
                clients, (double) used / outcome.nanos().length);
    }

    private static void printMemory(String when, MeasuredInstance initiator, MeasuredInstance target)
            throws IOException {
        print(
                "| resident memory %s, initiator / target | %s MiB / %s MiB |",
                when,
                initiator.residentMebibytes().map(String::valueOf).orElse("?"),
                target.residentMebibytes().map(String::valueOf).orElse("?"));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
