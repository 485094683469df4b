package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The Service Broker of the instance: all databases, all conversations. */
public final class Broker implements AutoCloseable {
    /** Marks the databases that have got what every database is born with. */
    private static final String MARKER = "broker";

    private static final int DBO = 1;

    private final Storage storage;
    private final Definitions definitions;
    private final Endpoints endpoints;
    private final Conversations conversations;
    private final Outbound outbound;
    private final Inbound inbound;
    private final RunTimeViews views;
    private final DialogTable table;
    private final Router router;
    private final Housekeeping housekeeping;
    private final Commits commits;
    private final Administration administration;
    private final Delivery delivery;
    private final DialogEffects effects;
    private final PoisonDetection poisonDetection;

    /** Loads definitions and conversations. Nothing leaves before {@link #start}. */
    public Broker(Storage storage, Security security, Clock clock) {
        this.storage = storage;
        BrokerStore.createTables(storage);
        this.definitions = new Definitions(storage.objects(), clock);
        this.endpoints = new Endpoints(storage.objects(), security, clock);
        this.table = new DialogTable(new BodyBudget());
        BrokerParts parts = new BrokerParts(storage, definitions, table, clock);
        this.router = new Router(clock);
        this.housekeeping = new Housekeeping(clock, router);
        this.poisonDetection = new PoisonDetection(storage, definitions);
        this.commits = new Commits(storage, table, housekeeping, router, poisonDetection);
        this.effects = new DialogEffects(table, definitions, clock);
        Arrivals arrivals = new Arrivals(table, definitions, effects);
        Routing routing = new Routing(storage.databases(), definitions, endpoints, clock);
        this.delivery = new Delivery(parts, security, routing, arrivals, effects);
        this.conversations = new Conversations(parts, commits, delivery, new Endings(delivery, effects), effects);
        this.administration = new Administration(commits, conversations, delivery, effects);
        definitions.listen(administration);
        endpoints.onChange(endpoint -> housekeeping.retryAll());
        this.outbound = new Outbound(parts, commits, effects);
        this.inbound = new Inbound(parts, security, routing, arrivals, commits);
        this.views = new RunTimeViews(parts, router);
        storage.databases().all().forEach(definitions::keepSystemObjects);
        initializeSystemDatabases();
        new StateLoader(parts).load(housekeeping, router);
    }

    private void initializeSystemDatabases() {
        boolean initialized =
                storage.objects().loaded(MARKER).stream().anyMatch(stored -> stored.databaseId() == Database.MSDB);
        if (initialized) {
            return;
        }
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            for (Database database : storage.databases().all()) {
                if (database.isSystem()) {
                    initialize(transaction, database);
                }
            }
            transaction.commit();
        }
    }

    /**
     * Begins routing, retries and expiry.
     *
     * @param transmitter is told of messages for other instances
     */
    public void start(Transmitter transmitter) {
        router.start(transmitter);
        housekeeping.start(commits, delivery, effects);
    }

    public Definitions definitions() {
        return definitions;
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public Conversations conversations() {
        return conversations;
    }

    public Outbound outbound() {
        return outbound;
    }

    public Inbound inbound() {
        return inbound;
    }

    public RunTimeViews views() {
        return views;
    }

    /** Gives a new database its system objects and the route AutoCreatedLocal. Doing it again does nothing. */
    public void initialize(Transaction transaction, Database database) {
        definitions.keepSystemObjects(database);
        if (definitions.route(database.id(), "AutoCreatedLocal").isEmpty()) {
            storage.objects().put(transaction, new StoredObject(MARKER, database.id(), 0, database.name(), Map.of()));
            RouteOptions local = new RouteOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(RouteDefinitions.LOCAL),
                    Optional.empty());
            definitions.createRoute(transaction, database, "AutoCreatedLocal", DBO, local);
        }
    }

    /** DROP DATABASE: its conversations and definitions go. */
    public void forget(Transaction transaction, Database database) {
        administration.removeConversations(transaction, database.id());
        definitions.forgetDatabase(transaction, database.id());
    }

    /** NEW_BROKER: every conversation of the database goes with its messages; nobody is told. */
    public void removeConversations(Transaction transaction, Database database) {
        administration.removeConversations(transaction, database.id());
    }

    /** ENABLE_BROKER, DISABLE_BROKER, NEW_BROKER or TRUSTWORTHY took effect: what waits is looked at again. */
    public void brokerChanged(Database database) {
        housekeeping.retryAll();
    }

    /** The instance is about to close: that open transactions are rolled back is no message's fault from now on. */
    public void closing() {
        poisonDetection.close();
    }

    /** Ends every wait with 6005 and the broker's own work. */
    @Override
    public void close() {
        closing();
        table.contents().forEach(content -> content.close(BrokerErrors.shuttingDown()));
        housekeeping.close();
        commits.close();
    }
}
