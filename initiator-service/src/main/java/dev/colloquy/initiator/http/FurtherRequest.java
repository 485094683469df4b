package dev.colloquy.initiator.http;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of a request to send another message on an open conversation.
 *
 * @param request text of the request message; may be empty
 */
@Schema(name = "FurtherRequest", description = "What is asked of the target in the same conversation.")
record FurtherRequest(
        @Schema(
                required = true,
                description = "Text of the request message. Characters that XML 1.0 can carry; may be empty.",
                examples = "and order 4712")
        @NotNull(message = "must be given and must not be null")
        @MessageText
        String request)
        implements RequestBody {}
