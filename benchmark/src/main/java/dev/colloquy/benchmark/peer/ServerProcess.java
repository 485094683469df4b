package dev.colloquy.benchmark.peer;

import dev.colloquy.benchmark.system.ProcessTree;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One server with all that it forks, and its output in a file. It is told to end when this Java virtual machine ends. */
final class ServerProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 500;
    private static final long PROBE_INTERVAL_MILLIS = 100;

    private final String name;
    private final Path log;
    private final Process process;

    private ServerProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a server.
     *
     * @param name of the log in {@code folder/log}
     * @param environment added to the one of this process
     */
    static ServerProcess start(String name, Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = folder.resolve("log").resolve(name + ".log");
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-" + name));
        return new ServerProcess(name, log, process);
    }

    /** Runs a program to its end. */
    static void run(String name, Path folder, List<String> command) throws IOException, InterruptedException {
        try (ServerProcess program = start(name, folder, command, Map.of())) {
            if (!program.process.waitFor(READY_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw program.failure("is not done after " + READY_LIMIT.toSeconds() + " s");
            }
            if (program.process.exitValue() != 0) {
                throw program.failure("ended with exit code " + program.process.exitValue());
            }
        }
    }

    /** Returns when something listens on the port. */
    void awaitPort(int port) throws IOException, InterruptedException {
        await(() -> isListening(port));
    }

    /** Returns when the log has that text. */
    void awaitLog(String text) throws IOException, InterruptedException {
        await(() -> logText().contains(text));
    }

    private interface Probe {
        boolean isPassed() throws IOException;
    }

    private void await(Probe probe) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!probe.isPassed()) {
            if (process.waitFor(PROBE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw failure("ended with exit code " + process.exitValue() + " before it was ready");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("is not ready after " + READY_LIMIT.toSeconds() + " s");
            }
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private IOException failure(String what) throws IOException {
        return new IOException(name + " " + what + "; " + log + ":\n" + logText());
    }

    private String logText() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** Asks it to end; ends it with all that it has forked when that takes longer than 20 seconds. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(
                        Stream.of(process.toHandle()), process.toHandle().descendants())
                .toList();
        process.destroy();
        try {
            if (process.waitFor(STOP_GRACE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
