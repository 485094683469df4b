package dev.colloquy.benchmark.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that was asked, told and done to the system, in the order in which it happened: a file to which lines are
 * added. For any number of threads.
 */
final class History implements AutoCloseable {
    private static final String FAULT = "*";

    private final Path file;
    private final BufferedWriter out;

    private History(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    /** Begins a history; an older one of that name goes. */
    static History in(Path file) throws IOException {
        return new History(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    /** Notes something about a conversation. */
    void note(long conversation, String what) {
        write("c" + conversation, what);
    }

    /** Notes something that happens to the system. */
    void fault(String what) {
        write(FAULT, what);
    }

    private synchronized void write(String subject, String what) {
        try {
            out.write(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + subject + " " + what + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines about one conversation, and those about the system from its first line to its last. */
    List<String> of(long conversation) throws IOException {
        flush();
        String subject = " c" + conversation + " ";
        List<String> about = new ArrayList<>();
        List<String> meanwhile = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.forEach(line -> {
                if (line.contains(subject)) {
                    about.addAll(meanwhile);
                    meanwhile.clear();
                    about.add(line);
                } else if (!about.isEmpty() && line.contains(" " + FAULT + " ")) {
                    meanwhile.add(line);
                }
            });
        }
        return about;
    }

    private synchronized void flush() throws IOException {
        out.flush();
    }

    Path file() {
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
