package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.CONTRACT;
import static dev.colloquy.instance.broker.BrokerInstance.REQUEST;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CREATE, ALTER and DROP of Service Broker objects. */
class DefinitionsTest {
    private static final Optional<String> ABSENT = Optional.empty();

    @TempDir
    private Path directory;

    private BrokerInstance instance;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        instance = new BrokerInstance(directory);
        database = instance.createDatabaseWithBothServices("TestDB");
    }

    @AfterEach
    void close() throws IOException {
        instance.close();
    }

    private Definitions definitions() {
        return instance.broker().definitions();
    }

    private int errorOf(Consumer<Transaction> statement) {
        return assertThrows(SqlError.class, () -> instance.rollBack(statement)).number();
    }

    @Test
    void a_new_database_has_the_system_objects_and_a_route_to_itself() {
        assertEquals(14, definitions().messageTypes(2).size());
        assertEquals(
                MessageType.DEFAULT,
                definitions().messageType(database.id(), 14).orElseThrow().name());
        assertEquals(6, definitions().contracts(2).size());
        assertEquals(3, definitions().services(2).size());
        assertEquals(
                "LOCAL",
                definitions().route(database.id(), 65_536).orElseThrow().address());
        assertEquals(
                65_536,
                definitions().messageType(database.id(), REQUEST).orElseThrow().id());
    }

    @Test
    void objects_in_use_cannot_be_dropped() {
        assertEquals(3716, errorOf(tx -> definitions().dropMessageType(tx, database, REQUEST)));
        assertEquals(3716, errorOf(tx -> definitions().dropContract(tx, database, CONTRACT)));
        assertEquals(
                3716, errorOf(tx -> definitions().dropQueue(tx, database, instance.queue(database, TARGET_QUEUE))));
    }

    @Test
    void system_objects_cannot_be_dropped() {
        assertEquals(9663, errorOf(tx -> definitions().dropMessageType(tx, database, MessageType.DEFAULT)));
        assertEquals(9663, errorOf(tx -> definitions().dropContract(tx, database, Contract.DEFAULT)));
    }

    @Test
    void names_are_unique() {
        assertEquals(2714, errorOf(tx -> definitions().createMessageType(tx, database, REQUEST, 1, Validation.NONE)));
        assertEquals(
                2714,
                errorOf(tx -> definitions().createQueue(tx, database, "DBO", "targetqueue", QueueOptions.DEFAULTS)));
        assertEquals(15_151, errorOf(tx -> definitions().dropService(tx, database, TARGET.toUpperCase(Locale.ROOT))));
    }

    @Test
    void contracts_need_a_message_of_the_initiator() {
        assertEquals(8492, contractError(new ContractUsage(REQUEST, SentBy.TARGET)));
        assertEquals(
                8403, contractError(new ContractUsage(REQUEST, SentBy.ANY), new ContractUsage(REQUEST, SentBy.TARGET)));
        assertEquals(15_151, contractError(new ContractUsage("//Test/Unknown", SentBy.ANY)));
    }

    private int contractError(ContractUsage... usages) {
        return errorOf(tx -> definitions().createContract(tx, database, "//Test/Other", 1, List.of(usages)));
    }

    @Test
    void routes_are_validated() {
        assertEquals(9744, routeError(Optional.of("s"), ABSENT, "TCP://host"));
        assertEquals(9744, routeError(Optional.of("s"), ABSENT, "http://host:4022"));
        assertEquals(9744, routeError(Optional.of("s"), ABSENT, "TCP://host:70000"));
        assertEquals(9745, routeError(Optional.of("s"), ABSENT, "TRANSPORT"));
        assertEquals(9659, routeError(Optional.of(""), ABSENT, "LOCAL"));
        assertEquals(9660, routeError(Optional.of("s".repeat(257)), ABSENT, "LOCAL"));
        assertEquals(9662, routeError(ABSENT, Optional.of("6E8EA2A4-7B7A-4E54-9C9E-0B7E2A0D0001"), "LOCAL"));
    }

    private int routeError(Optional<String> service, Optional<String> broker, String address) {
        RouteOptions options = new RouteOptions(service, broker, Optional.empty(), Optional.of(address), ABSENT);
        return errorOf(tx -> definitions().createRoute(tx, database, "Other", 1, options));
    }

    @Test
    void addresses_have_one_spelling() {
        assertEquals(
                "TCP://myhost:4022",
                NetworkAddress.parse("tcp://MyHost:4022").orElseThrow().toString());
        assertEquals(
                "TCP://[::1]:4022",
                NetworkAddress.parse("TCP://[::1]:4022").orElseThrow().toString());
    }

    @Test
    void rolled_back_definitions_never_happened() {
        instance.rollBack(tx -> {
            definitions().dropService(tx, database, TARGET);
            definitions().dropQueue(tx, database, instance.queue(database, TARGET_QUEUE));
            definitions().createMessageType(tx, database, "//Test/New", 1, Validation.NONE);
        });

        assertTrue(definitions().service(database.id(), TARGET).isPresent());
        assertTrue(definitions().messageType(database.id(), "//Test/New").isEmpty());
        instance.beginAndSend(database, "<a/>");
        assertEquals(1, instance.received(database, TARGET_QUEUE).size());
    }

    @Test
    void definitions_survive_a_restart() throws IOException {
        List<Service> services = definitions().services(database.id());
        List<Contract> contracts = definitions().contracts(database.id());
        List<Route> routes = definitions().routes(database.id());
        List<Queue> queues = definitions().queues(database.id());

        instance.restart();

        assertEquals(services, definitions().services(database.id()));
        assertEquals(contracts, definitions().contracts(database.id()));
        assertEquals(routes, definitions().routes(database.id()));
        assertEquals(queues, definitions().queues(database.id()));
    }

    @Test
    void there_is_one_endpoint_with_documented_defaults() {
        EndpointOptions options = new EndpointOptions(
                "Endpoint",
                1,
                Optional.empty(),
                Optional.of(4022),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        instance.commit(tx -> {
            Endpoint endpoint = instance.broker().endpoints().create(tx, options);
            assertEquals(EndpointState.STOPPED, endpoint.state());
            assertEquals(EncryptionMode.REQUIRED, endpoint.encryption());
            assertEquals(List.of("AES"), endpoint.algorithms());
            assertTrue(endpoint.windows());
        });

        assertEquals(15_530, errorOf(tx -> instance.broker().endpoints().create(tx, options)));
        instance.commit(tx -> instance.broker().endpoints().drop(tx, "endpoint"));
        assertEquals(Optional.empty(), instance.broker().endpoints().current());
    }
}
