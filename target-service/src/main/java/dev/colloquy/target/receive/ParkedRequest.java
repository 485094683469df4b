package dev.colloquy.target.receive;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that waits for an operator, without its text. Times are UTC, by the instance's clock.
 *
 * @param position its place in the list of all that were ever deferred, greater than 0
 * @param conversationHandle conversation handle of the target's side
 * @param messageSequenceNumber its place within the conversation, from 0
 * @param attempts how often it has failed
 * @param firstFailedAt when it failed for the first time
 * @param lastFailedAt when it failed last
 * @param error how, in the words of the handler's exception; at most 2000 characters
 */
public record ParkedRequest(
        long position,
        UUID conversationHandle,
        long messageSequenceNumber,
        int attempts,
        Instant firstFailedAt,
        Instant lastFailedAt,
        String error) {}
