package dev.colloquy.benchmark.peer;

import dev.colloquy.benchmark.pair.ServicePorts;
import dev.colloquy.benchmark.pair.ServiceProcess;
import dev.colloquy.benchmark.pair.ServiceSettings;
import dev.colloquy.benchmark.system.MeasuredSystem;
import dev.colloquy.benchmark.system.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One peer: its servers, and the peer-service twice. */
final class PeerSystem implements MeasuredSystem {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final int KIBIBYTES = 1024;

    /** The initiator's database, and that of both sides over tables. */
    private static final String CONVERSATIONS = "conversations";

    /** The target's database beside a broker. */
    private static final String LEDGER = "ledger";

    private final Peer peer;
    private final Path repository;
    private final Path folder;
    private final Deque<ServerProcess> servers = new ArrayDeque<>();
    private ServiceSettings initiatorSettings;
    private ServiceSettings targetSettings;
    private ServiceProcess initiator;
    private ServiceProcess target;

    private PeerSystem(Peer peer, Path repository, Path folder) {
        this.peer = peer;
        this.repository = repository;
        this.folder = folder;
    }

    static PeerSystem start(Peer peer, Path repository, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        PeerSystem system = new PeerSystem(peer, repository, folder);
        try {
            system.start();
            return system;
        } catch (IOException | InterruptedException | RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private void start() throws IOException, InterruptedException {
        ServicePorts ports = ServicePorts.free();
        if (peer.needsPostgres()) {
            opened(PostgresServer.start(folder, ports.tds(), List.of(CONVERSATIONS, LEDGER)));
        }
        Optional<String> broker = startBroker(ports);
        // Over tables both sides share the database that the queues are in.
        String ledger = peer.transport() == Peer.Transport.POSTGRESQL ? CONVERSATIONS : LEDGER;
        targetSettings = settings("target", ports.tds(), ledger, broker);
        initiatorSettings = settings("initiator", ports.tds(), CONVERSATIONS, broker);
        startServices();
    }

    /** Where the broker is; absent if there is none. */
    private Optional<String> startBroker(ServicePorts ports) throws IOException, InterruptedException {
        return switch (peer.transport()) {
            case POSTGRESQL -> Optional.empty();
            case RABBITMQ -> {
                opened(RabbitServer.startPortMapper(folder, ports.management()));
                opened(RabbitServer.start(folder, ports.endpoint(), ports.http(), ports.management()));
                yield Optional.of("amqp://guest:guest@127.0.0.1:" + ports.endpoint());
            }
            case ARTEMIS -> {
                opened(ArtemisServer.start(repository, folder, ports.endpoint(), SERVICE_JVM));
                yield Optional.of("tcp://127.0.0.1:" + ports.endpoint());
            }
        };
    }

    private void opened(ServerProcess server) {
        servers.push(server);
    }

    private ServiceSettings settings(String role, int databasePort, String database, Optional<String> broker)
            throws IOException {
        ServicePorts ports = ServicePorts.free();
        Path jar = repository.resolve(Path.of("benchmark", "peer-service", "target", "quarkus-app", "quarkus-run.jar"));
        ServiceSettings settings = new ServiceSettings("peer-" + role, jar, folder, ports, SERVICE_JVM)
                .with("peer.role", role)
                .with("peer.transport", peer.transport().name().toLowerCase(Locale.ROOT))
                .with("peer.ledger", peer.hasLedger() ? "database" : "none")
                .with("quarkus.http.port", ports.http())
                .with("quarkus.management.port", ports.management())
                .with("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + databasePort + "/" + database);
        return broker.map(uri -> settings.with("peer.broker", uri)).orElse(settings);
    }

    /** Starts both services and returns when they are ready. */
    private void startServices() throws IOException, InterruptedException {
        startTarget();
        startInitiator();
        target.awaitReady(READY_LIMIT);
        initiator.awaitReady(READY_LIMIT);
    }

    /** Starts the front end, again if it was there before; it is not ready yet. */
    void startInitiator() throws IOException {
        initiator = ServiceProcess.start(initiatorSettings);
    }

    /** Starts the target, again if it was there before; it is not ready yet. */
    void startTarget() throws IOException {
        target = ServiceProcess.start(targetSettings);
    }

    /** The front end that was started last. */
    ServiceProcess initiator() {
        return initiator;
    }

    /** The target that was started last. */
    ServiceProcess target() {
        return target;
    }

    private List<ProcessTree> processes() {
        return Stream.concat(
                        servers.stream().map(ServerProcess::tree),
                        Stream.of(initiator, target).map(service -> new ProcessTree(service.handle())))
                .toList();
    }

    @Override
    public String name() {
        return peer.title();
    }

    @Override
    public int httpPort() {
        return initiator.settings().ports().http();
    }

    @Override
    public Duration cpu() throws IOException {
        Duration cpu = Duration.ZERO;
        for (ProcessTree tree : processes()) {
            cpu = cpu.plus(tree.cpu());
        }
        return cpu;
    }

    @Override
    public long residentMebibytes() throws IOException {
        long kibibytes = 0;
        for (ProcessTree tree : processes()) {
            kibibytes += tree.residentKibibytes();
        }
        return kibibytes / KIBIBYTES;
    }

    /** Services first, servers in the opposite order of their start. */
    @Override
    public void close() {
        Stream.of(initiator, target).filter(Objects::nonNull).parallel().forEach(ServiceProcess::stop);
        while (!servers.isEmpty()) {
            servers.pop().close();
        }
    }
}
