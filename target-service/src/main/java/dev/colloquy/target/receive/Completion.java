package dev.colloquy.target.receive;

import java.util.Optional;
import java.util.UUID;

/**
 * A call of {@code complete_conversation}.
 *
 * @param handle conversation handle of this side
 * @param reply body of the ReplyMessage to send first
 * @param error what to end with; absent for an end without error
 */
record Completion(UUID handle, Optional<String> reply, Optional<EndError> error) {
    static Completion reply(UUID handle, String body) {
        return new Completion(handle, Optional.of(body), Optional.empty());
    }

    static Completion end(UUID handle) {
        return new Completion(handle, Optional.empty(), Optional.empty());
    }

    static Completion end(UUID handle, EndError error) {
        return new Completion(handle, Optional.empty(), Optional.of(error));
    }
}
