package dev.colloquy.benchmark.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * RabbitMQ 3.10 as a node of its own, with a port mapper (epmd) of its own, so that nothing of a node of the system is
 * touched. No plugins.
 */
final class RabbitServer {
    private RabbitServer() {}

    /** Starts the port mapper. To be closed after the server. */
    static ServerProcess startPortMapper(Path folder, int port) throws IOException, InterruptedException {
        ServerProcess mapper = ServerProcess.start(
                "epmd", folder, List.of("epmd", "-port", Integer.toString(port), "-address", "127.0.0.1"), Map.of());
        mapper.awaitPort(port);
        return mapper;
    }

    /** Starts a node with an empty data folder. */
    static ServerProcess start(Path folder, int port, int distributionPort, int mapperPort)
            throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("rabbitmq"));
        Path plugins = Files.writeString(data.resolve("enabled_plugins"), "[].\n");
        Path config = Files.writeString(data.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                log.console = true
                log.console.level = info
                log.file = false
                disk_free_limit.absolute = 100MB
                """.formatted(port));
        Map<String, String> environment = Map.ofEntries(
                Map.entry("HOME", data.toString()),
                Map.entry("ERL_EPMD_PORT", Integer.toString(mapperPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODENAME", "benchmark" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry("RABBITMQ_CONF_ENV_FILE", data.resolve("none.conf").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", config.toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", data.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", data.resolve("log").toString()),
                Map.entry(
                        "RABBITMQ_GENERATED_CONFIG_DIR", data.resolve("config").toString()),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
        ServerProcess server = ServerProcess.start(
                "rabbitmq", folder, List.of(DebianPackage.RABBITMQ.program("rabbitmq-server")), environment);
        try {
            server.awaitLog("Server startup complete");
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }
}
