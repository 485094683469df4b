package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.BeginDialog;
import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.ContractUsage;
import dev.colloquy.instance.broker.EndpointOptions;
import dev.colloquy.instance.broker.EndpointState;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.QueueOptions;
import dev.colloquy.instance.broker.QueueRow;
import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.broker.RouteOptions;
import dev.colloquy.instance.broker.SentBy;
import dev.colloquy.instance.broker.TransmissionRow;
import dev.colloquy.instance.broker.Validation;
import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** A whole instance without TDS: store, security, broker and endpoint, with one database and one service. */
final class BrokerNode implements AutoCloseable {
    static final String MESSAGE = "//Test/Message";
    static final String CONTRACT = "//Test/Contract";

    private final Path directory;
    private final Settings settings;
    private final int port;
    private final String service;
    private Storage storage;
    private Security security;
    private Broker broker;
    private Transport transport;
    private int databaseId;

    BrokerNode(Path directory, String service, Path secret) throws IOException {
        Settings usual = Settings.loopback();
        this.directory = directory;
        this.service = service;
        this.settings = new Settings(
                InetAddress.getLoopbackAddress(),
                secret,
                usual.loginTimeout(),
                usual.heartbeat(),
                usual.firstRetry(),
                usual.lastRetry(),
                usual.maximumMessageBytes());
        try (ServerSocket probe = new ServerSocket(0)) {
            this.port = probe.getLocalPort();
        }
        start();
        createDatabase();
    }

    /** As after kill and restart of the process, with everything on disk. */
    void start() throws IOException {
        Clock clock = Clock.systemUTC();
        storage = Storage.open(directory, clock);
        security = new Security(storage, directory, clock);
        broker = new Broker(storage, security, clock);
        transport = new Transport(broker, security, clock, settings);
        broker.start(transport);
        transport.start();
    }

    int port() {
        return port;
    }

    Broker broker() {
        return broker;
    }

    Security security() {
        return security;
    }

    Transport transport() {
        return transport;
    }

    Database database() {
        return storage.databases().withId(databaseId).orElseThrow();
    }

    private void createDatabase() {
        databaseId = committed(tx -> {
            Database database = storage.databases().create(tx, "Db");
            security.initialize(tx, database);
            broker.initialize(tx, database);
            return database.id();
        });
        commit(tx -> {
            security.masterKeys().create(tx, database(), "A master key 1");
            broker.definitions().createMessageType(tx, database(), MESSAGE, Principal.DBO, Validation.NONE);
            broker.definitions()
                    .createContract(
                            tx, database(), CONTRACT, Principal.DBO, List.of(new ContractUsage(MESSAGE, SentBy.ANY)));
            Principal owner =
                    security.principals().createUser(tx, databaseId, "Owner", Optional.empty(), Optional.empty());
            Queue queue = broker.definitions().createQueue(tx, database(), "dbo", "Queue", QueueOptions.DEFAULTS);
            broker.definitions().createService(tx, database(), service, owner.id(), queue, List.of(CONTRACT));
            selfSigned(tx, database(), owner, "Own");
        });
    }

    Certificate selfSigned(Transaction tx, Database where, Principal owner, String name) {
        return security.certificates()
                .createSelfSigned(
                        tx,
                        where,
                        owner,
                        name,
                        name + " of " + service + UUID.randomUUID(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty());
    }

    /** CREATE ENDPOINT … AUTHENTICATION = WINDOWS. */
    void createEndpoint() {
        createEndpoint(new EndpointOptions.Authentication(true, true, Optional.empty()));
    }

    /** CREATE MASTER KEY, CREATE CERTIFICATE and CREATE ENDPOINT … AUTHENTICATION = CERTIFICATE. */
    Certificate createEndpointWithCertificate() {
        Database master = storage.databases().withId(Database.MASTER).orElseThrow();
        Principal dbo =
                security.principals().withId(Database.MASTER, Principal.DBO).orElseThrow();
        Certificate certificate = committed(tx -> {
            security.masterKeys().create(tx, master, "A master key 1");
            return selfSigned(tx, master, dbo, "Transport");
        });
        createEndpoint(new EndpointOptions.Authentication(false, false, Optional.of("Transport")));
        return certificate;
    }

    private void createEndpoint(EndpointOptions.Authentication authentication) {
        commit(tx -> broker.endpoints()
                .create(
                        tx,
                        new EndpointOptions(
                                "Endpoint",
                                Login.SA,
                                Optional.of(EndpointState.STARTED),
                                Optional.of(port),
                                Optional.empty(),
                                Optional.of(authentication),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
    }

    /** ALTER ENDPOINT … STATE. */
    void setEndpoint(EndpointState state) {
        commit(tx -> broker.endpoints()
                .alter(
                        tx,
                        "Endpoint",
                        new EndpointOptions(
                                "Endpoint",
                                Login.SA,
                                Optional.of(state),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
    }

    /** The peer's transport certificate, with a login that may connect. */
    void letConnect(Certificate peer) {
        Database master = storage.databases().withId(Database.MASTER).orElseThrow();
        int endpoint = broker.endpoints().current().orElseThrow().id();
        commit(tx -> {
            Login login = security.logins().create(tx, "Peer", "A password 1", Optional.empty(), false);
            Principal user =
                    security.principals().createUser(tx, Database.MASTER, "Peer", Optional.of(login), Optional.empty());
            security.certificates().importCertificate(tx, master, user, "Peer", encoded(peer), Optional.empty(), true);
            security.permissions().grant(tx, "CONNECT", Securable.endpoint(endpoint), login);
        });
    }

    void route(String remoteService, int remotePort) {
        RouteOptions options = new RouteOptions(
                Optional.of(remoteService),
                Optional.empty(),
                Optional.empty(),
                Optional.of("TCP://127.0.0.1:" + remotePort),
                Optional.empty());
        commit(tx -> broker.definitions().createRoute(tx, database(), "Peer", Principal.DBO, options));
    }

    Certificate dialogCertificate() {
        return security.certificates().named(databaseId, "Own").orElseThrow();
    }

    /** The user that stands for the owner of the remote service, with its certificate. */
    Principal knowRemoteOwner(Certificate remote) {
        Principal user = committed(
                tx -> security.principals().createUser(tx, databaseId, "Remote", Optional.empty(), Optional.empty()));
        commit(tx -> security.certificates()
                .importCertificate(tx, database(), user, "Remote", encoded(remote), Optional.empty(), true));
        return user;
    }

    void bind(String remoteService, Principal user, boolean anonymous) {
        commit(tx -> broker.definitions()
                .createBinding(tx, database(), "Binding", Principal.DBO, remoteService, user, anonymous));
    }

    void grantSend(Principal user) {
        int id = broker.definitions().service(databaseId, service).orElseThrow().id();
        commit(tx -> {
            Object information = security.permissions().grant(tx, "SEND", Securable.service(databaseId, id), user);
            assert information != null;
        });
    }

    Principal publicRole() {
        return security.principals().withId(databaseId, Principal.PUBLIC).orElseThrow();
    }

    UUID begin(String remoteService, boolean encryption) {
        return committed(tx -> broker.conversations()
                .beginDialog(
                        tx,
                        database(),
                        new BeginDialog(
                                service,
                                remoteService,
                                Optional.empty(),
                                CONTRACT,
                                Optional.empty(),
                                Optional.empty(),
                                null,
                                encryption),
                        new Cancellation()));
    }

    void send(UUID handle, byte[]... bodies) {
        commit(tx -> {
            for (byte[] body : bodies) {
                broker.conversations().send(tx, database(), List.of(handle), false, MESSAGE, body, new Cancellation());
            }
        });
    }

    void end(UUID handle) {
        commit(tx -> broker.conversations()
                .endConversation(tx, database(), handle, Optional.empty(), false, new Cancellation()));
    }

    List<ReceivedMessage> receive() {
        return committed(tx -> broker.conversations()
                .receive(
                        tx,
                        broker.definitions().queue(databaseId, "dbo", "Queue").orElseThrow(),
                        Optional.empty(),
                        Long.MAX_VALUE,
                        OptionalLong.of(20_000),
                        new Cancellation()));
    }

    /** What is there now. */
    List<ReceivedMessage> peek() {
        return committed(tx -> broker.views()
                .queueContents(
                        tx,
                        broker.definitions().queue(databaseId, "dbo", "Queue").orElseThrow(),
                        OptionalLong.empty())
                .map(QueueRow::complete)
                .toList());
    }

    List<TransmissionRow> transmissionQueue() {
        return committed(tx -> broker.views()
                .transmissionQueue(tx, database(), OptionalLong.empty())
                .toList());
    }

    String status(UUID handle) {
        return broker.conversations().transmissionStatus(database(), handle);
    }

    void commit(Consumer<Transaction> work) {
        boolean done = committed(tx -> {
            work.accept(tx);
            return true;
        });
        assert done;
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

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.x509().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        transport.close();
        broker.close();
        storage.close();
    }
}
