package dev.colloquy.benchmark.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL 15 with a new cluster. It flushes at every commit (fsync, synchronous_commit and full_page_writes stay on);
 * what is set is memory, room for the log between checkpoints, and that queries as short as these are not compiled.
 */
final class PostgresServer {
    private static final String USER = "postgres";
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=256MB",
            "max_wal_size=4GB",
            "min_wal_size=1GB",
            "checkpoint_timeout=15min",
            "wal_buffers=16MB",
            "jit=off",
            "autovacuum_naptime=5s",
            "max_connections=200",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=");

    private final Path folder;
    private final int port;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Makes a cluster in the folder, starts it, makes the databases. */
    static ServerProcess start(Path folder, int port, List<String> databases) throws IOException, InterruptedException {
        return new PostgresServer(folder, port).start(databases);
    }

    private ServerProcess start(List<String> databases) throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("postgresql"));
        if (isRoot()) {
            // It refuses to run as root, and its own user has to get through to the data.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            ServerProcess.run("chown", folder, List.of("chown", USER + ":", data.toString()));
        }
        ServerProcess.run(
                "initdb",
                folder,
                command("initdb", "-D", data.toString(), "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C"));
        List<String> command = command("postgres", "-D", data.toString(), "-p", Integer.toString(port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        ServerProcess server = ServerProcess.start("postgresql", folder, command, Map.of());
        try {
            server.awaitLog("database system is ready to accept connections");
            for (String database : databases) {
                ServerProcess.run(
                        "createdb",
                        folder,
                        command("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, database));
            }
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        }
        command.add(DebianPackage.POSTGRESQL.program(program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
