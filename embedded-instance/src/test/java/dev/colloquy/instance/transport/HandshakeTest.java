package dev.colloquy.instance.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.broker.EncryptionMode;
import dev.colloquy.instance.broker.Endpoint;
import dev.colloquy.instance.security.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in over a real socket, and what the other one is told. */
class HandshakeTest {
    private static final LocalDateTime NOW = LocalDateTime.now(ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private EndpointSide connecting;
    private EndpointSide accepting;
    private Path secret;

    @BeforeEach
    void open() throws IOException {
        secret = directory.resolve("home").resolve("endpoint-secret");
        Files.createDirectory(
                secret.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        connecting = new EndpointSide(directory.resolve("connecting"), secret);
        accepting = new EndpointSide(directory.resolve("accepting"), secret);
    }

    @AfterEach
    void close() throws IOException {
        executor.shutdownNow();
        connecting.close();
        accepting.close();
    }

    @Test
    void peers_that_know_each_others_certificates_are_let_in() throws Exception {
        Certificate mine = connecting.newCertificate();
        Certificate theirs = accepting.newCertificate();
        connecting.know(theirs, true);
        accepting.know(mine, true);

        Outcome outcome = login(EndpointSide.withCertificate(mine), EndpointSide.withCertificate(theirs));

        assertEquals(
                "CERTIFICATE", outcome.connectingRow().authenticationMethod().orElseThrow());
        assertTrue(outcome.acceptingRow().principalName().orElseThrow().startsWith("Peer"));
        assertEquals(12, outcome.acceptingRow().loginState());
        assertTrue(outcome.acceptingRow().peerCertificateId().isPresent());
    }

    @Test
    void connect_granted_to_public_counts() throws Exception {
        Certificate mine = connecting.newCertificate();
        Certificate theirs = accepting.newCertificate();
        connecting.know(theirs, true);
        accepting.know(mine, false);
        accepting.letEveryoneConnect();

        Outcome outcome = login(EndpointSide.withCertificate(mine), EndpointSide.withCertificate(theirs));

        assertEquals("LOGGED_IN", outcome.acceptingRow().stateDesc());
    }

    @Test
    void a_certificate_that_is_not_in_master_is_refused_and_the_other_side_is_told_why() throws Exception {
        Certificate mine = connecting.newCertificate();
        Certificate theirs = accepting.newCertificate();
        connecting.know(theirs, true);

        Outcome outcome = login(EndpointSide.withCertificate(mine), EndpointSide.withCertificate(theirs));

        assertRefused(28035, "Certificate not found.", outcome);
    }

    @Test
    void a_login_without_connect_is_refused() throws Exception {
        Certificate mine = connecting.newCertificate();
        Certificate theirs = accepting.newCertificate();
        connecting.know(theirs, true);
        accepting.know(mine, false);

        Outcome outcome = login(EndpointSide.withCertificate(mine), EndpointSide.withCertificate(theirs));

        assertRefused(28034, "does not have CONNECT permission on the endpoint.", outcome);
    }

    @Test
    void the_connecting_side_checks_the_accepting_one_too() throws Exception {
        Certificate mine = connecting.newCertificate();
        Certificate theirs = accepting.newCertificate();
        accepting.know(mine, true);

        Outcome outcome = login(EndpointSide.withCertificate(mine), EndpointSide.withCertificate(theirs));

        assertRefused(28035, "Certificate not found.", outcome);
    }

    @Test
    void an_expired_certificate_of_the_peer_is_refused() throws Exception {
        Certificate mine = connecting.newCertificate(NOW.minusDays(10), NOW.minusDays(5));
        Certificate theirs = accepting.newCertificate(NOW.minusDays(30), NOW.plusDays(30));
        connecting.know(theirs, true);
        accepting.know(mine, true);

        // The connecting side would not show an expired certificate, so its clock is behind.
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofDays(-7));
        Outcome outcome = login(
                connecting.handshake(EndpointSide.withCertificate(mine), behind),
                accepting.handshake(EndpointSide.withCertificate(theirs)));

        HandshakeFailure failure = assertInstanceOf(HandshakeFailure.class, outcome.accepted.failure);
        assertEquals(28035, failure.number());
        assertTrue(failure.getMessage().contains("Certificate expired."), failure.getMessage());
    }

    @Test
    void an_endpoint_does_not_show_its_own_expired_certificate() throws Exception {
        Certificate mine = connecting.newCertificate(NOW.minusDays(10), NOW.minusDays(5));
        Certificate theirs = accepting.newCertificate();

        Outcome outcome = login(EndpointSide.withCertificate(mine), EndpointSide.withCertificate(theirs));

        HandshakeFailure failure = assertInstanceOf(HandshakeFailure.class, outcome.connected.failure);
        assertEquals(28023, failure.number());
    }

    @Test
    void processes_of_one_account_are_let_in_without_certificates() throws Exception {
        Outcome outcome = login(EndpointSide.withWindows(), EndpointSide.withWindows());

        assertEquals("NEGOTIATE", outcome.connectingRow().authenticationMethod().orElseThrow());
        assertEquals(
                System.getProperty("user.name"),
                outcome.acceptingRow().principalName().orElseThrow());
    }

    @Test
    void a_process_with_another_secret_is_refused() throws Exception {
        Path other = directory.resolve("other").resolve("endpoint-secret");
        try (EndpointSide stranger = new EndpointSide(directory.resolve("stranger"), other)) {
            Outcome outcome = login(
                    stranger.handshake(EndpointSide.withWindows()), accepting.handshake(EndpointSide.withWindows()));

            assertRefused(28038, "The handshake verification failed.", outcome);
        }
    }

    @Test
    void a_secret_that_others_can_read_is_not_used() throws Exception {
        Outcome first = login(EndpointSide.withWindows(), EndpointSide.withWindows());
        assertTrue(first.connectingRow().loginTime().isPresent());
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

        Outcome outcome = login(EndpointSide.withWindows(), EndpointSide.withWindows());

        HandshakeFailure failure = assertInstanceOf(HandshakeFailure.class, outcome.connected.failure);
        assertEquals(28031, failure.number());
        assertTrue(failure.getMessage().contains("open to other accounts"), failure.getMessage());
    }

    @Test
    void the_order_of_the_accepting_endpoint_decides() throws Exception {
        Certificate mine = connecting.newCertificate();
        Certificate theirs = accepting.newCertificate();
        connecting.know(theirs, true);
        accepting.know(mine, true);
        Endpoint windowsFirst = both(mine, true);

        assertEquals("CERTIFICATE", methodOf(login(windowsFirst, both(theirs, false))));
        assertEquals("NEGOTIATE", methodOf(login(windowsFirst, both(theirs, true))));
    }

    @Test
    void endpoints_without_a_common_method_refuse_each_other() throws Exception {
        Certificate theirs = accepting.newCertificate();

        Outcome outcome = login(EndpointSide.withWindows(), EndpointSide.withCertificate(theirs));

        assertRefused(28027, "There is no compatible authentication protocol.", outcome);
    }

    @Test
    void encryption_modes_must_be_compatible() throws Exception {
        Object[][] matrix = {
            {EncryptionMode.REQUIRED, EncryptionMode.REQUIRED, true},
            {EncryptionMode.REQUIRED, EncryptionMode.SUPPORTED, true},
            {EncryptionMode.REQUIRED, EncryptionMode.DISABLED, false},
            {EncryptionMode.SUPPORTED, EncryptionMode.DISABLED, true},
            {EncryptionMode.DISABLED, EncryptionMode.DISABLED, true},
            {EncryptionMode.DISABLED, EncryptionMode.REQUIRED, false},
        };
        for (Object[] row : matrix) {
            Outcome outcome = login(windows((EncryptionMode) row[0], "AES"), windows((EncryptionMode) row[1], "AES"));
            if ((boolean) row[2]) {
                assertEquals("LOGGED_IN", outcome.acceptingRow().stateDesc(), row[0] + " and " + row[1]);
            } else {
                assertRefused(28027, "There is no compatible encryption algorithm.", outcome);
            }
        }
    }

    @Test
    void endpoints_need_a_common_algorithm() throws Exception {
        Outcome outcome = login(windows(EncryptionMode.REQUIRED, "AES"), windows(EncryptionMode.REQUIRED, "RC4"));

        assertRefused(28027, "There is no compatible encryption algorithm.", outcome);
    }

    @Test
    void a_peer_that_speaks_another_protocol_is_refused() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket stranger = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            Side side = run(
                            connection -> accepting
                                    .handshake(EndpointSide.withWindows())
                                    .accept(connection),
                            accepted,
                            true)
                    .get(20, TimeUnit.SECONDS);

            assertInstanceOf(ProtocolViolation.class, side.failure);
        }
    }

    private static String methodOf(Outcome outcome) {
        return outcome.acceptingRow().authenticationMethod().orElseThrow();
    }

    private static Endpoint both(Certificate certificate, boolean windowsFirst) {
        return EndpointSide.endpoint(
                true, windowsFirst, Optional.of(certificate.id()), EncryptionMode.REQUIRED, List.of("AES"));
    }

    private static Endpoint windows(EncryptionMode mode, String algorithm) {
        return EndpointSide.endpoint(true, true, Optional.empty(), mode, List.of(algorithm));
    }

    private static void assertRefused(int number, String text, Outcome outcome) {
        for (Side side : new Side[] {outcome.connected, outcome.accepted}) {
            HandshakeFailure failure = assertInstanceOf(HandshakeFailure.class, side.failure);
            assertEquals(number, failure.number(), failure.getMessage());
            assertTrue(failure.getMessage().contains(text), failure.getMessage());
        }
    }

    private Outcome login(Endpoint from, Endpoint to) throws Exception {
        return login(connecting.handshake(from), accepting.handshake(to));
    }

    private Outcome login(Handshake from, Handshake to) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Future<Side> acceptor = run(to::accept, accepted, true);
            Future<Side> connector = run(from::connect, socket, false);
            return new Outcome(connector.get(20, TimeUnit.SECONDS), acceptor.get(20, TimeUnit.SECONDS));
        }
    }

    private Future<Side> run(Login login, Socket socket, boolean accepting) {
        Callable<Side> task = () -> {
            Connection connection = new Connection(socket, accepting, Clock.systemUTC());
            try {
                FrameChannel channel = login.on(connection);
                return new Side(channel.connection(), null);
            } catch (IOException | HandshakeFailure e) {
                socket.close();
                return new Side(connection, e);
            }
        };
        return executor.submit(task);
    }

    private interface Login {
        FrameChannel on(Connection connection) throws IOException, HandshakeFailure;
    }

    private record Side(Connection connection, Exception failure) {
        ConnectionRow row() {
            if (failure != null) {
                throw new AssertionError("not let in", failure);
            }
            return connection.row();
        }
    }

    private record Outcome(Side connected, Side accepted) {
        ConnectionRow connectingRow() {
            return connected.row();
        }

        ConnectionRow acceptingRow() {
            return accepted.row();
        }
    }
}
