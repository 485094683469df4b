package dev.colloquy.target.receive;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that is done, without its text.
 *
 * @param conversationHandle conversation handle of the target's side
 * @param receivedAt when RECEIVE had returned its batch
 * @param handledAt when the handler had returned
 * @param repliedAt when the transaction was committed
 * @param outcome what has come of it
 * @param attempts how often it was tried, this time included
 */
public record AnsweredRequest(
        UUID conversationHandle,
        Instant receivedAt,
        Instant handledAt,
        Instant repliedAt,
        Outcome outcome,
        int attempts) {}
