package dev.colloquy.instance;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** A SQL Server, or an embedded instance, in a container. */
final class InstanceInContainer implements TestedInstance {
    private static final int TDS = 1433;
    private static final int ENDPOINT = 4022;
    private static final Path FOLDER = Path.of("/certificates");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int STOP_SECONDS = 60;

    private final String name;
    private final int port;
    private final GenericContainer<?> container;

    private InstanceInContainer(String name, int port, GenericContainer<?> container) {
        this.name = name;
        this.port = port;
        this.container = container;
    }

    static TestedInstance start(String image, String name, Network network, Path shared) throws IOException {
        int port = freePort();
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withEnv("MSSQL_SA_PASSWORD", InstanceProcess.PASSWORD)
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        // Not by Testcontainers, which tries binding with an image of its own first.
                        .withBinds(new Bind(shared.toString(), new Volume(FOLDER.toString())))
                        .withPortBindings(
                                new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(TDS))));
        acceptLicence(image, container);
        try {
            container.start();
        } catch (ContainerLaunchException | ContainerFetchException e) {
            Assumptions.abort("NOT RUN: the image " + image + " cannot be had or started: " + e.getMessage());
        }
        InstanceInContainer instance = new InstanceInContainer(name, port, container);
        instance.awaitLogin();
        return instance;
    }

    /** Microsoft's licence is for the user to accept, not for us. */
    private static void acceptLicence(String image, GenericContainer<?> container) {
        if (image.toLowerCase(Locale.ROOT).contains("mssql")) {
            Assumptions.assumeTrue(
                    "Y".equals(System.getenv("ACCEPT_EULA")),
                    "NOT RUN: the image " + image + " wants ACCEPT_EULA=Y in the environment, which accepts"
                            + " https://go.microsoft.com/fwlink/?LinkId=746388");
            container.withEnv("ACCEPT_EULA", "Y");
        }
    }

    /** The same after a restart, unlike one that the engine chooses. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitLogin() {
        await("a login of sa into the container " + name)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() -> {
                    connect("master").close();
                    return true;
                });
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:sqlserver://localhost:" + port + ";encrypt=true;trustServerCertificate=true;loginTimeout=5";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String brokerAddress() {
        return name + ":" + ENDPOINT;
    }

    @Override
    public Path folder() {
        return FOLDER;
    }

    @Override
    public void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    @Override
    public void startAgain() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitLogin();
    }

    @Override
    public void close() {
        container.close();
    }
}
