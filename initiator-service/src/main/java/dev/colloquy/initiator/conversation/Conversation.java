package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of the ledger.
 *
 * @param id position in the order of begin
 * @param handle conversation handle of the initiator's side
 * @param state where it stands
 * @param request what was asked
 * @param reply what was answered first; absent until then
 * @param error why it failed, in states FAILED and EXPIRED; or why the reply that has come cannot be read
 * @param begunAt when the dialog was begun, by the instance's clock
 * @param expiresAt when its lifetime is over; absent if it has no end
 * @param repliedAt when the first reply was filed
 * @param endedAt when the initiator's side was ended
 * @param version changes with every change of the row, and only grows
 */
public record Conversation(
        long id,
        UUID handle,
        ConversationState state,
        RequestMessage request,
        Optional<ReplyMessage> reply,
        Optional<ConversationError> error,
        Instant begunAt,
        Optional<Instant> expiresAt,
        Optional<Instant> repliedAt,
        Optional<Instant> endedAt,
        long version) {}
