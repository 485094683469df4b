package dev.colloquy.benchmark.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that a test runs in the repository's folder. */
final class CommandLine {
    /** Maven tells the module's folder; its parent is the repository. */
    static final Path REPOSITORY =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private static final int PATIENCE_SECONDS = 60;

    private CommandLine() {}

    /**
     * What a program has answered.
     *
     * @param status its exit code
     * @param output its standard output
     * @param error its standard error
     */
    record Answer(int status, String output, String error) {}

    /** Runs a program to its end, for up to a minute. */
    static Answer run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        Path error = Files.createTempFile("error", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(REPOSITORY.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertTrue(ended, () -> "no end of " + command);
            return new Answer(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(error, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
            Files.delete(error);
        }
    }

    /** Standard output of a program that has to succeed. */
    static String output(String... command) throws IOException, InterruptedException {
        Answer answer = run(List.of(command));
        assertEquals(0, answer.status(), () -> List.of(command) + ": " + answer.output() + answer.error());
        return answer.output();
    }

    /** Whether a program is in the PATH and its version says so. */
    static boolean has(String marks, String... command) {
        try {
            return output(command).contains(marks);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
