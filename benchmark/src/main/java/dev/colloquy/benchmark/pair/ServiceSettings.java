package dev.colloquy.benchmark.pair;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start one service.
 *
 * @param name module and service, such as {@code initiator-service}
 * @param jar the packaged service's {@code quarkus-run.jar}
 * @param folder where the instance's files go, in {@code initiator} or {@code target}, and the log, in {@code log}
 * @param ports where the service listens
 * @param options options of the Java virtual machine, {@code -D} ones included; a later one wins over an earlier one
 */
public record ServiceSettings(String name, Path jar, Path folder, ServicePorts ports, List<String> options) {
    /** Copies the options. */
    public ServiceSettings {
        options = List.copyOf(options);
    }

    /** A service as the build leaves it in the repository, listening and writing where told. */
    static ServiceSettings of(String side, Path repository, Path folder, ServicePorts ports) {
        String name = side + "-service";
        Path jar = repository.resolve(name).resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
        return new ServiceSettings(name, jar, folder, ports, List.of())
                .with("quarkus.http.port", ports.http())
                .with("quarkus.management.port", ports.management())
                .with("colloquy.embedded.port", ports.tds())
                .with("colloquy.endpoint.port", ports.endpoint())
                .with("colloquy.embedded.data", folder.resolve(side));
    }

    /** The same with one more MicroProfile setting, as a system property. */
    public ServiceSettings with(String key, Object value) {
        return withOption("-D" + key + "=" + value);
    }

    /** The same with one more option of the Java virtual machine. */
    public ServiceSettings withOption(String option) {
        return withOptions(List.of(option));
    }

    /** The same with more options of the Java virtual machine. */
    public ServiceSettings withOptions(List<String> added) {
        List<String> more = new ArrayList<>(options);
        more.addAll(added);
        return new ServiceSettings(name, jar, folder, ports, more);
    }

    /** Where the service's output goes, runs one after the other. */
    public Path log() {
        return folder.resolve("log").resolve(name + ".log");
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
