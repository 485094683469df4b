package dev.colloquy.broker.lifecycle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.colloquy.broker.exchange.BootstrapSecret;
import dev.colloquy.broker.exchange.ExchangeFailure;
import dev.colloquy.broker.exchange.IdentityExchange;
import dev.colloquy.broker.lifecycle.Progress.Phase;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.contract.Side;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The resource behind a real HTTP server, asked by a real peer. */
@Timeout(60)
class IdentityResourceTest {
    private static final BootstrapSecret SECRET = BootstrapSecret.fromText("the secret of both services");

    private final FakeSetup setup = new FakeSetup();
    private final FakePeer peer = new FakePeer();
    private final List<Integer> answered = new CopyOnWriteArrayList<>();
    private final IdentityExchange target = exchange(SECRET);
    private InstanceLifecycle lifecycle;
    private HttpServer server;

    @BeforeAll
    static void make_identities() {
        assertEquals(Side.TARGET, Identities.of(Side.TARGET).side());
    }

    @BeforeEach
    void serve() throws IOException {
        Settings settings = Settings.eager();
        peer.away = true;
        lifecycle = new InstanceLifecycle(
                settings.instance(),
                setup,
                new PeerGroup(List.of(peer)),
                new FiredEvents<DatabaseReady>(),
                settings.retries());
        IdentityResource resource = new IdentityResource(Side.INITIATOR, lifecycle, exchange(SECRET));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(IdentityMessage.PATH, http -> answer(http, resource));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        lifecycle.stop(new Shutdown());
    }

    @Test
    void the_peer_s_identity_is_taken_in_and_answered_with_the_own_one() throws Exception {
        start();

        assertEquals(Identities.of(Side.INITIATOR), target.send(url(), Identities.of(Side.TARGET)));

        assertEquals(List.of(Identities.of(Side.TARGET)), setup.trusted);
        assertEquals(Phase.TRUSTED, lifecycle.progress().phase());
    }

    @Test
    void before_the_own_instance_is_set_up_the_peer_has_to_come_again() {
        assertThrows(ExchangeFailure.class, () -> target.send(url(), Identities.of(Side.TARGET)));

        assertEquals(List.of(503), answered);
        assertEquals(List.of(), setup.trusted);
    }

    @Test
    void who_does_not_know_the_secret_is_refused_and_changes_nothing() {
        start();
        IdentityExchange stranger = exchange(BootstrapSecret.fromText("another secret altogether"));

        assertThrows(ExchangeFailure.class, () -> stranger.send(url(), Identities.of(Side.TARGET)));

        assertEquals(List.of(401), answered);
        assertEquals(List.of(), setup.trusted);
    }

    @Test
    void an_instance_that_does_not_take_the_peer_in_lets_it_come_again() {
        start();
        setup.trustProblem = Optional.of("Set-up could not set the route to the peer.");

        assertThrows(ExchangeFailure.class, () -> target.send(url(), Identities.of(Side.TARGET)));

        assertEquals(List.of(503), answered);
    }

    @Test
    void an_identity_of_the_own_side_is_refused() {
        start();

        assertThrows(ExchangeFailure.class, () -> target.send(url(), Identities.of(Side.INITIATOR)));

        assertEquals(List.of(403), answered);
    }

    private void start() {
        lifecycle.start(new Startup());
        await().until(lifecycle::hasIdentity);
    }

    private static IdentityExchange exchange(BootstrapSecret secret) {
        return new IdentityExchange(secret, Clock.systemUTC());
    }

    private URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange http, IdentityResource resource) throws IOException {
        try (http) {
            byte[] body = http.getRequestBody().readAllBytes();
            Response response = resource.exchange(body, new RequestHeaders(http.getRequestHeaders()));
            answered.add(response.getStatus());
            response.getStringHeaders()
                    .forEach((name, values) -> http.getResponseHeaders().put(name, values));
            byte[] answer = response.hasEntity() ? (byte[]) response.getEntity() : new byte[0];
            http.sendResponseHeaders(response.getStatus(), answer.length == 0 ? -1 : answer.length);
            http.getResponseBody().write(answer);
        }
    }
}
