package dev.colloquy.broker.exchange;

import dev.colloquy.broker.exchange.ExchangeFailure.Reason;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.Side;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The exchange of identities with the service of the other side, as {@link IdentityMessage} and this package describe it:
 * {@link #send} asks, {@link #accept} and {@link #answer} are what the resource at {@link IdentityMessage#PATH} does.
 *
 * <p>Safe for use by many threads. A service has one, since it remembers which request of each instance it took last.
 */
public final class IdentityExchange {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int NONCE_BYTES = 16;
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final Signer signer;
    private final Clock clock;
    private final PeerClient client;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong lastSent = new AtomicLong();
    private final Map<Optional<UUID>, Long> lastAccepted = new HashMap<>();

    /** Headers of a request. */
    @FunctionalInterface
    public interface RequestHeaders {
        /** The value of the header of this name, in whatever case; null without one. */
        String value(String name);
    }

    /** Under this secret, with timestamps of this clock. */
    public IdentityExchange(BootstrapSecret secret, Clock clock) {
        this(secret, clock, new PeerClient());
    }

    IdentityExchange(BootstrapSecret secret, Clock clock, PeerClient client) {
        this.signer = new Signer(secret);
        this.clock = clock;
        this.client = client;
    }

    /**
     * Shows the own identity to the peer and asks for the peer's. Takes at most 10 seconds.
     *
     * @param peer base URL of the peer's service, {@code http} or {@code https}
     * @throws ExchangeFailure if there is no answer, or none that can be believed
     */
    public BrokerIdentity send(URI peer, BrokerIdentity own) throws ExchangeFailure {
        byte[] body = IdentityMessage.encode(own);
        // Two requests of one millisecond would be a replay to the peer.
        String timestamp = Long.toString(lastSent.updateAndGet(last -> Math.max(last + 1, clock.millis())));
        String nonce = nonce();
        Map<String, String> headers = Map.of(
                Signer.TIMESTAMP_HEADER, timestamp,
                Signer.NONCE_HEADER, nonce,
                Signer.SIGNATURE_HEADER, signer.signRequest(timestamp, nonce, body));
        PeerClient.Response response = client.post(peer, headers, body);
        if (!Signer.same(signer.signResponse(nonce, response.body()), response.signature())) {
            throw new ExchangeFailure(
                    Reason.UNAUTHENTIC,
                    response.from() + " answers without a valid signature: it is no service of ours, or the bootstrap"
                            + " secrets differ");
        }
        return identity(response.from(), response.body(), own.side());
    }

    /**
     * Takes the identity of a request in. After a failure the response has the {@linkplain Reason#status() status of the
     * reason} and no body.
     *
     * @param body of the request; need not be read further than {@link IdentityMessage#MAXIMUM_BYTES} + 1 bytes
     * @param own the side of this service
     * @throws ExchangeFailure if the request is not to be believed; then nothing has changed
     */
    public IdentityRequest accept(RequestHeaders headers, byte[] body, Side own) throws ExchangeFailure {
        if (body.length > IdentityMessage.MAXIMUM_BYTES) {
            throw new ExchangeFailure(
                    Reason.MALFORMED,
                    "an identity is refused: it has more than " + IdentityMessage.MAXIMUM_BYTES + " bytes");
        }
        String nonce = header(headers, Signer.NONCE_HEADER);
        long timestamp = verify(headers, nonce, body);
        BrokerIdentity peer = identity("the sender of an identity", body, own);
        accept(peer, timestamp);
        return new IdentityRequest(peer, nonce);
    }

    /** The response to a request: status 200, these headers, this body. */
    public IdentityAnswer answer(IdentityRequest request, BrokerIdentity own) {
        byte[] answer = IdentityMessage.encode(own);
        return new IdentityAnswer(
                Map.of(
                        "Content-Type",
                        IdentityMessage.MEDIA_TYPE,
                        Signer.SIGNATURE_HEADER,
                        signer.signResponse(request.nonce(), answer)),
                answer);
    }

    private long verify(RequestHeaders headers, String nonce, byte[] body) throws ExchangeFailure {
        String timestamp = header(headers, Signer.TIMESTAMP_HEADER);
        boolean wellFormed =
                TIMESTAMP.matcher(timestamp).matches() && NONCE.matcher(nonce).matches();
        String expected = signer.signRequest(timestamp, nonce, body);
        if (!wellFormed || !Signer.same(expected, header(headers, Signer.SIGNATURE_HEADER))) {
            throw new ExchangeFailure(
                    Reason.UNAUTHENTIC,
                    "an identity is refused: it has no valid signature; if the peer has sent it, the bootstrap secrets"
                            + " differ");
        }
        long signedAt = Long.parseLong(timestamp);
        long ahead = signedAt - clock.millis();
        if (Math.abs(ahead) > TOLERANCE.toMillis()) {
            throw new ExchangeFailure(
                    Reason.STALE,
                    "the peer's identity is refused: it was signed " + Duration.ofMillis(Math.abs(ahead))
                            + (ahead < 0 ? " ago" : " in the future") + ", more than " + TOLERANCE
                            + "; it is a replay, or the clocks differ");
        }
        return signedAt;
    }

    /** Each instance of the peer has a clock of its own, so one that is behind does not keep another's identity out. */
    private synchronized void accept(BrokerIdentity peer, long timestamp) throws ExchangeFailure {
        lastAccepted.values().removeIf(last -> clock.millis() - last > 2 * TOLERANCE.toMillis());
        Long before = lastAccepted.get(peer.brokerInstance());
        if (before != null && timestamp <= before) {
            throw new ExchangeFailure(
                    Reason.STALE,
                    "the peer's identity is refused: one that was signed later, or this one, has been taken before");
        }
        lastAccepted.put(peer.brokerInstance(), timestamp);
    }

    private static BrokerIdentity identity(String from, byte[] body, Side own) throws ExchangeFailure {
        BrokerIdentity identity;
        try {
            identity = IdentityMessage.decode(body);
        } catch (MalformedMessage e) {
            throw new ExchangeFailure(Reason.MALFORMED, from + " shows no valid identity: " + e.getMessage(), e);
        }
        if (identity.side() != own.peer()) {
            throw new ExchangeFailure(
                    Reason.WRONG_SIDE,
                    from + " is on the side " + identity.side() + " as this service is; is its URL that of the peer?");
        }
        return identity;
    }

    private static String header(RequestHeaders headers, String name) {
        String value = headers.value(name);
        return value == null ? "" : value;
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
