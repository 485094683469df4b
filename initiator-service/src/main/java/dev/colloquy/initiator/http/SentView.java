package dev.colloquy.initiator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.colloquy.initiator.conversation.ConversationState;
import dev.colloquy.initiator.conversation.SentMessage;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A further request that was sent. Absent members are null and not written.
 *
 * @param conversation conversation handle of the initiator's side
 * @param state where the conversation stands
 * @param sentAt UTC, by the instance's clock
 * @param reply the next reply of the conversation, if one came in time
 */
@Schema(name = "Sent", description = "A further request that was sent.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SentView(
        @Schema(required = true, description = Describe.HANDLE)
        UUID conversation,

        @Schema(required = true) ConversationState state,
        @Schema(required = true) Instant sentAt,

        @Schema(description = "The next reply of the conversation; only with Prefer: wait=N.")
        ReplyPage.ReplyView reply) {

    static SentView of(SentMessage sent) {
        return new SentView(
                sent.conversation().handle(),
                sent.conversation().state(),
                sent.sentAt(),
                sent.reply().map(ReplyPage.ReplyView::of).orElse(null));
    }
}
