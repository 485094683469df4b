package dev.colloquy.benchmark.chaos;

import dev.colloquy.benchmark.pair.ServicePorts;
import dev.colloquy.benchmark.pair.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** An embedded instance in a process of its own, as a SQL Server would be; started again with the same files. */
final class InstanceProcess {
    private static final String PASSWORD = "Correct-Horse-1";
    private static final int SECONDS_TO_LOG_IN = 5;
    private static final int MILLIS_TO_ANSWER = 60_000;

    private final String name;
    private final Path jar;
    private final Path folder;
    private final ServicePorts ports;

    /**
     * Describes an instance; nothing is started yet.
     *
     * @param jar the packaged instance
     * @param folder where its data directory and its log go
     */
    InstanceProcess(String name, Path jar, Path folder, ServicePorts ports) {
        this.name = name;
        this.jar = jar;
        this.folder = folder;
        this.ports = ports;
    }

    ServicePorts ports() {
        return ports;
    }

    /** Starts it; it is not ready yet. */
    Process start() throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-jar", jar.toString(), "--name", name));
        command.addAll(List.of("--port", Integer.toString(ports.tds())));
        command.addAll(List.of("--broker-port", Integer.toString(ports.endpoint())));
        command.addAll(List.of("--data", folder.resolve(name).toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MSSQL_SA_PASSWORD", PASSWORD);
        builder.redirectErrorStream(true);
        Files.createDirectories(folder.resolve("log"));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                folder.resolve("log").resolve(name + ".log").toFile()));
        return builder.start();
    }

    /** Makes a service own this instance, which it reaches by way of a proxy. */
    ServiceSettings ownedBy(ServiceSettings service, String login, int tdsProxy, int endpointProxy) {
        return service.with(
                        "colloquy.jdbc.url",
                        "jdbc:sqlserver://localhost:" + tdsProxy + ";encrypt=true;trustServerCertificate=true")
                .with("colloquy.jdbc.username", login)
                .with("colloquy.jdbc.password", "Run-Time-Login-1")
                .with("colloquy.setup.username", "sa")
                .with("colloquy.setup.password", PASSWORD)
                .with("colloquy.endpoint.port", ports.endpoint())
                .with("colloquy.endpoint.advertised-port", endpointProxy);
    }

    /** A connection of {@code sa}, past the proxies. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:" + ports.tds() + ";encrypt=true;trustServerCertificate=true;loginTimeout="
                        + SECONDS_TO_LOG_IN + ";socketTimeout=" + MILLIS_TO_ANSWER + ";databaseName=" + database,
                "sa",
                PASSWORD);
    }
}
