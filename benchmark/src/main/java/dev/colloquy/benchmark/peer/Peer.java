package dev.colloquy.benchmark.peer;

import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The systems that Colloquy is measured against. */
public enum Peer {
    /** Queues and ledger as tables of one database. */
    POSTGRESQL("postgresql", Transport.POSTGRESQL, true),
    /** Requests and replies over RabbitMQ; conversations and ledger in two databases of one PostgreSQL. */
    RABBITMQ("rabbitmq", Transport.RABBITMQ, true),
    /** RabbitMQ alone: it keeps nothing that could be asked for later, and may handle a request twice. */
    RABBITMQ_WITHOUT_LEDGER("rabbitmq without ledger", Transport.RABBITMQ, false),
    /** Requests and replies over ActiveMQ Artemis; conversations and ledger in two databases of one PostgreSQL. */
    ARTEMIS("artemis", Transport.ARTEMIS, true),
    /** ActiveMQ Artemis alone: it keeps nothing that could be asked for later, and may handle a request twice. */
    ARTEMIS_WITHOUT_LEDGER("artemis without ledger", Transport.ARTEMIS, false);

    private final String title;
    private final Transport transport;
    private final boolean ledger;

    /** What carries the messages. */
    enum Transport {
        POSTGRESQL,
        RABBITMQ,
        ARTEMIS
    }

    Peer(String title, Transport transport, boolean ledger) {
        this.title = title;
        this.transport = transport;
        this.ledger = ledger;
    }

    /** What it is called in tables and results. */
    public String title() {
        return title;
    }

    Transport transport() {
        return transport;
    }

    boolean hasLedger() {
        return ledger;
    }

    boolean needsPostgres() {
        return ledger;
    }

    /** What is not installed and how to install it; empty if everything is there. */
    public Optional<String> missing() {
        List<DebianPackage> needed = new ArrayList<>();
        if (needsPostgres()) {
            needed.add(DebianPackage.POSTGRESQL);
        }
        if (transport == Transport.RABBITMQ) {
            needed.add(DebianPackage.RABBITMQ);
        }
        return needed.stream()
                .filter(one -> !one.isInstalled())
                .map(one -> title + " needs the package " + one.packageName()
                        + ", which is not installed; benchmark/install-peers does it, as root")
                .findFirst();
    }

    /**
     * Starts everything and returns when it takes requests.
     *
     * @param repository where the modules are built
     * @param folder where data and logs go; not in memory, or forcing a commit to disk costs nothing
     * @throws IOException when a package is missing, naming it, or a process does not come up
     */
    public MeasuredSystem start(Path repository, Path folder) throws IOException, InterruptedException {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        return PeerSystem.start(this, repository, folder.toAbsolutePath());
    }
}
