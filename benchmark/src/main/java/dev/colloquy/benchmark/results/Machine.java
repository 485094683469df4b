package dev.colloquy.benchmark.results;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/**
 * Where and when something was measured.
 *
 * @param date day in UTC, as in 2026-01-31
 * @param cores that everything shares
 * @param memoryGibibytes of the machine
 * @param system distribution and its version
 * @param kernel of the operating system
 * @param java vendor's name of the runtime and its version
 */
public record Machine(String date, int cores, long memoryGibibytes, String system, String kernel, String java) {
    private static final long GIBIBYTE = 1L << 30;

    /** This machine, today. */
    public static Machine here() throws IOException {
        long bytes = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 0;
        return new Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Runtime.getRuntime().availableProcessors(),
                (bytes + GIBIBYTE / 2) / GIBIBYTE,
                distribution(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    private static String distribution() throws IOException {
        Path release = Path.of("/etc/os-release");
        if (!Files.exists(release)) {
            return System.getProperty("os.name");
        }
        Predicate<String> names = line -> line.startsWith("PRETTY_NAME=");
        return Files.readAllLines(release, StandardCharsets.UTF_8).stream()
                .filter(names)
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .findFirst()
                .orElse(System.getProperty("os.name"));
    }
}
