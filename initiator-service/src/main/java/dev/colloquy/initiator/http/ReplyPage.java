package dev.colloquy.initiator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.initiator.conversation.CollectedReply;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of the feed of replies.
 *
 * @param replies in the order in which they were filed; may be empty
 * @param next cursor to go on with
 */
@Schema(name = "Replies", description = "A part of the feed of replies, in the order in which they were filed.")
record ReplyPage(
        @Schema(required = true) List<ReplyView> replies,

        @Schema(
                required = true,
                description = "Cursor to go on with, also if there is no reply. Make nothing of its text.")
        String next) {

    static ReplyPage of(List<CollectedReply> found, ReplyCursor after) {
        ReplyCursor next = found.isEmpty()
                ? after
                : new ReplyCursor(found.get(found.size() - 1).position());
        return new ReplyPage(found.stream().map(ReplyView::of).toList(), next.encoded());
    }

    /**
     * A reply as clients see it. Absent members are null and not written.
     *
     * @param cursor of its place in the feed
     * @param conversation conversation handle of the initiator's side
     * @param messageSequenceNumber the target's number of the message in its conversation, from 0
     * @param reply text of the reply message
     * @param filedAt UTC, by the instance's clock
     */
    @Schema(name = "Reply", description = "A reply that was collected.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplyView(
            @Schema(required = true, description = "Place in the feed. Make nothing of its text.")
            String cursor,

            @Schema(required = true, description = Describe.HANDLE)
            UUID conversation,

            @Schema(required = true, description = "The target's number of the message in its conversation, from 0.")
            long messageSequenceNumber,

            @Schema(description = "Text of the reply message; absent if what came is not a reply.")
            String reply,

            @Schema(required = true) Instant filedAt) {

        static ReplyView of(CollectedReply reply) {
            return new ReplyView(
                    new ReplyCursor(reply.position()).encoded(),
                    reply.conversationHandle(),
                    reply.messageSequenceNumber(),
                    reply.reply().map(ReplyMessage::text).orElse(null),
                    reply.filedAt());
        }
    }
}
