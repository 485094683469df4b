package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.contract.TraceContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client wants to begin.
 *
 * @param request what is asked
 * @param client who asks, up to 128 characters; empty if nobody is authenticated
 * @param idempotencyKey 1 to 255 characters that the client gives to this request and to its repetitions; keys of
 *     different clients are different keys
 * @param lifetime the dialog's LIFETIME, of which whole seconds count, 1 s to 2147483647 s; empty for one without end
 */
public record BeginRequest(
        RequestMessage request, String client, Optional<String> idempotencyKey, Optional<Duration> lifetime) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if something is longer or shorter than it may be
     */
    public BeginRequest {
        Objects.requireNonNull(request, "request");
        RequestKey.check(client, idempotencyKey);
        long seconds = lifetime.map(Duration::toSeconds).orElse(1L);
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a lifetime has 1 to 2147483647 seconds");
        }
    }

    /** A request that nobody repeats and that may take any time. */
    static BeginRequest of(RequestMessage request) {
        return new BeginRequest(request, "", Optional.empty(), Optional.empty());
    }

    /** The same, sent from there in a trace. */
    BeginRequest tracedBy(Optional<TraceContext> context) {
        return new BeginRequest(request.tracedBy(context), client, idempotencyKey, lifetime);
    }

    /**
     * A request as on the wire.
     *
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     */
    static String toXml(RequestMessage request) {
        try {
            return MessageCodec.toXml(request);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    Optional<Integer> lifetimeSeconds() {
        return lifetime.map(time -> Math.toIntExact(time.toSeconds()));
    }

    /** SHA-256 of what is asked: two requests with one key are the same if theirs are. */
    byte[] hash() {
        return RequestKey.hash(lifetimeSeconds().map(String::valueOf).orElse(""), request.text());
    }
}
