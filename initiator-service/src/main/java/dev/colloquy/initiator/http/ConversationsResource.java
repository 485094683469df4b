package dev.colloquy.initiator.http;

import dev.colloquy.contract.RequestMessage;
import dev.colloquy.initiator.conversation.Conversation;
import dev.colloquy.initiator.conversation.Conversations;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Conversations over HTTP.
 *
 * <p>To begin or to find a conversation is JDBC, so every operation starts on a worker thread ({@code @Blocking}). To
 * wait for a reply is not: operations that may wait return a {@link Uni}, the worker thread is given back as soon as
 * the JDBC is done, and thousands of clients can wait while a few threads serve the others. When a client goes away,
 * Quarkus REST cancels the Uni as the connection closes, the Uni cancels the future that {@link Conversations} handed
 * out, and nothing is kept for that client.
 */
@Blocking
class ConversationsResource implements ConversationsApi {
    /** JSON first: it is what a client gets that takes either. */
    private static final List<Variant> REPRESENTATIONS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.APPLICATION_XML_TYPE, MediaType.TEXT_XML_TYPE)
            .build();

    private final Conversations conversations;
    private final HttpConfig config;

    ConversationsResource(Conversations conversations, HttpConfig config) {
        this.conversations = conversations;
        this.config = config;
    }

    @Override
    public Uni<Response> begin(BeginConversation body, List<String> prefer, UriInfo uri) {
        RequestMessage request = new RequestMessage(body.request());
        Optional<Duration> wait = wait(prefer);
        if (wait.isEmpty()) {
            Response accepted = begun(conversations.begin(request), Response.Status.ACCEPTED, uri)
                    .build();
            return Uni.createFrom().item(accepted);
        }
        return Uni.createFrom()
                .completionStage(conversations.beginAndAwait(request, wait.get()))
                .map(known -> begun(known, hasOutcome(known) ? Response.Status.CREATED : Response.Status.ACCEPTED, uri))
                .map(response ->
                        response.header(PREFERENCE_APPLIED, applied(wait.get())).build());
    }

    private static Response.ResponseBuilder begun(Conversation conversation, Response.Status status, UriInfo uri) {
        URI location = uri.getBaseUriBuilder()
                .path(ConversationsApi.class)
                .path(conversation.handle().toString())
                .build();
        return Response.status(status).location(location).entity(ConversationView.of(conversation));
    }

    private static boolean hasOutcome(Conversation conversation) {
        return conversation.reply().isPresent() || !conversation.state().isOpen();
    }

    @Override
    public Uni<Response> find(String handle, List<String> prefer, Request request) {
        UUID wanted = existing(ConversationHandle.of(handle));
        MediaType type = Optional.ofNullable(request.selectVariant(REPRESENTATIONS))
                .orElseThrow(NotAcceptableException::new)
                .getMediaType();
        Optional<Duration> wait = wait(prefer);
        if (wait.isEmpty()) {
            Conversation found = existing(conversations.find(wanted));
            return Uni.createFrom().item(shown(found, type).build());
        }
        return Uni.createFrom()
                .completionStage(conversations.findAndAwait(wanted, wait.get()))
                .map(found -> shown(existing(found), type))
                .map(response ->
                        response.header(PREFERENCE_APPLIED, applied(wait.get())).build());
    }

    /** What is shown depends on Prefer, on Accept (which JAX-RS adds), and on the time. */
    private static Response.ResponseBuilder shown(Conversation conversation, MediaType type) {
        Object entity = type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                ? ConversationView.of(conversation)
                : ReplyDocument.of(conversation);
        return Response.ok(entity, type)
                .header(HttpHeaders.VARY, "Prefer")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Override
    public Response list(String state, String limit, String cursor, UriInfo uri) {
        ListQuery query = ListQuery.of(state, limit, cursor);
        ConversationPage page =
                ConversationPage.of(conversations.list(query.state(), query.afterId(), query.limit()), query);
        Response.ResponseBuilder response = Response.ok(page).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (page.next() != null) {
            URI next = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.next())
                    .build();
            response.link(next, "next");
        }
        return response.build();
    }

    @Override
    public void end(String handle) {
        if (!conversations.end(existing(ConversationHandle.of(handle)))) {
            throw unknownConversation();
        }
    }

    private Optional<Duration> wait(List<String> prefer) {
        return Preferences.of(prefer).waitUpTo(config.longestWait());
    }

    private static String applied(Duration wait) {
        return "wait=" + wait.toSeconds();
    }

    private static <T> T existing(Optional<T> found) {
        return found.orElseThrow(ConversationsResource::unknownConversation);
    }

    private static ProblemException unknownConversation() {
        return new ProblemException(
                Problem.of(ProblemType.UNKNOWN_CONVERSATION, "The ledger holds no conversation with this handle."));
    }
}
