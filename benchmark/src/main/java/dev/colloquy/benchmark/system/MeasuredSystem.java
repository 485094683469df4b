package dev.colloquy.benchmark.system;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What is measured: everything that is needed to hold conversations, as processes of this machine. Closing it ends them
 * all.
 */
public interface MeasuredSystem extends AutoCloseable {
    /**
     * Options for the JVM of each service, and of Artemis: a heap for all, and the collector that the JVM takes by itself
     * in a container with so little memory.
     */
    List<String> SERVICE_JVM = List.of("-Xmx512m", "-XX:+UseSerialGC");

    /** What it is called in tables and results, such as "rabbitmq without ledger". */
    String name();

    /** The port on the loopback interface that takes {@code POST /conversations} with {@code Prefer: wait=N}. */
    int httpPort();

    /**
     * User and system CPU time of all its processes so far: servers, their forked children and both services.
     *
     * @throws IOException if a process has ended, or the operating system does not tell
     */
    Duration cpu() throws IOException;

    /**
     * Resident memory of all its processes now, in mebibytes; pages that processes share are counted once.
     *
     * @throws IOException if a process has ended, or the operating system does not tell
     */
    long residentMebibytes() throws IOException;

    @Override
    void close();
}
