package dev.colloquy.broker.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import dev.colloquy.broker.exchange.ExchangeFailure.Reason;
import dev.colloquy.broker.exchange.PeerService.Resource;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.contract.Side;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerClientTest {
    private static final BootstrapSecret SECRET = BootstrapSecret.fromText("what both services know");

    private final BrokerIdentity initiator = Identities.of(Side.INITIATOR);
    private final Clock clock = new ManualClock();
    private final IdentityExchange sender = new IdentityExchange(SECRET, clock);
    private final Resource resource = new Resource(new IdentityExchange(SECRET, clock), Identities.of(Side.TARGET));
    private final List<PeerService> services = new ArrayList<>();

    @AfterEach
    void close() {
        services.forEach(PeerService::close);
    }

    @Test
    void a_peer_that_is_not_there_is_unreachable() throws Exception {
        URI url = serve(resource);
        close();

        ExchangeFailure failure = failure(() -> sender.send(url, initiator));

        assertEquals(Reason.UNREACHABLE, failure.reason());
        assertEquals("the peer at " + url + " cannot be reached: ConnectException", failure.getMessage());
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        URI elsewhere = serve(resource);
        URI url = serve(http -> {
            try (http) {
                http.getResponseHeaders().set("Location", elsewhere + IdentityMessage.PATH);
                http.sendResponseHeaders(307, -1);
            }
        });

        ExchangeFailure failure = failure(() -> sender.send(url, initiator));

        assertEquals("the peer at " + url + " redirects (status 307), which is not followed", failure.getMessage());
        assertEquals(Reason.UNREACHABLE, failure.reason());
        assertEquals(List.of(), resource.requests());
    }

    @ParameterizedTest
    @CsvSource({
        "404, has no /broker/identity; is its URL that of the peer?",
        "500, answers with status 500",
        "503, is not ready to exchange identities (status 503)",
    })
    void a_status_is_told(int status, String words) throws Exception {
        URI url = serve(http -> {
            try (http) {
                http.sendResponseHeaders(status, -1);
            }
        });

        ExchangeFailure failure = failure(() -> sender.send(url, initiator));

        assertEquals(Reason.UNREACHABLE, failure.reason());
        assertEquals("the peer at " + url + " " + words, failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_peer_that_falls_silent_is_not_waited_for_for_ever(boolean headersFirst) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        URI url = serve(http -> {
            try (http) {
                if (headersFirst) {
                    http.sendResponseHeaders(200, 100);
                    http.getResponseBody().write('{');
                    http.getResponseBody().flush();
                }
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        IdentityExchange impatient = new IdentityExchange(SECRET, clock, new PeerClient(Duration.ofMillis(300)));

        ExchangeFailure failure = failure(() -> impatient.send(url, initiator));

        ended.countDown();
        assertEquals("the peer at " + url + " has not answered within PT0.3S", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "ftp://localhost", "http:///path"})
    void a_url_that_is_none_is_told(String url) {
        ExchangeFailure failure = failure(() -> sender.send(URI.create(url), initiator));

        assertEquals(Reason.UNREACHABLE, failure.reason());
        assertTrue(failure.getMessage().contains("has no URL of the form"), failure.getMessage());
    }

    @Test
    void a_password_in_the_url_is_not_told() throws Exception {
        URI url = serve(resource);
        close();
        URI withPassword = URI.create(url.toString().replace("http://", "http://user:secret@"));

        ExchangeFailure failure = failure(() -> sender.send(withPassword, initiator));

        assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
    }

    private URI serve(HttpHandler handler) throws Exception {
        PeerService service = new PeerService(handler);
        services.add(service);
        return service.url();
    }

    private static ExchangeFailure failure(Executable call) {
        return assertThrows(ExchangeFailure.class, call);
    }
}
