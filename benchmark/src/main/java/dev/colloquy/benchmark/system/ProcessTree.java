package dev.colloquy.benchmark.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and everything that it has forked, as Linux accounts for them in {@code /proc} (proc(5)).
 *
 * @param root the process at the top
 */
public record ProcessTree(ProcessHandle root) {
    /** USER_HZ, which is 100 on every architecture that a JDK runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Of the fields after the name in {@code /proc/pid/stat}: utime, stime, cutime and cstime, 14 to 17 of all. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    /**
     * User and system CPU time so far, that of children included which have ended and were waited for.
     *
     * @throws IOException if the process at the top has ended
     */
    public Duration cpu() throws IOException {
        long ticks = 0;
        for (ProcessHandle process : processes()) {
            ticks += ticks(process);
        }
        return Duration.ofNanos(ticks * NANOS_PER_TICK);
    }

    private long ticks(ProcessHandle process) throws IOException {
        String stat = read(process, "stat");
        // The name is in parentheses and may have blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        long ticks = 0;
        for (int i = FIRST_TIME; i < Math.min(fields.length, FIRST_TIME + TIMES); i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    /**
     * Resident memory in kibibytes. A page that several processes share is counted in parts, once in all (Pss).
     *
     * @throws IOException if the process at the top has ended
     */
    public long residentKibibytes() throws IOException {
        long kibibytes = 0;
        for (ProcessHandle process : processes()) {
            kibibytes += read(process, "smaps_rollup")
                    .lines()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return kibibytes;
    }

    private List<ProcessHandle> processes() throws IOException {
        if (!root.isAlive()) {
            throw new IOException("process " + root.pid() + " has ended");
        }
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /** Empty if it has ended meanwhile; what it used is then its parent's. */
    private static String read(ProcessHandle process, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
