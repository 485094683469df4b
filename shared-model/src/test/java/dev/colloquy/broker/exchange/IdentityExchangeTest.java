package dev.colloquy.broker.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import dev.colloquy.broker.exchange.ExchangeFailure.Reason;
import dev.colloquy.broker.exchange.PeerService.Request;
import dev.colloquy.broker.exchange.PeerService.Resource;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.contract.Side;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityExchangeTest {
    private static final BootstrapSecret SECRET = BootstrapSecret.fromText("what both services know");
    private static final BootstrapSecret OTHER_SECRET = BootstrapSecret.fromText("what somebody else knows");

    private final BrokerIdentity initiator = Identities.of(Side.INITIATOR);
    private final BrokerIdentity target = Identities.of(Side.TARGET);
    private final ManualClock initiatorClock = new ManualClock();
    private final ManualClock targetClock = new ManualClock();
    private final IdentityExchange sender = new IdentityExchange(SECRET, initiatorClock);
    private final IdentityExchange receiver = new IdentityExchange(SECRET, targetClock);
    private final Resource resource = new Resource(receiver, target);
    private final List<PeerService> services = new ArrayList<>();

    @AfterEach
    void close() {
        services.forEach(PeerService::close);
    }

    @Test
    void both_sides_learn_each_others_identity() throws Exception {
        BrokerIdentity learned = sender.send(serve(resource), initiator);

        assertEquals(target, learned);
        assertEquals(List.of(initiator), resource.accepted());
    }

    @Test
    void a_base_url_may_end_in_a_slash() throws Exception {
        URI url = URI.create(serve(resource) + "/");

        assertEquals(target, sender.send(url, initiator));
    }

    @Test
    void two_requests_of_one_millisecond_are_both_taken() throws Exception {
        URI url = serve(resource);

        sender.send(url, initiator);
        sender.send(url, initiator);

        assertEquals(List.of(initiator, initiator), resource.accepted());
    }

    @Nested
    class With_different_secrets {
        @Test
        void the_receiver_refuses_and_the_sender_says_why() throws Exception {
            URI url = serve(resource);

            ExchangeFailure failure =
                    failure(() -> new IdentityExchange(OTHER_SECRET, initiatorClock).send(url, initiator));

            assertEquals(Reason.REFUSED, failure.reason());
            assertEquals(
                    "the peer at " + url + " refuses our signature: the bootstrap secrets differ",
                    failure.getMessage());
            assertRefused(Reason.UNAUTHENTIC);
        }

        @Test
        void an_answer_is_not_believed() throws Exception {
            Signer impostor = new Signer(OTHER_SECRET);
            byte[] body = IdentityMessage.encode(target);
            URI url = serve(http -> {
                try (http) {
                    String nonce = Request.of(http).header(Signer.NONCE_HEADER);
                    PeerService.respond(
                            http, Map.of(Signer.SIGNATURE_HEADER, impostor.signResponse(nonce, body)), body);
                }
            });

            ExchangeFailure failure = failure(() -> sender.send(url, initiator));

            assertEquals(Reason.UNAUTHENTIC, failure.reason());
        }
    }

    @Nested
    class On_the_way {
        private final byte[] forged = new String(IdentityMessage.encode(initiator), StandardCharsets.UTF_8)
                .replace("initiator.example", "attacker.example")
                .getBytes(StandardCharsets.UTF_8);

        @Test
        void a_changed_request_is_refused_before_it_is_parsed() throws Exception {
            Request request = captured();

            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> deliver(request.withBody(forged))).reason());
            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> deliver(request.withBody(new byte[] {'{'}))).reason());
        }

        @Test
        void a_changed_timestamp_or_nonce_is_refused() throws Exception {
            Request request = captured();
            String later = Long.toString(Long.parseLong(request.header(Signer.TIMESTAMP_HEADER)) + 1);

            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> deliver(request.with(Signer.TIMESTAMP_HEADER, later)))
                            .reason());
            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> deliver(request.with(Signer.NONCE_HEADER, "A".repeat(22) + "==")))
                            .reason());
        }

        @ParameterizedTest
        @ValueSource(strings = {Signer.TIMESTAMP_HEADER, Signer.NONCE_HEADER, Signer.SIGNATURE_HEADER})
        void a_missing_or_garbled_header_is_refused(String header) throws Exception {
            Request request = captured();

            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> deliver(request.without(header))).reason());
            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> deliver(request.with(header, "é"))).reason());
        }

        @Test
        void a_header_of_another_form_is_refused_even_if_it_is_signed() throws Exception {
            byte[] body = IdentityMessage.encode(initiator);
            String signature = new Signer(SECRET).signRequest("soon", "nonce", body);
            Request request = new Request(
                    Map.of(
                            "colloquy-timestamp", "soon",
                            "colloquy-nonce", "nonce",
                            "colloquy-signature", signature),
                    body);

            assertEquals(Reason.UNAUTHENTIC, failure(() -> deliver(request)).reason());
        }

        @Test
        void a_changed_answer_is_not_believed() throws Exception {
            URI url = serve(http -> {
                try (http) {
                    Request request = Request.of(http);
                    IdentityAnswer answer = receiver.answer(deliver(request), target);
                    byte[] changed = new String(answer.body(), StandardCharsets.UTF_8)
                            .replace("target.example", "attacker.example")
                            .getBytes(StandardCharsets.UTF_8);
                    PeerService.respond(http, answer.headers(), changed);
                } catch (ExchangeFailure e) {
                    throw new AssertionError(e);
                }
            });

            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> sender.send(url, initiator)).reason());
        }

        @Test
        void the_answer_to_another_request_is_not_believed() throws Exception {
            Request other = captured();
            IdentityAnswer old = receiver.answer(deliver(other), target);
            URI url = serve(http -> {
                try (http) {
                    PeerService.respond(http, old.headers(), old.body());
                }
            });

            assertEquals(
                    Reason.UNAUTHENTIC,
                    failure(() -> sender.send(url, initiator)).reason());
        }

        @Test
        void a_request_sent_back_to_its_sender_is_refused() throws Exception {
            Request request = captured();

            ExchangeFailure failure = failure(() -> sender.accept(request::header, request.body(), Side.INITIATOR));

            assertEquals(Reason.WRONG_SIDE, failure.reason());
        }

        @Test
        void a_replayed_request_is_refused() throws Exception {
            Request request = captured();
            deliver(request);

            assertEquals(Reason.STALE, failure(() -> deliver(request)).reason());
        }

        @Test
        void an_old_identity_is_refused_after_a_rotation() throws Exception {
            Request old = captured();
            initiatorClock.advance(Duration.ofSeconds(1));
            BrokerIdentity rotated = new BrokerIdentity(
                    Side.INITIATOR,
                    initiator.address(),
                    initiator.brokerInstance(),
                    initiator.transportCertificate(),
                    target.dialogCertificate());
            assertEquals(rotated, deliver(captured(rotated)).peer());

            assertEquals(Reason.STALE, failure(() -> deliver(old)).reason());
        }

        @Test
        void an_instance_whose_clock_is_behind_is_taken_after_another() throws Exception {
            Request behind = captured(new BrokerIdentity(
                    Side.INITIATOR,
                    "TCP://other.example:4022",
                    UUID.randomUUID(),
                    initiator.transportCertificate(),
                    initiator.dialogCertificate()));
            initiatorClock.advance(Duration.ofSeconds(1));
            deliver(captured());

            assertEquals("TCP://other.example:4022", deliver(behind).peer().address());
        }

        @Test
        void a_refused_request_does_not_keep_an_earlier_one_out() throws Exception {
            Request earlier = captured();
            initiatorClock.advance(Duration.ofSeconds(1));
            Request wrongSide = captured(target);
            assertEquals(Reason.WRONG_SIDE, failure(() -> deliver(wrongSide)).reason());

            assertEquals(initiator, deliver(earlier).peer());
        }
    }

    @Nested
    class With_clocks_that_differ {
        @ParameterizedTest
        @ValueSource(strings = {"PT5M", "-PT5M"})
        void five_minutes_are_tolerated(Duration difference) throws Exception {
            initiatorClock.advance(difference);

            assertEquals(target, sender.send(serve(resource), initiator));
        }

        @ParameterizedTest
        @CsvSource({"PT5M0.001S, in the future", "-PT5M0.001S, ago"})
        void more_is_refused_and_both_say_why(Duration difference, String direction) throws Exception {
            URI url = serve(resource);
            initiatorClock.advance(difference);

            ExchangeFailure failure = failure(() -> sender.send(url, initiator));

            assertEquals(Reason.STALE, failure.reason());
            assertTrue(failure.getMessage().contains("the clocks differ"), failure.getMessage());
            assertRefused(Reason.STALE);
            String refusal = resource.refused().get(0).getMessage();
            assertTrue(refusal.contains("PT5M0.001S " + direction), refusal);
        }
    }

    @Nested
    class Of_the_wrong_shape {
        @Test
        void a_request_of_more_than_64_kib_is_refused() {
            byte[] body = new byte[IdentityMessage.MAXIMUM_BYTES + 1];

            ExchangeFailure failure = failure(() -> receiver.accept(name -> null, body, Side.TARGET));

            assertEquals(Reason.MALFORMED, failure.reason());
        }

        @Test
        void an_answer_of_more_than_64_kib_is_not_read() throws Exception {
            URI url = serve(http -> {
                try (http) {
                    Request.of(http);
                    PeerService.respond(http, Map.of(), new byte[IdentityMessage.MAXIMUM_BYTES + 1]);
                }
            });

            ExchangeFailure failure = failure(() -> sender.send(url, initiator));

            assertEquals(Reason.MALFORMED, failure.reason());
            assertEquals("the peer at " + url + " answers with more than 65536 bytes", failure.getMessage());
        }

        @Test
        void a_signed_request_without_an_identity_is_refused() throws Exception {
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            Request request = captured();
            Request signed = request.withBody(body)
                    .with(
                            Signer.SIGNATURE_HEADER,
                            new Signer(SECRET)
                                    .signRequest(
                                            request.header(Signer.TIMESTAMP_HEADER),
                                            request.header(Signer.NONCE_HEADER),
                                            body));

            ExchangeFailure failure = failure(() -> deliver(signed));

            assertEquals(Reason.MALFORMED, failure.reason());
            assertEquals(
                    "the sender of an identity shows no valid identity: the identity has no text in side",
                    failure.getMessage());
        }

        @Test
        void a_service_of_the_own_side_is_refused() throws Exception {
            URI ownUrl = serve(new Resource(receiver, initiator));

            ExchangeFailure failure = failure(() -> sender.send(ownUrl, initiator));

            assertEquals(Reason.WRONG_SIDE, failure.reason());
            assertEquals(
                    "the peer at " + ownUrl + " is on our own side; is its URL that of the peer?",
                    failure.getMessage());
        }
    }

    private URI serve(HttpHandler handler) throws Exception {
        PeerService service = new PeerService(handler);
        services.add(service);
        return service.url();
    }

    private Request captured() throws Exception {
        return captured(initiator);
    }

    /** A request of the sender that was taken away on its way. */
    private Request captured(BrokerIdentity identity) throws Exception {
        List<Request> taken = new ArrayList<>();
        URI url = serve(http -> {
            try (http) {
                taken.add(Request.of(http));
                http.sendResponseHeaders(500, -1);
            }
        });
        failure(() -> sender.send(url, identity));
        return taken.get(0);
    }

    private IdentityRequest deliver(Request request) throws ExchangeFailure {
        return receiver.accept(request::header, request.body(), Side.TARGET);
    }

    private void assertRefused(Reason reason) {
        assertEquals(List.of(), resource.accepted());
        assertEquals(
                List.of(reason),
                resource.refused().stream().map(ExchangeFailure::reason).toList());
    }

    private static ExchangeFailure failure(Executable call) {
        return assertThrows(ExchangeFailure.class, call);
    }
}
