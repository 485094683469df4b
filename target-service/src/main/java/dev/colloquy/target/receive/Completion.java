package dev.colloquy.target.receive;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A call of {@code complete_conversation}.
 *
 * @param handle conversation handle of this side
 * @param reply body of the ReplyMessage to send first
 * @param error what to end with; absent for an end without error
 * @param keepOpen whether to end nothing
 * @param deferred sequence number of the deferred request that is done; absent if the conversation has none
 */
record Completion(
        UUID handle, Optional<String> reply, Optional<EndError> error, boolean keepOpen, OptionalLong deferred) {
    static Completion reply(UUID handle, String body) {
        return new Completion(handle, Optional.of(body), Optional.empty(), false, OptionalLong.empty());
    }

    static Completion end(UUID handle) {
        return new Completion(handle, Optional.empty(), Optional.empty(), false, OptionalLong.empty());
    }

    static Completion end(UUID handle, EndError error) {
        return new Completion(handle, Optional.empty(), Optional.of(error), false, OptionalLong.empty());
    }

    /** The same, but the conversation goes on. */
    Completion keepingOpen() {
        return new Completion(handle, reply, error, true, deferred);
    }

    /** The same without the reply, which nobody takes any more. */
    Completion withoutReply() {
        return new Completion(handle, Optional.empty(), error, keepOpen, deferred);
    }

    /** The same for a conversation that may have deferred requests. */
    Completion deferred(long messageSequenceNumber) {
        return new Completion(handle, reply, error, keepOpen, OptionalLong.of(messageSequenceNumber));
    }
}
