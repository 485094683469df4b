package dev.colloquy.benchmark.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The packaged instance in a process of its own, with what the operating system tells about it. */
final class MeasuredInstance implements AutoCloseable {
    private static final String PASSWORD = "Correct-Horse-1";

    private final Process process;
    private final int port;
    private final int brokerPort;
    private final Duration startToLogin;

    private MeasuredInstance(Process process, int port, int brokerPort, Duration startToLogin) {
        this.process = process;
        this.port = port;
        this.brokerPort = brokerPort;
        this.startToLogin = startToLogin;
    }

    /** Starts an instance on free ports and logs in as soon as it says that it is ready. */
    static MeasuredInstance start(Path jar, String name, Path folder) throws IOException, SQLException {
        int port = freePort();
        int brokerPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--name",
                name,
                "--port",
                Integer.toString(port),
                "--broker-port",
                Integer.toString(brokerPort),
                "--data",
                folder.resolve(name).toString());
        builder.environment().put("MSSQL_SA_PASSWORD", PASSWORD);
        builder.redirectError(folder.resolve(name + ".log").toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        // Also when this process is told to end before it has closed the instance.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-" + name));
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.contains("is ready")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException(Files.readString(folder.resolve(name + ".log")));
        }
        try (Connection first = connect(port, "master")) {
            if (!first.isValid(10)) {
                throw new IOException("the first login of " + name + " is not valid");
            }
        }
        return new MeasuredInstance(process, port, brokerPort, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** From the start of the process to the end of the first login with TLS and {@code SELECT 1}. */
    Duration startToLogin() {
        return startToLogin;
    }

    int brokerPort() {
        return brokerPort;
    }

    Connection connect(String database) throws SQLException {
        return connect(port, database);
    }

    private static Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlserver://localhost:" + port
                + ";encrypt=true;trustServerCertificate=true;user=sa;password=" + PASSWORD + ";databaseName="
                + database);
    }

    /** Runs a script of the class path, batch by batch. */
    void run(String script, Map<String, String> values) throws IOException, SQLException {
        String text;
        try (InputStream in = MeasuredInstance.class.getResourceAsStream(script)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        try (Connection connection = connect("master");
                Statement statement = connection.createStatement()) {
            for (String batch : text.split("(?m)^GO$")) {
                statement.execute(batch);
            }
        }
    }

    /** Resident memory in MiB, where the system has /proc. */
    Optional<Long> residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    /** CPU time that the process has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
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
