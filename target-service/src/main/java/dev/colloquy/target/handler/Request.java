package dev.colloquy.target.handler;

import dev.colloquy.contract.RequestMessage;
import java.util.Objects;
import java.util.UUID;

/**
 * A request as its handler sees it.
 *
 * @param conversationHandle conversation handle of the target's side; the same at every attempt
 * @param message what is asked
 * @param attempt which attempt at this request it is, from 1; counted in the database. A rollback that another request
 *     may have caused does not count
 */
public record Request(UUID conversationHandle, RequestMessage message, int attempt) {
    /** Refuses null. */
    public Request {
        Objects.requireNonNull(conversationHandle, "conversationHandle");
        Objects.requireNonNull(message, "message");
    }
}
