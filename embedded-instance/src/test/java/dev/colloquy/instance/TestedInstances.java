package dev.colloquy.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/** Instances of one kind that can reach each other; where they are containers, in one network. */
final class TestedInstances implements AutoCloseable {
    private static final Optional<String> IMAGE =
            Optional.ofNullable(System.getProperty("conformance.image")).filter(name -> !name.isBlank());

    private final Path folder;
    private final Optional<Network> network;
    private final List<TestedInstance> started = new ArrayList<>();

    TestedInstances() throws IOException {
        folder = Files.createTempDirectory("tested-instances");
        if (IMAGE.isPresent()) {
            requireEngine();
            // Whoever the process in a container runs as.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            network = Optional.of(Network.newNetwork());
        } else {
            network = Optional.empty();
        }
    }

    /** Without an engine nothing can be said about the image; the report names what was not run, and why. */
    private static void requireEngine() {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "NOT RUN: conformance.image is " + IMAGE.get() + " and there is no container engine");
    }

    /** Starts one, empty; returns when somebody can log in. */
    TestedInstance start(String name) throws Exception {
        TestedInstance instance = network.isPresent()
                ? InstanceInContainer.start(IMAGE.orElseThrow(), name, network.get(), folder)
                : InstanceInProcess.start(name, folder);
        started.add(instance);
        return instance;
    }

    @Override
    public void close() throws IOException {
        started.forEach(TestedInstance::close);
        network.ifPresent(Network::close);
        DeletedTree.delete(folder);
    }
}
