package dev.colloquy.broker.hygiene;

import java.time.Instant;
import java.util.UUID;

/**
 * A conversation that has leaked.
 *
 * @param kind in which way
 * @param reason why it counts as leaked
 * @param conversationHandle of this side
 * @param state of the endpoint, such as {@code DI}, or of the row in the ledger or of the deferred request
 * @param since when it began, or was first seen to be so
 * @param explanation one sentence for an operator
 * @param action what was done about it
 */
public record Finding(
        LeakKind kind,
        LeakReason reason,
        UUID conversationHandle,
        String state,
        Instant since,
        String explanation,
        LeakAction action) {
    Finding(LeakReason reason, UUID conversationHandle, String state, Instant since, LeakAction action) {
        this(reason.kind(), reason, conversationHandle, state, since, reason.explanation(), action);
    }
}
