package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.Conversation;
import dev.colloquy.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * A conversation in one of its media types.
 *
 * @param conversation what is shown
 * @param type JSON for the conversation, XML for its reply alone
 */
record Representation(Conversation conversation, MediaType type) {
    /** Whether the client has it already or, for the reply alone, there is none and one may still come. */
    boolean isNoNews(KnownTags known) {
        boolean exists = isJson() || conversation.reply().isPresent();
        return exists ? known.contains(tag()) : conversation.state().isOpen();
    }

    /** Strong: another version and another media type have another one. */
    EntityTag tag() {
        return new EntityTag("v" + conversation.version() + (isJson() ? "" : "." + type.getType()));
    }

    private boolean isJson() {
        return type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }

    /**
     * An answer with this representation or, if the client has it, with status 304. What is shown depends on Prefer, on
     * Accept (which JAX-RS adds), and on the time.
     *
     * @throws ProblemException of type {@link ConversationProblem#NO_REPLY} if it does not exist
     */
    Response.ResponseBuilder unless(KnownTags known) {
        Object entity = isJson() ? ConversationView.of(conversation) : ReplyDocument.of(conversation);
        Response.ResponseBuilder response = known.contains(tag()) ? Response.notModified() : Response.ok(entity, type);
        return response.tag(tag())
                .header(HttpHeaders.VARY, Fields.PREFER)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
