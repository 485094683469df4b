package dev.colloquy.initiator.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the collector has filed for one conversation.
 *
 * @param handle conversation handle of the initiator's side
 * @param previousState where it stood before
 * @param state where it stands now; never BEGUN
 * @param reply the first reply as on the wire, whenever it was filed
 * @param error present in states FAILED and EXPIRED
 * @param begunAt when the dialog was begun, by the instance's clock
 * @param repliedAt when the first reply was filed
 * @param endedAt when the initiator's side was ended
 * @param version of the row
 * @param replies what was filed now, in the order of the feed
 */
record Outcome(
        UUID handle,
        ConversationState previousState,
        ConversationState state,
        Optional<String> reply,
        Optional<ConversationError> error,
        Instant begunAt,
        Optional<Instant> repliedAt,
        Optional<Instant> endedAt,
        long version,
        List<CollectedReply> replies) {

    Outcome with(List<CollectedReply> filed) {
        return new Outcome(
                handle, previousState, state, reply, error, begunAt, repliedAt, endedAt, version, List.copyOf(filed));
    }

    /** Whether the first reply came now, and not earlier or not at all. */
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
                begun.expiresAt(),
                repliedAt,
                endedAt,
                version);
    }

    /** What comes after a request that was sent: the first reply that came now and was not there when it was sent. */
    NextReply after(Sent sent) {
        Optional<CollectedReply> next = replies.stream()
                .filter(reply -> reply.messageSequenceNumber() > sent.lastReply())
                .findFirst();
        return new NextReply(appliedTo(sent.conversation()), next);
    }
}
