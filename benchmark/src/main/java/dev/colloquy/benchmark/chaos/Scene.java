package dev.colloquy.benchmark.chaos;

import dev.colloquy.benchmark.net.TcpProxy;
import dev.colloquy.benchmark.pair.ServicePair;
import dev.colloquy.benchmark.pair.ServicePorts;
import dev.colloquy.benchmark.pair.ServiceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The system: two services and two instances as processes of their own, and the network between them. */
final class Scene implements AutoCloseable {
    private static final int STOP_SECONDS = 20;

    private final Network network = new Network();
    private final Map<Owner, InstanceProcess> instances = new EnumMap<>(Owner.class);
    private final Map<Part, Process> running = new EnumMap<>(Part.class);
    private final Set<Part> started = ConcurrentHashMap.newKeySet();
    private final ServicePair services;

    private Scene(Path repository, Path folder) throws IOException {
        Path jar = repository.resolve(Path.of("embedded-instance", "target", "embedded-instance.jar"));
        for (Owner owner : Owner.values()) {
            instances.put(owner, new InstanceProcess(owner.instance().toString(), jar, folder, ServicePorts.free()));
        }
        ServicePair pair = ServicePair.onFreePorts(repository, folder);
        openNetwork(pair.settings().get(0).ports(), pair.settings().get(1).ports());
        services = pair.with(Scene::common)
                .withInitiator(service -> instances
                        .get(Owner.INITIATOR)
                        .ownedBy(
                                service,
                                "colloquy_initiator",
                                port(Link.INITIATOR_TO_ITS_INSTANCE),
                                port(Link.INSTANCES_TO_INITIATOR))
                        .with("colloquy.peer.url", "http://localhost:" + port(Link.INITIATOR_TO_TARGET))
                        .with("colloquy.collector.longest-backoff", "2s"))
                .withTarget(service -> instances
                        .get(Owner.TARGET)
                        .ownedBy(
                                service,
                                "colloquy_target",
                                port(Link.TARGET_TO_ITS_INSTANCE),
                                port(Link.INSTANCES_TO_TARGET))
                        .with("colloquy.peer.url", "http://localhost:" + port(Link.TARGET_TO_INITIATOR))
                        .with("colloquy.handler", "stock")
                        .with("colloquy.receive.max-attempts", 8)
                        .with("colloquy.receive.longest-backoff", "2s"));
    }

    /** Starts everything in a folder; returns when both services are ready. */
    static Scene start(Path repository, Path folder) throws IOException, InterruptedException, SQLException {
        Scene scene = new Scene(repository, folder);
        // A process that stands still would outlive this one.
        Runtime.getRuntime().addShutdownHook(new Thread(scene::abandon, "abandon"));
        try {
            for (Part part : Part.values()) {
                scene.start(part);
            }
            scene.services.awaitReady();
            scene.execute(Owner.TARGET, Statements.CREATE_HANDLING);
            scene.execute(Owner.TARGET, Statements.RESERVE_STOCK);
            return scene;
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            scene.close();
            throw e;
        }
    }

    /**
     * Short pauses, so that a short run sees many recoveries; and no search for leaked conversations, which would put
     * right what the run is to find.
     */
    private static ServiceSettings common(ServiceSettings service) {
        return service.withOption("-Xmx256m")
                .withOption("-XX:+UseSerialGC")
                .withOption("-XX:TieredStopAtLevel=1")
                .with("colloquy.status.interval", "1s")
                .with("colloquy.setup.verify-interval", "10s")
                .with("colloquy.setup.longest-pause", "2s")
                .with("colloquy.peer.refresh-every", "5s")
                .with("colloquy.hygiene.interval", "0s");
    }

    private void openNetwork(ServicePorts initiator, ServicePorts target) throws IOException {
        ServicePorts one = ServicePorts.free();
        ServicePorts two = ServicePorts.free();
        ServicePorts initiatorInstance = instances.get(Owner.INITIATOR).ports();
        ServicePorts targetInstance = instances.get(Owner.TARGET).ports();
        network.open(Link.CLIENTS_TO_INITIATOR, one.http(), initiator.http());
        network.open(Link.INITIATOR_TO_ITS_INSTANCE, one.tds(), initiatorInstance.tds());
        network.open(Link.TARGET_TO_ITS_INSTANCE, two.tds(), targetInstance.tds());
        network.open(Link.INSTANCES_TO_TARGET, two.endpoint(), targetInstance.endpoint());
        network.open(Link.INSTANCES_TO_INITIATOR, one.endpoint(), initiatorInstance.endpoint());
        network.open(Link.INITIATOR_TO_TARGET, two.http(), target.http());
        network.open(Link.TARGET_TO_INITIATOR, two.management(), initiator.http());
    }

    private int port(Link link) {
        return network.link(link).port();
    }

    /** Where clients find the initiator. */
    int clientPort() {
        return port(Link.CLIENTS_TO_INITIATOR);
    }

    TcpProxy link(Link link) {
        return network.link(link);
    }

    /** Starts a process, for the first time or again; it is not ready yet. */
    synchronized void start(Part part) throws IOException {
        switch (part) {
            case INITIATOR_INSTANCE ->
                running.put(part, instances.get(Owner.INITIATOR).start());
            case TARGET_INSTANCE ->
                running.put(part, instances.get(Owner.TARGET).start());
            case INITIATOR_SERVICE -> services.startInitiator();
            case TARGET_SERVICE -> services.startTarget();
        }
        started.add(part);
    }

    private synchronized ProcessHandle process(Part part) {
        return switch (part) {
            case INITIATOR_SERVICE -> services.initiator().handle();
            case TARGET_SERVICE -> services.target().handle();
            default -> running.get(part).toHandle();
        };
    }

    boolean isAlive(Part part) {
        return process(part).isAlive();
    }

    /** {@code kill -9}; returns when the process has ended. */
    void kill(Part part) {
        ProcessHandle process = process(part);
        process.destroyForcibly();
        process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }

    /** SIGTERM, and {@code kill -9} if that takes too long; whether it ended by itself. */
    boolean stop(Part part) {
        ProcessHandle process = process(part);
        process.destroy();
        boolean ended = process.onExit()
                .thenApply(handle -> true)
                .completeOnTimeout(false, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        if (!ended) {
            kill(part);
        }
        return ended;
    }

    /** Sends a signal, such as {@code STOP}. */
    void signal(Part part, String signal) throws IOException, InterruptedException {
        long pid = process(part).pid();
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    /** Runs a script on the instance of a side, as {@code sa} and past the proxies, in its database. */
    void execute(Owner owner, Statements script) throws SQLException {
        try (Connection connection = connect(owner);
                Statement statement = connection.createStatement()) {
            statement.execute(script.text());
        }
    }

    /** A connection of {@code sa} to the database of a side, past the proxies. */
    Connection connect(Owner owner) throws SQLException {
        return connect(owner, owner.database());
    }

    Connection connect(Owner owner, String database) throws SQLException {
        return instances.get(owner).connect(database);
    }

    /** Undoes whatever was done and returns when both services are ready. */
    void restore() throws IOException, InterruptedException {
        network.restore();
        for (Part part : Part.values()) {
            if (isAlive(part)) {
                signal(part, "CONT");
            } else {
                start(part);
            }
        }
        services.awaitReady();
    }

    /** Ends every process at once, also those that stand still. */
    void abandon() {
        for (Part part : List.copyOf(started)) {
            process(part).destroyForcibly();
        }
    }

    /** Stops everything. */
    @Override
    public void close() {
        network.close();
        services.close();
        for (Part part : List.copyOf(running.keySet())) {
            stop(part);
        }
        abandon();
    }
}
