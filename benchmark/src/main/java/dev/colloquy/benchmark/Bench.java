package dev.colloquy.benchmark;

import dev.colloquy.benchmark.document.Document;
import dev.colloquy.benchmark.run.Part;
import dev.colloquy.benchmark.run.Progress;
import dev.colloquy.benchmark.run.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs what {@code ./bench} was asked for, and writes what has become of it. */
public final class Bench {
    private Bench() {}

    /**
     * Exit code 0 when all was measured and written, 1 when a part has failed, 2 when the arguments were wrong.
     *
     * @param arguments the repository, then options and parts as {@code ./bench --help} tells
     */
    public static void main(String[] arguments) {
        BenchArguments asked;
        try {
            asked = BenchArguments.of(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(asked) ? 0 : 1);
    }

    private static boolean run(BenchArguments asked) {
        List<Part> parts = asked.parts();
        Progress show = new Progress(System.out, parts, System::nanoTime);
        Path results = asked.results();
        Workplace work = new Workplace(asked.repository(), results, show);
        for (Part part : parts) {
            try {
                show.begin(part);
                part.run(work);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (Exception e) {
                System.err.println("bench: " + part.name() + " has failed: " + e);
                return false;
            }
        }
        return write(asked.document());
    }

    private static boolean write(Document document) {
        try {
            document.write();
            System.out.println("bench: " + document.docs().resolve("performance.md"));
            return true;
        } catch (IOException e) {
            System.err.println("bench: the document cannot be written: " + e);
            return false;
        }
    }
}
