package dev.colloquy.benchmark.peer;

import java.nio.file.Files;
import java.nio.file.Path;

/** The packages of Debian 12 that peers are started from. */
enum DebianPackage {
    POSTGRESQL("postgresql-15", "/usr/lib/postgresql/15/bin"),
    RABBITMQ("rabbitmq-server", "/usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin");

    private final String packageName;
    private final Path programs;

    DebianPackage(String packageName, String programs) {
        this.packageName = packageName;
        this.programs = Path.of(programs);
    }

    String packageName() {
        return packageName;
    }

    boolean isInstalled() {
        return Files.isDirectory(programs);
    }

    /** A program of the package. */
    String program(String name) {
        return programs.resolve(name).toString();
    }
}
