package dev.colloquy.benchmark.pair;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An embedded instance in a process of its own, as a SQL Server would be, with the data of former processes. */
final class StandaloneInstance extends SeparateInstance {
    private final String name;
    private final Path folder;
    private final ServicePorts ports;
    private final List<String> program;
    private Process process;

    private StandaloneInstance(String name, Path folder, List<String> program) throws IOException {
        this.name = name;
        this.folder = folder;
        this.ports = ServicePorts.free();
        this.program = program;
    }

    /** Starts an instance on free ports; returns when it is ready. */
    static StandaloneInstance start(String name, Path folder) throws IOException {
        return started(new StandaloneInstance(
                name, folder, List.of("-jar", built("embedded-instance.jar").toString())));
    }

    /** The same on a disk that is full as long as there is a file {@code full} in the folder. */
    static StandaloneInstance startOnDiskThatFills(String name, Path folder) throws IOException {
        String classPath = built("embedded-instance.jar") + File.pathSeparator + built("test-classes");
        return started(new StandaloneInstance(
                name, folder, List.of("-cp", classPath, "dev.colloquy.instance.storage.FullDiskInstance")));
    }

    private static StandaloneInstance started(StandaloneInstance instance) throws IOException {
        instance.start();
        return instance;
    }

    private static Path built(String file) {
        return Path.of(System.getProperty("basedir", ""))
                .toAbsolutePath()
                .getParent()
                .resolve(Path.of("embedded-instance", "target", file));
    }

    @Override
    void start() throws IOException {
        Path log = log();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(program);
        command.addAll(List.of("--name", name, "--port", Integer.toString(ports.tds())));
        command.addAll(List.of("--broker-port", Integer.toString(ports.endpoint())));
        command.addAll(List.of("--data", folder.resolve(name).toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MSSQL_SA_PASSWORD", PASSWORD);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.contains("is ready")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException(Files.readString(log));
        }
    }

    @Override
    int port() {
        return ports.tds();
    }

    @Override
    String endpointHost() {
        return "localhost";
    }

    @Override
    int endpointPort() {
        return ports.endpoint();
    }

    /** Where its log goes. */
    Path log() {
        return folder.resolve(name + ".log");
    }

    @Override
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
