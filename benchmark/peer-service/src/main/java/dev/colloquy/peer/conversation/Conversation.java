package dev.colloquy.peer.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What was asked and what has come of it.
 *
 * @param handle chosen by the initiator
 * @param request text of the request
 * @param begunAt when it was accepted
 * @param reply absent until it is filed
 */
public record Conversation(UUID handle, String request, Instant begunAt, Optional<Reply> reply) {
    /** The same with its reply. */
    public Conversation with(Reply filed) {
        return new Conversation(handle, request, begunAt, Optional.of(filed));
    }
}
