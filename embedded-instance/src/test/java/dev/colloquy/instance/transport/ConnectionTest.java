package dev.colloquy.instance.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.broker.Endpoint;
import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.broker.OutboundMessage;
import dev.colloquy.instance.broker.WireMessage;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages between two queues in memory over real sockets, TLS and a network that breaks. */
@Timeout(60)
class ConnectionTest {
    private static final UUID CONVERSATION = UUID.randomUUID();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final SendingSide sending = new SendingSide();
    private final ReceivingSide receiving = new ReceivingSide();
    private final Connections outgoing = new Connections();
    private final Connections accepted = new Connections();
    private EndpointSide side;
    private Settings settings;
    private ServerSocket server;
    private CuttableProxy network;
    private Destination destination;
    private volatile Optional<String> sealFailure = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        Path secret = directory.resolve("home").resolve("endpoint-secret");
        side = new EndpointSide(directory.resolve("instance"), secret);
        settings = new Settings(
                InetAddress.getLoopbackAddress(),
                secret,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofMillis(50),
                Duration.ofMillis(400),
                64 * 1024 * 1024);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        network = new CuttableProxy(server.getLocalPort());
        Thread listener = new Thread(this::accept, "test-listener");
        listener.setDaemon(true);
        listener.start();
        destination = new Destination(
                "TCP://127.0.0.1:" + network.port(),
                sending,
                this::seal,
                settings,
                Clock.systemUTC(),
                outgoing,
                () -> Optional.of(side.handshake(endpoint())));
        destination.start();
    }

    @AfterEach
    void stop() throws Exception {
        destination.close();
        destination.join(5_000);
        network.close();
        server.close();
        accepted.abortAll();
        side.close();
    }

    @Test
    void a_thousand_messages_arrive_in_order_and_are_acknowledged() {
        for (int i = 0; i < 1_000; i++) {
            send(CONVERSATION, number(i));
        }

        awaitAllAcknowledged();

        assertNumbered(1_000);
        assertEquals(0, receiving.duplicates());
        assertEquals(1, network.connections());
    }

    @Test
    void a_long_message_arrives_whole_and_others_do_not_wait_for_it() {
        byte[] body = new byte[10_000_000];
        new Random(4).nextBytes(body);
        UUID other = UUID.randomUUID();

        send(CONVERSATION, body);
        send(CONVERSATION, number(1));
        send(other, number(7));
        awaitAllAcknowledged();

        assertArrayEquals(body, receiving.received(CONVERSATION).get(0));
        assertArrayEquals(number(1), receiving.received(CONVERSATION).get(1));
        assertArrayEquals(number(7), receiving.received(other).get(0));
        assertEquals(0, receiving.duplicates());
    }

    @Test
    void a_message_without_body_arrives_without_body() {
        send(CONVERSATION, null);

        awaitAllAcknowledged();

        assertEquals(null, receiving.received(CONVERSATION).get(0));
    }

    @Test
    void a_connection_that_breaks_again_and_again_loses_nothing_and_delivers_nothing_twice() {
        network.cutAfter(150_000);
        for (int i = 0; i < 3_000; i++) {
            send(CONVERSATION, padded(i));
        }

        await().atMost(SOON).until(() -> network.connections() > 2);
        network.cutAfter(Long.MAX_VALUE);
        awaitAllAcknowledged();

        assertEquals(3_000, receiving.received(CONVERSATION).size());
        for (int i = 0; i < 3_000; i++) {
            assertEquals(
                    i, ByteBuffer.wrap(receiving.received(CONVERSATION).get(i)).getInt());
        }
    }

    @Test
    void a_peer_that_is_down_is_reached_soon_after_it_comes_back() throws IOException {
        int port = server.getLocalPort();
        server.close();
        network.cut();
        send(CONVERSATION, number(0));
        await().atMost(SOON).until(() -> !sending.statuses().isEmpty());

        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread listener = new Thread(this::accept, "test-listener");
        listener.setDaemon(true);
        listener.start();

        await().atMost(Duration.ofSeconds(3)).until(() -> receiving.count() == 1);
        awaitAllAcknowledged();
    }

    @Test
    void a_peer_that_nobody_answers_for_shows_the_systems_reason() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        SendingSide queue = new SendingSide();
        queue.send(CONVERSATION, number(0));
        Destination nobody = destination("TCP://127.0.0.1:" + free, queue);

        nobody.start();
        await().atMost(SOON).until(() -> !queue.statuses().isEmpty());
        nobody.close();
        nobody.join(5_000);

        assertEquals(
                "Connection attempt failed with error: '10061(No connection could be made because the target machine"
                        + " actively refused it.)'.",
                queue.statuses().get(0));
    }

    @Test
    void a_name_that_cannot_be_resolved_shows_the_systems_reason() throws Exception {
        SendingSide queue = new SendingSide();
        queue.send(CONVERSATION, number(0));
        Destination nobody = destination("TCP://no-such-host.invalid:4022", queue);

        nobody.start();
        await().atMost(SOON).until(() -> !queue.statuses().isEmpty());
        nobody.close();
        nobody.join(5_000);

        assertEquals(
                "DNS lookup failed with error: '11001(No such host is known.)'.",
                queue.statuses().get(0));
    }

    @Test
    void a_silent_network_is_noticed() {
        send(CONVERSATION, number(0));
        awaitAllAcknowledged();

        network.hold(true);
        await().atMost(SOON).until(() -> {
            outgoing.watch(settings);
            accepted.watch(settings);
            return outgoing.size() == 0 || network.connections() > 1;
        });
        network.cut();
        network.hold(false);

        send(CONVERSATION, number(1));
        awaitAllAcknowledged();
        assertNumbered(2);
    }

    @Test
    void an_idle_connection_stays_open() {
        send(CONVERSATION, number(0));
        awaitAllAcknowledged();

        // Three times the silence after which a peer without heartbeats would be given up.
        long until = System.nanoTime() + settings.heartbeat().multipliedBy(6).toNanos();
        await().atMost(SOON).until(() -> {
            outgoing.watch(settings);
            accepted.watch(settings);
            return System.nanoTime() > until;
        });

        assertEquals(1, network.connections());
        assertEquals("LOGGED_IN", outgoing.rows().get(0).stateDesc());
    }

    @Test
    void a_refusal_reaches_the_sender_and_the_message_comes_again() {
        receiving.refuseWith(Optional.of("The target service broker is unreachable."));
        send(CONVERSATION, number(0));
        await().atMost(SOON).until(() -> sending.statuses().contains("The target service broker is unreachable."));
        assertEquals(0, receiving.count());

        receiving.refuseWith(Optional.empty());
        awaitAllAcknowledged();

        assertNumbered(1);
    }

    @Test
    void a_dialog_that_cannot_be_secured_is_not_sent() {
        sealFailure = Optional.of("no remote service binding");
        send(CONVERSATION, number(0));
        await().atMost(SOON).until(() -> sending.statuses().contains("no remote service binding"));
        assertEquals(0, receiving.count());

        sealFailure = Optional.empty();
        awaitAllAcknowledged();
    }

    @Test
    void what_cannot_be_stored_comes_again_on_a_new_connection() {
        receiving.failing(true);
        send(CONVERSATION, number(0));
        await().atMost(SOON).until(() -> network.connections() > 1);
        assertEquals(1, sending.unacknowledged());

        receiving.failing(false);
        awaitAllAcknowledged();

        assertNumbered(1);
    }

    @Test
    void garbage_after_the_login_of_another_peer_disturbs_nobody() throws IOException {
        send(CONVERSATION, number(0));
        awaitAllAcknowledged();
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            byte[] garbage = new byte[10_000];
            new Random(9).nextBytes(garbage);
            stranger.getOutputStream().write(garbage);
        }

        send(CONVERSATION, number(1));
        awaitAllAcknowledged();

        assertNumbered(2);
        assertEquals(1, network.connections());
    }

    private Destination destination(String address, OutboundQueue queue) {
        return new Destination(
                address,
                queue,
                this::seal,
                settings,
                Clock.systemUTC(),
                outgoing,
                () -> Optional.of(side.handshake(endpoint())));
    }

    private void send(UUID conversation, byte[] body) {
        sending.send(conversation, body);
        assertTrue(destination.wake());
    }

    private void awaitAllAcknowledged() {
        await().atMost(SOON).until(() -> sending.unacknowledged() == 0);
    }

    private void assertNumbered(int count) {
        List<byte[]> bodies = receiving.received(CONVERSATION);
        assertEquals(count, bodies.size());
        for (int i = 0; i < count; i++) {
            assertArrayEquals(number(i), bodies.get(i), "message " + i);
        }
    }

    private static byte[] number(int i) {
        return ByteBuffer.allocate(4).putInt(i).array();
    }

    private static byte[] padded(int i) {
        return ByteBuffer.allocate(200).putInt(i).array();
    }

    private static Endpoint endpoint() {
        return EndpointSide.withWindows();
    }

    private Sealer.Sealed seal(OutboundMessage message) {
        if (sealFailure.isPresent()) {
            throw new SqlError(9727, sealFailure.get());
        }
        byte[] body = message.message().body();
        return new Sealer.Sealed(body == null ? new byte[0] : body, Optional.empty());
    }

    private void accept() {
        ServerSocket listening = server;
        while (!listening.isClosed()) {
            try {
                Connection connection = new Connection(listening.accept(), true, Clock.systemUTC());
                accepted.add(connection);
                Thread thread = new Thread(
                        new AcceptedConnection(
                                connection,
                                side.handshake(endpoint()),
                                receiving,
                                ConnectionTest::open,
                                settings,
                                accepted,
                                c -> {}),
                        "test-receiver");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Optional<InboundMessage> open(ArrivedMessage arrived, Database database) {
        WireMessage message = MessageFrame.withBody(arrived.head(), arrived.bodyPresent() ? arrived.body() : null);
        return Optional.of(new InboundMessage(database, message, Optional.empty(), Optional.empty()));
    }
}
