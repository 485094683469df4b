package dev.colloquy.broker.exchange;

import dev.colloquy.broker.exchange.ExchangeFailure.Reason;
import dev.colloquy.contract.IdentityMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts to the peer's service over HTTP, and tells by its status what is wrong. Follows no redirects. */
final class PeerClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Duration timeout;

    PeerClient() {
        this(TIMEOUT);
    }

    PeerClient(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * A response of status 200.
     *
     * @param from the peer, in words for the operator
     * @param signature what it claims to be signed with; empty without
     * @param body at most {@link IdentityMessage#MAXIMUM_BYTES}
     */
    record Response(String from, String signature, byte[] body) {}

    Response post(URI peer, Map<String, String> headers, byte[] body) throws ExchangeFailure {
        String from = inWords(peer);
        HttpResponse<Optional<byte[]>> response = await(from, request(peer, from, headers, body));
        if (response.statusCode() != OK) {
            throw refusal(from, response.statusCode());
        }
        byte[] answer = response.body()
                .orElseThrow(() -> new ExchangeFailure(
                        Reason.MALFORMED,
                        from + " answers with more than " + IdentityMessage.MAXIMUM_BYTES + " bytes"));
        return new Response(
                from, response.headers().firstValue(Signer.SIGNATURE_HEADER).orElse(""), answer);
    }

    private static HttpRequest request(URI peer, String from, Map<String, String> headers, byte[] body)
            throws ExchangeFailure {
        String base = peer.toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(trimmed + IdentityMessage.PATH))
                    .header("Content-Type", IdentityMessage.MEDIA_TYPE)
                    .header("Accept", IdentityMessage.MEDIA_TYPE)
                    .method(Signer.METHOD, HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new ExchangeFailure(Reason.UNREACHABLE, from + " has no URL of the form http(s)://host[:port]", e);
        }
    }

    /** The client's own timeout ends with the headers of the response; this one holds for the body, too. */
    private HttpResponse<Optional<byte[]>> await(String from, HttpRequest request) throws ExchangeFailure {
        CompletableFuture<HttpResponse<Optional<byte[]>>> response = http.sendAsync(
                request,
                head -> head.statusCode() == OK
                        ? new LimitedBody(IdentityMessage.MAXIMUM_BYTES)
                        : BodySubscribers.replacing(Optional.empty()));
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ExchangeFailure(
                    Reason.UNREACHABLE, from + " cannot be reached: " + reason(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new ExchangeFailure(Reason.UNREACHABLE, from + " has not answered within " + timeout, e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new ExchangeFailure(Reason.UNREACHABLE, from + " was not waited for: interrupted", e);
        }
    }

    private static ExchangeFailure refusal(String from, int status) {
        for (Reason reason : Reason.values()) {
            if (reason.status() == status) {
                return refusal(from, reason);
            }
        }
        if (status == NOT_FOUND) {
            return unreachable(from + " has no " + IdentityMessage.PATH + "; is its URL that of the peer?");
        }
        if (status / 100 == 3) {
            return unreachable(from + " redirects (status " + status + "), which is not followed");
        }
        return unreachable(from + " answers with status " + status);
    }

    private static ExchangeFailure refusal(String from, Reason reason) {
        return switch (reason) {
            case UNAUTHENTIC ->
                new ExchangeFailure(Reason.REFUSED, from + " refuses our signature: the bootstrap secrets differ");
            case STALE ->
                new ExchangeFailure(
                        Reason.STALE,
                        from + " refuses our timestamp: the clocks differ, or ours was set back; or a request of ours"
                                + " overtook another");
            case MALFORMED ->
                new ExchangeFailure(
                        Reason.MALFORMED, from + " finds no identity in our request; are the two of the same version?");
            case WRONG_SIDE ->
                new ExchangeFailure(Reason.WRONG_SIDE, from + " is on our own side; is its URL that of the peer?");
            case UNREACHABLE, REFUSED ->
                unreachable(from + " is not ready to exchange identities (status " + reason.status() + ")");
        };
    }

    private static ExchangeFailure unreachable(String message) {
        return new ExchangeFailure(Reason.UNREACHABLE, message);
    }

    /** Some exceptions of the client have no message. */
    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Without a user and password that the URL may have. */
    private static String inWords(URI peer) {
        String port = peer.getPort() < 0 ? "" : ":" + peer.getPort();
        String path = peer.getRawPath() == null ? "" : peer.getRawPath();
        return "the peer at " + peer.getScheme() + "://" + peer.getHost() + port + path;
    }
}
