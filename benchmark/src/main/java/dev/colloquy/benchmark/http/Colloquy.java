package dev.colloquy.benchmark.http;

import dev.colloquy.benchmark.pair.ServicePair;
import dev.colloquy.benchmark.pair.ServiceProcess;
import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Both services, each with its embedded instance in its process. */
public final class Colloquy implements MeasuredSystem {
    /** As it is called in tables and results. */
    public static final String NAME = "colloquy";

    private final ServicePair pair;

    private Colloquy(ServicePair pair) {
        this.pair = pair;
    }

    /** Starts both and returns when both are ready. */
    public static Colloquy start(Path repository, Path folder) throws IOException, InterruptedException {
        ServicePair pair =
                ServicePair.onFreePorts(repository, folder).with(settings -> settings.withOptions(SERVICE_JVM));
        try {
            return new Colloquy(pair.start());
        } catch (IOException | InterruptedException e) {
            pair.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int httpPort() {
        return pair.initiator().settings().ports().http();
    }

    @Override
    public Duration cpu() throws IOException {
        return cpu(pair.initiator()).plus(cpu(pair.target()));
    }

    private static Duration cpu(ServiceProcess service) throws IOException {
        if (!service.isAlive()) {
            throw new IOException(service.settings().name() + " has ended; see "
                    + service.settings().log());
        }
        return service.cpu();
    }

    @Override
    public long residentMebibytes() throws IOException {
        return residentMebibytes(pair.initiator()) + residentMebibytes(pair.target());
    }

    private static long residentMebibytes(ServiceProcess service) throws IOException {
        return service.residentMebibytes()
                .orElseThrow(() -> new IOException("no /proc on this system, or no such process in it"));
    }

    @Override
    public void close() {
        pair.close();
    }
}
