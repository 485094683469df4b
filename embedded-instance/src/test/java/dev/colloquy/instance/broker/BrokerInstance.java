package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** A broker over a real store, which can be restarted and whose clock the test moves. */
final class BrokerInstance implements AutoCloseable {
    static final String REQUEST = "//Test/Request";
    static final String REPLY = "//Test/Reply";
    static final String CONTRACT = "//Test/Contract";
    static final String INITIATOR = "//Test/Initiator";
    static final String TARGET = "//Test/Target";
    static final String INITIATOR_QUEUE = "InitiatorQueue";
    static final String TARGET_QUEUE = "TargetQueue";

    private static final int DBO = 1;

    private final Path directory;
    private final MovableClock clock = new MovableClock();
    private Storage storage;
    private Security security;
    private Broker broker;

    BrokerInstance(Path directory) throws IOException {
        this.directory = directory;
        open();
    }

    private void open() throws IOException {
        storage = Storage.open(directory, clock);
        security = new Security(storage, directory, clock);
        broker = new Broker(storage, security, clock);
    }

    BrokerInstance started(Transmitter transmitter) {
        broker.start(transmitter);
        return this;
    }

    void restart() throws IOException {
        close();
        open();
    }

    Broker broker() {
        return broker;
    }

    Security security() {
        return security;
    }

    Storage storage() {
        return storage;
    }

    MovableClock clock() {
        return clock;
    }

    Database database(String name) {
        return storage.databases().named(name).orElseThrow();
    }

    Queue queue(Database database, String name) {
        return broker.definitions().queue(database.id(), "dbo", name).orElseThrow();
    }

    Database createDatabase(String name) {
        return committed(transaction -> {
            Database database = storage.databases().create(transaction, name);
            security.initialize(transaction, database);
            broker.initialize(transaction, database);
            return database;
        });
    }

    /** A database with both services. */
    Database createDatabaseWithBothServices(String name) {
        Database database = createDatabase(name);
        commit(transaction -> {
            defineMessages(transaction, database, Validation.WELL_FORMED_XML);
            defineInitiator(transaction, database);
            defineTarget(transaction, database);
        });
        return database;
    }

    void defineMessages(Transaction transaction, Database database, Validation validation) {
        Definitions definitions = broker.definitions();
        definitions.createMessageType(transaction, database, REQUEST, DBO, validation);
        definitions.createMessageType(transaction, database, REPLY, DBO, validation);
        definitions.createContract(
                transaction,
                database,
                CONTRACT,
                DBO,
                List.of(new ContractUsage(REQUEST, SentBy.INITIATOR), new ContractUsage(REPLY, SentBy.TARGET)));
    }

    void defineInitiator(Transaction transaction, Database database) {
        Queue queue =
                broker.definitions().createQueue(transaction, database, "dbo", INITIATOR_QUEUE, QueueOptions.DEFAULTS);
        broker.definitions().createService(transaction, database, INITIATOR, DBO, queue, List.of());
    }

    void defineTarget(Transaction transaction, Database database) {
        Queue queue =
                broker.definitions().createQueue(transaction, database, "dbo", TARGET_QUEUE, QueueOptions.DEFAULTS);
        broker.definitions().createService(transaction, database, TARGET, DBO, queue, List.of(CONTRACT));
    }

    /** The broker's endpoint; there is no transport behind it. */
    void startEndpoint() {
        EndpointOptions options = new EndpointOptions(
                "Endpoint",
                1,
                Optional.of(EndpointState.STARTED),
                Optional.of(4022),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        commit(transaction -> broker.endpoints().create(transaction, options));
    }

    void addRoute(Database database, String name, String service, Optional<String> brokerInstance, String address) {
        RouteOptions options = new RouteOptions(
                Optional.of(service), brokerInstance, Optional.empty(), Optional.of(address), Optional.empty());
        commit(transaction -> broker.definitions().createRoute(transaction, database, name, DBO, options));
    }

    /** GRANT SEND on the target service TO public. */
    void allowEverybodyToSend(Database database) {
        Service service = broker.definitions().service(database.id(), TARGET).orElseThrow();
        Principal everybody =
                security.principals().withId(database.id(), Principal.PUBLIC).orElseThrow();
        commit(transaction -> security.permissions()
                .grant(transaction, "SEND", Securable.service(database.id(), service.id()), everybody));
    }

    void setQueue(Database database, String name, boolean on) {
        QueueOptions options = new QueueOptions(Optional.of(on), Optional.empty(), Optional.empty());
        commit(transaction -> broker.definitions().alterQueue(transaction, database, queue(database, name), options));
    }

    <T> T committed(Function<Transaction, T> work) {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            try {
                T result = work.apply(transaction);
                transaction.commit();
                return result;
            } finally {
                transaction.rollback();
            }
        }
    }

    void commit(Consumer<Transaction> work) {
        boolean done = committed(transaction -> {
            work.accept(transaction);
            return true;
        });
        assert done;
    }

    void rollBack(Consumer<Transaction> work) {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            try {
                work.accept(transaction);
            } finally {
                transaction.rollback();
            }
        }
    }

    UUID begin(Transaction transaction, Database database) {
        return begin(transaction, database, null);
    }

    UUID begin(Transaction transaction, Database database, Integer lifetimeSeconds) {
        return broker.conversations()
                .beginDialog(
                        transaction,
                        database,
                        new BeginDialog(
                                INITIATOR,
                                TARGET,
                                Optional.empty(),
                                CONTRACT,
                                Optional.empty(),
                                Optional.empty(),
                                lifetimeSeconds,
                                false),
                        new Cancellation());
    }

    void send(Transaction transaction, Database database, UUID handle, String type, String body) {
        broker.conversations()
                .send(transaction, database, List.of(handle), false, type, bytes(body), new Cancellation());
    }

    UUID beginAndSend(Database database, String... bodies) {
        return committed(transaction -> {
            UUID handle = begin(transaction, database);
            for (String body : bodies) {
                send(transaction, database, handle, REQUEST, body);
            }
            return handle;
        });
    }

    List<ReceivedMessage> receive(Transaction transaction, Database database, String queue) {
        return receive(transaction, database, queue, Long.MAX_VALUE);
    }

    List<ReceivedMessage> receive(Transaction transaction, Database database, String queue, long top) {
        return broker.conversations()
                .receive(
                        transaction,
                        queue(database, queue),
                        Optional.empty(),
                        top,
                        OptionalLong.empty(),
                        new Cancellation());
    }

    List<ReceivedMessage> received(Database database, String queue) {
        return committed(transaction -> receive(transaction, database, queue));
    }

    void end(Transaction transaction, Database database, UUID handle) {
        broker.conversations()
                .endConversation(transaction, database, handle, Optional.empty(), false, new Cancellation());
    }

    List<ReceivedMessage> contents(Database database, String queue) {
        return committed(transaction -> broker.views()
                .queueContents(transaction, queue(database, queue), OptionalLong.empty())
                .map(QueueRow::complete)
                .toList());
    }

    List<TransmissionRow> transmissionQueue(Database database) {
        return committed(transaction -> broker.views()
                .transmissionQueue(transaction, database, OptionalLong.empty())
                .toList());
    }

    List<ConversationEndpointRow> endpoints(Database database) {
        return committed(transaction -> broker.views()
                .conversationEndpoints(transaction, database, false)
                .toList());
    }

    List<String> states(Database database) {
        return endpoints(database).stream()
                .map(row -> (row.initiator() ? "initiator " : "target ") + row.state())
                .toList();
    }

    static byte[] bytes(String body) {
        return body == null ? null : body.getBytes(StandardCharsets.UTF_16LE);
    }

    static String text(ReceivedMessage message) {
        return message.messageBody() == null ? null : new String(message.messageBody(), StandardCharsets.UTF_16LE);
    }

    static List<String> texts(List<ReceivedMessage> messages) {
        return messages.stream().map(BrokerInstance::text).toList();
    }

    static List<String> types(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::messageTypeName).toList();
    }

    @Override
    public void close() throws IOException {
        broker.close();
        storage.close();
    }

    /** Runs with the system's clock plus what the test adds. */
    static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void forward(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
