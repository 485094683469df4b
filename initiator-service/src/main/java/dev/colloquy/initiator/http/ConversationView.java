package dev.colloquy.initiator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.initiator.conversation.Conversation;
import dev.colloquy.initiator.conversation.ConversationError;
import dev.colloquy.initiator.conversation.ConversationState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation as clients see it. Absent members are null and not written.
 *
 * @param handle conversation handle of the initiator's side
 * @param state where it stands
 * @param request text of the request message
 * @param reply text of the reply message
 * @param error why it failed
 * @param begunAt UTC, by the instance's clock
 * @param expiresAt UTC, by the instance's clock
 * @param repliedAt UTC, by the instance's clock
 * @param endedAt UTC, by the instance's clock
 * @param roundTripMillis from begunAt to repliedAt
 */
@Schema(name = "Conversation", description = "A conversation: what was asked and what has come of it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationView(
        @Schema(required = true, description = "Conversation handle of the initiator's side.")
        UUID handle,

        @Schema(required = true) ConversationState state,

        @Schema(required = true, description = "Text of the request message.")
        String request,

        @Schema(description = "Text of the first reply message; absent until there is one.")
        String reply,

        @Schema(description = "Why it failed; only in the states FAILED and EXPIRED.")
        ErrorView error,

        @Schema(required = true) Instant begunAt,

        @Schema(description = "When its lifetime is over; absent if it may take any time.")
        Instant expiresAt,

        Instant repliedAt,
        Instant endedAt,

        @Schema(description = "Milliseconds from begunAt to repliedAt.")
        Long roundTripMillis) {

    static ConversationView of(Conversation conversation) {
        Instant repliedAt = conversation.repliedAt().orElse(null);
        return new ConversationView(
                conversation.handle(),
                conversation.state(),
                conversation.request().text(),
                conversation.reply().map(ReplyMessage::text).orElse(null),
                conversation.error().map(ErrorView::of).orElse(null),
                conversation.begunAt(),
                conversation.expiresAt().orElse(null),
                repliedAt,
                conversation.endedAt().orElse(null),
                repliedAt == null
                        ? null
                        : Duration.between(conversation.begunAt(), repliedAt).toMillis());
    }

    /**
     * Why a conversation failed.
     *
     * @param code positive from a program, negative from Service Broker
     * @param description for people
     */
    @Schema(name = "ConversationError", description = "Why a conversation failed.")
    record ErrorView(
            @Schema(required = true, description = "Positive from the target, negative from Service Broker.")
            int code,

            @Schema(required = true) String description) {

        static ErrorView of(ConversationError error) {
            return new ErrorView(error.code(), error.description());
        }
    }
}
