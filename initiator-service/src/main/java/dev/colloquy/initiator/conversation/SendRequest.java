package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.RequestMessage;
import dev.colloquy.contract.TraceContext;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client wants to send in an open conversation.
 *
 * @param handle conversation handle of the initiator's side
 * @param request what is asked
 * @param client who asks, up to 128 characters; empty if nobody is authenticated
 * @param idempotencyKey 1 to 255 characters that the client gives to this request and to its repetitions; keys of
 *     different clients are different keys, and so are those of requests that begin a conversation
 */
public record SendRequest(UUID handle, RequestMessage request, String client, Optional<String> idempotencyKey) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if something is longer or shorter than it may be
     */
    public SendRequest {
        Objects.requireNonNull(handle, "handle");
        Objects.requireNonNull(request, "request");
        RequestKey.check(client, idempotencyKey);
    }

    /** A request that nobody repeats. */
    static SendRequest of(UUID handle, RequestMessage request) {
        return new SendRequest(handle, request, "", Optional.empty());
    }

    /** The same, sent from there in a trace. */
    SendRequest tracedBy(Optional<TraceContext> context) {
        return new SendRequest(handle, request.tracedBy(context), client, idempotencyKey);
    }

    /** SHA-256 of what is asked: two requests with one key are the same if theirs are. */
    byte[] hash() {
        return RequestKey.hash(handle.toString(), request.text());
    }
}
