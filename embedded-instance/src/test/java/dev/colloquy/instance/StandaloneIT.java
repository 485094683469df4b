package dev.colloquy.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process: how it starts, says that it is ready, refuses to start, and stops. */
class StandaloneIT {
    @TempDir
    Path folder;

    @Test
    void prints_one_ready_line_and_stops_cleanly_on_sigterm() throws Exception {
        try (InstanceProcess instance = InstanceProcess.start("single", folder.resolve("single"))) {
            assertTrue(
                    instance.readyLine().startsWith("Instance 'single' is ready: TDS on 127.0.0.1:" + instance.port()),
                    instance.readyLine());
            try (Connection connection = instance.connect()) {
                assertTrue(connection.isValid(5));
                Conversation.execute(connection, "CREATE DATABASE kept");
            }

            assertEquals(143, instance.terminate());

            instance.start();
            try (Connection connection = instance.connect("kept")) {
                assertEquals("kept", Conversation.value(connection, "SELECT DB_NAME()"));
            }
        }
    }

    @Test
    void takes_the_password_from_a_file() throws Exception {
        Path file = Files.writeString(folder.resolve("sa"), "Another-Horse-2\n");
        Process process = new ProcessBuilder(InstanceProcess.command(
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString(),
                        "--sa-password-file",
                        file.toString()))
                .start();
        try {
            String ready = process.inputReader(StandardCharsets.UTF_8).readLine();
            assertTrue(ready.contains("is ready"), ready);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_weak_password_is_refused_with_one_line() throws Exception {
        Path file = Files.writeString(folder.resolve("sa"), "secret");
        String message = failedStart(
                "--port", "0", "--data", folder.resolve("d").toString(), "--sa-password-file", file.toString());
        assertTrue(message.contains("password"), message);
        assertTrue(!message.contains("secret"), message);
    }

    @Test
    void a_port_in_use_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Path file = Files.writeString(folder.resolve("sa"), InstanceProcess.PASSWORD);
            String message = failedStart(
                    "--port",
                    Integer.toString(taken.getLocalPort()),
                    "--data",
                    folder.resolve("d").toString(),
                    "--sa-password-file",
                    file.toString());
            assertTrue(message.contains("port " + taken.getLocalPort()), message);
        }
    }

    @Test
    void data_that_another_process_uses_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("sa"), InstanceProcess.PASSWORD);
        try (InstanceProcess owner = InstanceProcess.start("owner", folder.resolve("d"))) {
            String message = failedStart(
                    "--port", "0", "--data", folder.resolve("d").toString(), "--sa-password-file", file.toString());
            assertTrue(message.contains("in use by another instance"), message + owner.logText());
        }
    }

    @Test
    void an_unknown_option_prints_the_usage() throws Exception {
        String message = failedStart("--nonsense", "1");
        assertTrue(message.contains("usage:"), message);
    }

    /** Starts a process that must fail, and returns the lines it wrote. */
    private static String failedStart(String... arguments) throws Exception {
        Process process = new ProcessBuilder(InstanceProcess.command(arguments))
                .redirectErrorStream(true)
                .start();
        try {
            List<String> lines =
                    process.inputReader(StandardCharsets.UTF_8).lines().toList();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process did not end");
            assertEquals(1, process.exitValue());
            assertTrue(lines.get(0).startsWith("The instance cannot start: "), lines.toString());
            return String.join("\n", lines);
        } finally {
            process.destroyForcibly();
        }
    }
}
