package dev.colloquy.initiator.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the collector has filed for one conversation.
 *
 * @param handle conversation handle of the initiator's side
 * @param previousState where it stood before
 * @param state where it stands now; never BEGUN
 * @param reply the reply as on the wire, whenever it was filed
 * @param error present in states FAILED and EXPIRED
 * @param begunAt when the dialog was begun, by the instance's clock
 * @param repliedAt when the reply was filed
 * @param endedAt when the initiator's side was ended
 */
record Outcome(
        UUID handle,
        ConversationState previousState,
        ConversationState state,
        Optional<String> reply,
        Optional<ConversationError> error,
        Instant begunAt,
        Optional<Instant> repliedAt,
        Optional<Instant> endedAt) {

    /** Whether the reply came now, and not earlier or not at all. */
    boolean bringsReply() {
        return previousState == ConversationState.BEGUN && repliedAt.isPresent();
    }

    /** The conversation as it stands now. */
    Conversation appliedTo(Conversation begun) {
        Answer answer = Answer.of(reply, error);
        return new Conversation(
                begun.id(),
                handle,
                state,
                begun.request(),
                answer.reply(),
                answer.error(),
                begunAt,
                repliedAt,
                endedAt);
    }
}
