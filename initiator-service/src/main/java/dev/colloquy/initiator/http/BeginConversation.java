package dev.colloquy.initiator.http;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of a request to begin a conversation.
 *
 * @param request text of the request message; may be empty
 * @param lifetime as {@link Lifetime} reads it; null if it was not given
 */
@Schema(name = "BeginConversation", description = "What is asked of the target.")
record BeginConversation(
        @Schema(
                required = true,
                description = "Text of the request message. Characters that XML 1.0 can carry; may be empty.",
                examples = "order 4711")
        @NotNull(message = "must be given and must not be null")
        @MessageText
        String request,

        @Schema(description = Describe.LIFETIME, examples = "PT30M") @JsonDeserialize(using = LifetimeText.class)
        String lifetime)
        implements RequestBody {}
