package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations between two databases of one instance. */
class TwoDatabasesTest {
    @TempDir
    private Path directory;

    private BrokerInstance instance;
    private Database initiator;
    private Database target;

    @BeforeEach
    void open() throws IOException {
        instance = new BrokerInstance(directory).started(address -> {});
        initiator = instance.createDatabase("InitiatorDB");
        target = instance.createDatabase("TargetDB");
        instance.commit(transaction -> {
            instance.defineMessages(transaction, initiator, Validation.NONE);
            instance.defineInitiator(transaction, initiator);
            instance.defineMessages(transaction, target, Validation.NONE);
            instance.defineTarget(transaction, target);
        });
    }

    @AfterEach
    void close() throws IOException {
        instance.close();
    }

    private void changeOptions(Database changed) {
        instance.commit(transaction -> instance.storage().databases().replace(transaction, changed));
        instance.broker().brokerChanged(changed);
    }

    @Test
    void a_trustworthy_initiator_reaches_the_target_at_once() {
        changeOptions(initiator.withTrustworthy(true));

        instance.beginAndSend(initiator, "a");

        assertEquals(List.of("a"), texts(instance.received(target, TARGET_QUEUE)));
        assertEquals(List.of("initiator CO"), instance.states(initiator));
        assertEquals(List.of("target CO"), instance.states(target));
    }

    @Test
    void without_trust_the_message_waits_and_goes_once_trust_is_given() {
        instance.beginAndSend(initiator, "a");

        String status = instance.transmissionQueue(initiator).get(0).transmissionStatus();
        assertTrue(status.contains("Error: 916, State: 3."), status);
        changeOptions(instance.database("InitiatorDB").withTrustworthy(true));

        Waiting.until(() -> instance.contents(target, TARGET_QUEUE).size() == 1);
        assertEquals(List.of(), instance.transmissionQueue(initiator));
    }

    @Test
    void a_disabled_target_broker_holds_messages_at_the_sender() {
        changeOptions(initiator.withTrustworthy(true));
        changeOptions(target.withBroker(target.serviceBrokerGuid(), false));
        instance.beginAndSend(initiator, "a");
        String status = instance.transmissionQueue(initiator).get(0).transmissionStatus();
        assertEquals(TransmissionStatus.TARGET_DISABLED, status);

        changeOptions(target.withBroker(target.serviceBrokerGuid(), true));

        Waiting.until(() -> instance.contents(target, TARGET_QUEUE).size() == 1);
    }

    @Test
    void a_missing_service_is_a_status_and_not_an_error() {
        changeOptions(initiator.withTrustworthy(true));
        instance.commit(
                transaction -> instance.broker().definitions().dropService(transaction, target, BrokerInstance.TARGET));
        instance.beginAndSend(initiator, "a");
        assertEquals(
                TransmissionStatus.NO_LOCAL_SERVICE,
                instance.transmissionQueue(initiator).get(0).transmissionStatus());

        instance.commit(transaction -> instance.broker()
                .definitions()
                .createService(
                        transaction,
                        target,
                        BrokerInstance.TARGET,
                        1,
                        instance.queue(target, TARGET_QUEUE),
                        List.of(BrokerInstance.CONTRACT)));

        Waiting.until(() -> instance.contents(target, TARGET_QUEUE).size() == 1);
    }

    @Test
    void without_a_route_the_status_says_so() {
        instance.commit(
                transaction -> instance.broker().definitions().dropRoute(transaction, initiator, "AutoCreatedLocal"));

        instance.beginAndSend(initiator, "a");

        assertEquals(
                TransmissionStatus.NO_ROUTE,
                instance.transmissionQueue(initiator).get(0).transmissionStatus());
    }

    @Test
    void a_route_to_the_network_needs_an_endpoint() {
        RouteOptions options = new RouteOptions(
                Optional.of(BrokerInstance.TARGET),
                Optional.empty(),
                Optional.empty(),
                Optional.of("TCP://far:4022"),
                Optional.empty());
        instance.commit(transaction ->
                instance.broker().definitions().createRoute(transaction, initiator, "FarRoute", 1, options));

        instance.beginAndSend(initiator, "a");

        assertEquals(
                TransmissionStatus.NO_TRANSPORT,
                instance.transmissionQueue(initiator).get(0).transmissionStatus());
    }
}
