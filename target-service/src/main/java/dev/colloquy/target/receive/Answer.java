package dev.colloquy.target.receive;

import java.time.Instant;
import java.util.Optional;

/**
 * What is decided about a conversation of a batch.
 *
 * @param completion how to end it
 * @param request what is to be told of the request once this is committed; absent if there was no request
 */
record Answer(Completion completion, Optional<HandledRequest> request) {
    /**
     * A request whose answer is not committed yet.
     *
     * @param outcome how the conversation will have ended
     * @param handledAt when the handler had returned
     * @param attempts how often it was handed to the handler
     */
    record HandledRequest(Outcome outcome, Instant handledAt, int attempts) {}
}
