package dev.colloquy.target.receive;

import java.time.Instant;

/**
 * A request whose answer is not committed yet.
 *
 * @param request what was handled
 * @param completion what is to be done in the database
 * @param outcome what will have come of it
 * @param handledAt when the handler had returned
 * @param attempts how often it was tried
 */
record HandledRequest(PendingRequest request, Completion completion, Outcome outcome, Instant handledAt, int attempts) {
    /** The same for an initiator that takes no reply any more. */
    HandledRequest withoutReply() {
        return new HandledRequest(
                request,
                completion.withoutReply(),
                outcome == Outcome.REJECTED ? outcome : Outcome.ENDED,
                handledAt,
                attempts);
    }
}
