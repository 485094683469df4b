package dev.colloquy.instance.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.broker.Disposition;
import dev.colloquy.instance.broker.EndpointState;
import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.broker.WireMessage;
import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.Principal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two whole brokers in one process, with real endpoints between them. */
@Timeout(120)
class TwoBrokersTest {
    private static final String INITIATOR = "//Test/Initiator";
    private static final String TARGET = "//Test/Target";
    private static final String END_DIALOG = "http://schemas.microsoft.com/SQL/ServiceBroker/EndDialog";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private BrokerNode initiator;
    private BrokerNode target;
    private CuttableProxy network;

    @BeforeEach
    void start() throws IOException {
        Path secret = directory.resolve("home").resolve("endpoint-secret");
        initiator = new BrokerNode(directory.resolve("initiator"), INITIATOR, secret);
        target = new BrokerNode(directory.resolve("target"), TARGET, secret);
        network = new CuttableProxy(target.port());
        initiator.route(TARGET, network.port());
        target.route(INITIATOR, initiator.port());
    }

    @AfterEach
    void stop() throws IOException {
        initiator.close();
        target.close();
        network.close();
    }

    @Test
    void a_conversation_goes_there_and_back_and_ends_on_both_sides() {
        useWindows();
        target.grantSend(target.publicRole());

        UUID handle = initiator.begin(TARGET, false);
        initiator.send(handle, bytes("request"));
        List<ReceivedMessage> request = target.receive();
        assertEquals("request", text(request.get(0)));
        target.send(request.get(0).conversationHandle(), bytes("reply"));
        target.end(request.get(0).conversationHandle());

        List<ReceivedMessage> reply = receiveAll(initiator, 2);
        assertEquals("reply", text(reply.get(0)));
        assertEquals(END_DIALOG, reply.get(1).messageTypeName());
        initiator.end(handle);
        await().atMost(SOON)
                .until(() -> initiator.transmissionQueue().isEmpty()
                        && target.transmissionQueue().isEmpty());
    }

    @Test
    void with_certificates_on_the_endpoints_and_in_the_dialog_everything_is_sealed() throws Exception {
        Certificate initiators = initiator.createEndpointWithCertificate();
        Certificate targets = target.createEndpointWithCertificate();
        initiator.letConnect(targets);
        target.letConnect(initiators);
        secureDialogs(false);

        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("request"));
        List<ReceivedMessage> request = target.receive();
        target.send(request.get(0).conversationHandle(), bytes("reply"));

        assertEquals("request", text(request.get(0)));
        assertEquals("reply", text(receiveAll(initiator, 1).get(0)));
        assertEquals(
                "CERTIFICATE",
                target.transport().connections().get(0).authenticationMethod().orElseThrow());
    }

    @Test
    void an_anonymous_dialog_acts_as_public() {
        useWindows();
        secureDialogs(true);

        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("anonymous"));
        assertTrue(receivesError(initiator), "public has no SEND permission");

        target.grantSend(target.publicRole());
        UUID second = initiator.begin(TARGET, true);
        initiator.send(second, bytes("allowed now"));
        assertEquals("allowed now", text(target.receive().get(0)));
    }

    @Test
    void a_dialog_without_binding_waits_with_its_reason_and_leaves_once_there_is_one() {
        useWindows();
        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("request"));
        await().atMost(SOON).until(() -> initiator.status(handle).contains("there is no remote service binding"));

        secureDialogs(false);

        assertEquals("request", text(target.receive().get(0)));
        await().atMost(SOON).until(() -> initiator.transmissionQueue().isEmpty());
    }

    @Test
    void a_certificate_that_the_target_does_not_know_is_named_to_the_sender() {
        useWindows();
        Principal targetHere = initiator.knowRemoteOwner(target.dialogCertificate());
        initiator.bind(TARGET, targetHere, false);

        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("request"));

        await().atMost(SOON).until(() -> initiator.status(handle).contains("is not in the database 'Db'"));
        assertTrue(target.peek().isEmpty());

        target.grantSend(target.knowRemoteOwner(initiator.dialogCertificate()));
        assertEquals("request", text(target.receive().get(0)));
    }

    @Test
    void without_endpoint_nothing_leaves_and_the_status_says_so() {
        target.createEndpoint();
        target.grantSend(target.publicRole());
        UUID handle = initiator.begin(TARGET, false);
        initiator.send(handle, bytes("request"));
        await().atMost(SOON)
                .until(() ->
                        initiator.status(handle).equals("The Service Broker protocol transport is not available."));

        initiator.createEndpoint();

        assertEquals("request", text(target.receive().get(0)));
    }

    @Test
    void a_stopped_endpoint_is_not_reached_and_a_started_one_is_again() {
        useWindows();
        target.grantSend(target.publicRole());
        UUID handle = initiator.begin(TARGET, false);
        initiator.send(handle, bytes("first"));
        assertEquals("first", text(target.receive().get(0)));

        target.setEndpoint(EndpointState.STOPPED);
        initiator.send(handle, bytes("second"));
        await().atMost(SOON).until(() -> !initiator.status(handle).isEmpty());
        assertFalse(target.transport().isListening());
        target.setEndpoint(EndpointState.STARTED);

        assertEquals("second", text(target.receive().get(0)));
    }

    @Test
    void a_thousand_messages_arrive_once_and_in_order_though_the_connection_breaks() {
        useWindows();
        secureDialogs(false);
        network.cutAfter(60_000);
        UUID handle = initiator.begin(TARGET, true);
        for (int i = 0; i < 1_000; i += 10) {
            byte[][] ten = new byte[10][];
            for (int j = 0; j < 10; j++) {
                ten[j] = number(i + j);
            }
            initiator.send(handle, ten);
        }

        await().atMost(SOON).until(() -> network.connections() > 2);
        network.cutAfter(Long.MAX_VALUE);
        List<ReceivedMessage> received = receiveAll(target, 1_000);

        for (int i = 0; i < 1_000; i++) {
            assertArrayEquals(number(i), received.get(i).messageBody());
        }
        await().atMost(SOON).until(() -> initiator.transmissionQueue().isEmpty());
        assertTrue(target.peek().isEmpty());
    }

    @Test
    void a_target_that_was_down_gets_what_waited() throws IOException {
        useWindows();
        secureDialogs(false);
        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("before"));
        assertEquals("before", text(target.receive().get(0)));

        target.close();
        initiator.send(handle, bytes("meanwhile"));
        await().atMost(SOON).until(() -> !initiator.status(handle).isEmpty());
        target.start();

        List<ReceivedMessage> meanwhile = target.receive();
        assertEquals("meanwhile", text(meanwhile.get(0)));
        target.send(meanwhile.get(0).conversationHandle(), bytes("reply"));
        assertEquals("reply", text(receiveAll(initiator, 1).get(0)));
    }

    @Test
    void an_initiator_that_was_down_goes_on_with_its_dialogs() throws IOException {
        useWindows();
        secureDialogs(false);
        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("before"));
        UUID there = target.receive().get(0).conversationHandle();

        initiator.close();
        target.send(there, bytes("reply"));
        await().atMost(SOON).until(() -> !target.status(there).isEmpty());
        initiator.start();

        assertEquals("reply", text(receiveAll(initiator, 1).get(0)));
        initiator.send(handle, bytes("after"));
        assertEquals("after", text(target.receive().get(0)));
    }

    @Test
    void a_key_that_the_target_has_lost_is_sent_again() {
        useWindows();
        secureDialogs(false);
        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("first"));
        assertEquals("first", text(target.receive().get(0)));
        await().atMost(SOON).until(() -> initiator.transmissionQueue().isEmpty());

        target.commit(tx ->
                target.security().keyExchange().forget(tx, target.database().id()));
        initiator.send(handle, bytes("second"));

        assertEquals("second", text(target.receive().get(0)));
        assertEquals(1, network.connections());
    }

    @Test
    void nobody_puts_a_clear_message_into_a_sealed_dialog() throws Exception {
        useWindows();
        secureDialogs(false);
        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, bytes("sealed"));
        assertEquals("sealed", text(target.receive().get(0)));
        UUID conversation = target.committed(tx -> target.broker()
                .views()
                .conversationEndpoints(tx, target.database(), false)
                .findFirst()
                .orElseThrow()
                .conversationId());

        InboundMessage forged = new InboundMessage(
                target.database(), message(conversation, bytes("forged")), Optional.empty(), Optional.empty());
        Disposition disposition =
                target.broker().inbound().accept(List.of(forged)).get().get(0);

        assertEquals(Disposition.Kind.REFUSED, disposition.kind());
        assertTrue(target.peek().isEmpty());
    }

    @Test
    void a_port_that_is_taken_is_reported_and_the_instance_goes_on() throws IOException {
        try (ServerSocket taken = new ServerSocket(target.port(), 1, InetAddress.getLoopbackAddress())) {
            target.createEndpoint();

            assertFalse(target.transport().isListening());
            assertEquals(target.port(), taken.getLocalPort());
        }
        target.setEndpoint(EndpointState.STOPPED);
        target.setEndpoint(EndpointState.STARTED);
        assertTrue(target.transport().isListening());
    }

    @Test
    void ten_megabytes_arrive_unchanged() {
        useWindows();
        secureDialogs(false);
        byte[] body = new byte[10_000_000];
        new Random(3).nextBytes(body);

        UUID handle = initiator.begin(TARGET, true);
        initiator.send(handle, body);

        assertArrayEquals(body, target.receive().get(0).messageBody());
    }

    private void useWindows() {
        initiator.createEndpoint();
        target.createEndpoint();
    }

    /** Certificates, binding and permission for dialogs from the initiator to the target. */
    private void secureDialogs(boolean anonymous) {
        Principal initiatorThere = target.knowRemoteOwner(initiator.dialogCertificate());
        if (!anonymous) {
            target.grantSend(initiatorThere);
        }
        Principal targetHere = initiator.knowRemoteOwner(target.dialogCertificate());
        initiator.bind(TARGET, targetHere, anonymous);
    }

    private WireMessage message(UUID conversation, byte[] body) {
        return new WireMessage(
                conversation,
                true,
                1,
                WireMessage.Kind.MESSAGE,
                TARGET,
                Optional.empty(),
                INITIATOR,
                initiator.database().serviceBrokerGuid(),
                BrokerNode.CONTRACT,
                BrokerNode.MESSAGE,
                5,
                Instant.now().plusSeconds(600),
                body);
    }

    private static boolean receivesError(BrokerNode node) {
        return node.receive().get(0).messageTypeName().equals("http://schemas.microsoft.com/SQL/ServiceBroker/Error");
    }

    private static List<ReceivedMessage> receiveAll(BrokerNode node, int count) {
        List<ReceivedMessage> received = new ArrayList<>();
        while (received.size() < count) {
            List<ReceivedMessage> some = node.receive();
            assertFalse(some.isEmpty(), () -> received.size() + " of " + count + " messages arrived");
            received.addAll(some);
        }
        return received;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static String text(ReceivedMessage message) {
        return new String(message.messageBody(), StandardCharsets.UTF_16LE);
    }

    private static byte[] number(int i) {
        return ByteBuffer.allocate(100).putInt(i).array();
    }
}
