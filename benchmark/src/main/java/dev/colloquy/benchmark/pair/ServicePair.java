package dev.colloquy.benchmark.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Both services, each knowing where the other is. Starting a side again is a new process with the same files. Not for
 * several threads, except {@link #close}.
 */
public final class ServicePair implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private final ServiceSettings initiatorSettings;
    private final ServiceSettings targetSettings;
    private volatile Optional<ServiceProcess> initiator = Optional.empty();
    private volatile Optional<ServiceProcess> target = Optional.empty();

    private ServicePair(ServiceSettings initiatorSettings, ServiceSettings targetSettings) {
        this.initiatorSettings = initiatorSettings;
        this.targetSettings = targetSettings;
    }

    /**
     * Both services of a repository where they listen without configuration; nothing is started yet.
     *
     * @param repository where the modules are
     * @param folder where instance files and logs go
     */
    public static ServicePair onDefaultPorts(Path repository, Path folder) {
        return of(repository, folder, ServicePorts.INITIATOR, ServicePorts.TARGET);
    }

    /**
     * Both services of a repository on free ports with a bootstrap secret of their own; nothing is started yet.
     *
     * @param repository where the modules are
     * @param folder where instance files, logs and the secret go
     */
    public static ServicePair onFreePorts(Path repository, Path folder) throws IOException {
        Files.createDirectories(folder);
        // Readable by its owner only, as the services demand.
        Path secret = Files.createTempFile(folder, "bootstrap-", ".secret");
        Files.writeString(secret, UUID.randomUUID().toString());
        return of(repository, folder, ServicePorts.free(), ServicePorts.free())
                .with(settings -> settings.with("colloquy.peer.secret-file", secret));
    }

    private static ServicePair of(Path repository, Path folder, ServicePorts initiator, ServicePorts target) {
        return new ServicePair(
                ServiceSettings.of("initiator", repository, folder, initiator)
                        .with("colloquy.peer.url", "http://localhost:" + target.http()),
                ServiceSettings.of("target", repository, folder, target)
                        .with("colloquy.peer.url", "http://localhost:" + initiator.http()));
    }

    /** The same pair with other settings for both, not started. */
    public ServicePair with(UnaryOperator<ServiceSettings> change) {
        return new ServicePair(change.apply(initiatorSettings), change.apply(targetSettings));
    }

    /** The same pair with other settings for the initiator, not started. */
    public ServicePair withInitiator(UnaryOperator<ServiceSettings> change) {
        return new ServicePair(change.apply(initiatorSettings), targetSettings);
    }

    /** The same pair with other settings for the target, not started. */
    public ServicePair withTarget(UnaryOperator<ServiceSettings> change) {
        return new ServicePair(initiatorSettings, change.apply(targetSettings));
    }

    /** Starts both at once and returns when both are ready. */
    public ServicePair start() throws IOException, InterruptedException {
        startInitiator();
        startTarget();
        awaitReady();
        return this;
    }

    /** Returns when every side that was started is ready. */
    public void awaitReady() throws IOException, InterruptedException {
        awaitReady((process, time) -> {});
    }

    /**
     * Returns when every side that was started is ready; fails with the first that cannot be.
     *
     * @param onReady is told each side as soon as it is ready, and how long that took from its start
     */
    public void awaitReady(BiConsumer<ServiceProcess, Duration> onReady) throws IOException, InterruptedException {
        List<ServiceProcess> starting = processes();
        ExecutorService threads = Executors.newFixedThreadPool(starting.size());
        try {
            ExecutorCompletionService<Runnable> ready = new ExecutorCompletionService<>(threads);
            List<Future<Runnable>> running = new ArrayList<>();
            for (ServiceProcess process : starting) {
                running.add(ready.submit(() -> {
                    Duration time = process.awaitReady(READY_LIMIT);
                    return () -> onReady.accept(process, time);
                }));
            }
            for (int i = 0; i < running.size(); i++) {
                ready.take().get().run();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Starts the initiator, for the first time or after it has ended; it is not ready yet. */
    public ServiceProcess startInitiator() throws IOException {
        initiator = Optional.of(ServiceProcess.start(initiatorSettings));
        return initiator();
    }

    /** Starts the target, for the first time or after it has ended; it is not ready yet. */
    public ServiceProcess startTarget() throws IOException {
        target = Optional.of(ServiceProcess.start(targetSettings));
        return target();
    }

    /** The initiator that was started last. */
    public ServiceProcess initiator() {
        return initiator.orElseThrow(() -> new IllegalStateException("the initiator has not been started"));
    }

    /** The target that was started last. */
    public ServiceProcess target() {
        return target.orElseThrow(() -> new IllegalStateException("the target has not been started"));
    }

    /** The conversations of this pair over HTTP, whether or not it is started. */
    public ConversationClient client() {
        return new ConversationClient(
                initiatorSettings.ports().http(), targetSettings.ports().http());
    }

    /** The settings of both, initiator first. */
    public List<ServiceSettings> settings() {
        return List.of(initiatorSettings, targetSettings);
    }

    private List<ServiceProcess> processes() {
        List<ServiceProcess> processes = new ArrayList<>();
        initiator.ifPresent(processes::add);
        target.ifPresent(processes::add);
        return processes;
    }

    /** Stops what still runs, both at once. */
    @Override
    public void close() {
        processes().parallelStream().forEach(ServiceProcess::stop);
    }
}
