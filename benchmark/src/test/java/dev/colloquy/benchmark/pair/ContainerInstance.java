package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** An instance in a container, in one network with the others. */
final class ContainerInstance extends SeparateInstance {
    private static final int TDS = 1433;
    private static final int ENDPOINT = 4022;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final String name;
    private final int port;
    private final GenericContainer<?> container;

    private ContainerInstance(String name, int port, GenericContainer<?> container) {
        this.name = name;
        this.port = port;
        this.container = container;
    }

    static SeparateInstance start(String image, String name) throws IOException {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "NOT RUN: conformance.image is " + image + " and there is no container engine");
        int port = ServicePorts.free().tds();
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(Network.SHARED)
                .withNetworkAliases(name)
                .withEnv("MSSQL_SA_PASSWORD", PASSWORD)
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        .withPortBindings(
                                new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(TDS))));
        if (image.toLowerCase(Locale.ROOT).contains("mssql")) {
            Assumptions.assumeTrue(
                    "Y".equals(System.getenv("ACCEPT_EULA")),
                    "NOT RUN: the image " + image + " wants ACCEPT_EULA=Y in the environment, which accepts"
                            + " https://go.microsoft.com/fwlink/?LinkId=746388");
            container.withEnv("ACCEPT_EULA", "Y");
        }
        try {
            container.start();
        } catch (ContainerLaunchException | ContainerFetchException e) {
            Assumptions.abort("NOT RUN: the image " + image + " cannot be had or started: " + e.getMessage());
        }
        ContainerInstance instance = new ContainerInstance(name, port, container);
        instance.awaitLogin();
        return instance;
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
    int port() {
        return port;
    }

    @Override
    String endpointHost() {
        return name;
    }

    @Override
    int endpointPort() {
        return ENDPOINT;
    }

    @Override
    void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitLogin();
    }

    @Override
    void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.close();
    }
}
