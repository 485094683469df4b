package dev.colloquy.initiator.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of the ledger without the messages, as lists show it.
 *
 * @param id position in the order of begin
 * @param handle conversation handle of the initiator's side
 * @param state where it stands
 * @param begunAt when the dialog was begun, by the instance's clock
 * @param repliedAt when the reply was filed
 * @param endedAt when the initiator's side was ended
 */
public record ConversationSummary(
        long id,
        UUID handle,
        ConversationState state,
        Instant begunAt,
        Optional<Instant> repliedAt,
        Optional<Instant> endedAt) {}
