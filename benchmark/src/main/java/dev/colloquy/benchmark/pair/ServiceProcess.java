package dev.colloquy.benchmark.pair;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One service in a process of its own, from start to end; a service that starts again is another object. */
public final class ServiceProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final long PROBE_INTERVAL_MILLIS = 100;
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final int SHOWN_LOG_LINES = 15;

    private final ServiceSettings settings;
    private final Process process;
    private final long startedNanos = System.nanoTime();

    private ServiceProcess(ServiceSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Starts the service; it is not ready yet. It is told to end when this Java virtual machine ends.
     *
     * @throws IOException when there is no such file, or no process can be started
     */
    public static ServiceProcess start(ServiceSettings settings) throws IOException {
        if (!Files.isRegularFile(settings.jar())) {
            throw new IOException(settings.jar() + " is not there; build it with ./mvnw package -DskipTests");
        }
        Files.createDirectories(settings.log().getParent());
        ProcessBuilder builder = new ProcessBuilder(settings.command());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        Process process = builder.start();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-" + settings.name()));
        } catch (IllegalStateException e) {
            process.destroy();
            throw new IOException(settings.name() + " is not started while everything is being stopped", e);
        }
        return new ServiceProcess(settings, process);
    }

    /** What it was started with. */
    public ServiceSettings settings() {
        return settings;
    }

    /** Whether the service says that it can do its work. */
    public boolean isReady() throws InterruptedException {
        URI health = management("/q/health/ready");
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(PROBE_TIMEOUT).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits until the service says that it can do its work.
     *
     * @return time since the start of the process
     * @throws IOException when the process ends before, or the time is over, with the last lines of the log
     */
    public Duration awaitReady(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReady()) {
            if (process.waitFor(PROBE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw failure("ended with exit code " + process.exitValue() + " before it was ready");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("is not ready after " + limit.toSeconds() + " s");
            }
        }
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private IOException failure(String what) throws IOException {
        return new IOException(settings.name() + " " + what + "; the end of " + settings.log() + ":\n" + logTail());
    }

    private String logTail() throws IOException {
        // Not readAllLines: what a killed process leaves may end within a character.
        List<String> lines = new String(Files.readAllBytes(settings.log()), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
    }

    /** Completes when the process has ended, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process in the operating system. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends the process as {@code kill -9} does and returns when it has ended. */
    public void kill() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(STOP_GRACE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /**
     * Asks the process to end (SIGTERM) and waits for that; kills it when it takes longer than 20 seconds.
     *
     * @return whether it ended by itself
     */
    public boolean stop() {
        process.destroy();
        try {
            if (process.waitFor(STOP_GRACE.toSeconds(), TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        return false;
    }

    /** Stops the process if it still runs. */
    @Override
    public void close() {
        stop();
    }

    /** An address of the HTTP API. */
    public URI http(String path) {
        return URI.create("http://localhost:" + settings.ports().http() + path);
    }

    /** An address of the management interface. */
    public URI management(String path) {
        return URI.create("http://localhost:" + settings.ports().management() + path);
    }

    /** Resident memory in MiB, where the system has /proc. */
    public Optional<Long> residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    /** CPU time that the process has used. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
