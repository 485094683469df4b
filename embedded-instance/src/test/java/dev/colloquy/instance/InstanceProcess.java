package dev.colloquy.instance;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged instance in a process of its own. */
public final class InstanceProcess implements AutoCloseable {
    static final String PASSWORD = "Correct-Horse-1";
    private static final Path JAR = Path.of("target", "embedded-instance.jar").toAbsolutePath();

    private final String name;
    private final int port;
    private final int brokerPort;
    private final Path data;
    private Process process;
    private String readyLine;

    private InstanceProcess(String name, int port, int brokerPort, Path data) {
        this.name = name;
        this.port = port;
        this.brokerPort = brokerPort;
        this.data = data;
    }

    /** Starts an instance on free ports and waits for its ready line. */
    public static InstanceProcess start(String name, Path data) throws IOException {
        InstanceProcess instance = new InstanceProcess(name, freePort(), freePort(), data);
        instance.start();
        return instance;
    }

    /** Starts it again, on the same ports and data. */
    public void start() throws IOException {
        process = launch(
                "--name",
                name,
                "--port",
                Integer.toString(port),
                "--broker-port",
                Integer.toString(brokerPort),
                "--data",
                data.toString());
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        readyLine = out.readLine();
        if (readyLine == null) {
            throw new IOException("the instance did not start: " + Files.readString(log()));
        }
    }

    private Process launch(String... arguments) throws IOException {
        Files.createDirectories(data);
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.environment().put("MSSQL_SA_PASSWORD", PASSWORD);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        return builder.start();
    }

    /** The command line that a user would type. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private Path log() {
        return data.resolveSibling(name + ".log");
    }

    public String readyLine() {
        return readyLine;
    }

    public int port() {
        return port;
    }

    public int brokerPort() {
        return brokerPort;
    }

    /** Everything the process has written to its log so far. */
    public String logText() throws IOException {
        return Files.readString(log());
    }

    /** A connection with the driver's defaults: encrypted, the server's own certificate trusted. */
    public Connection connect() throws SQLException {
        return connect("master");
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlserver://localhost:" + port
                + ";encrypt=true;trustServerCertificate=true;user=sa;password=" + PASSWORD + ";databaseName=" + database
                + ";loginTimeout=15;connectRetryCount=0");
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " did not stop within 20 s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
