package dev.colloquy.initiator.http;

import dev.colloquy.access.Caller;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.initiator.conversation.BeginRequest;
import dev.colloquy.initiator.conversation.Beginning;
import dev.colloquy.initiator.conversation.Conversation;
import dev.colloquy.initiator.conversation.ConversationChanges;
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
import java.util.concurrent.CompletionStage;

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
    private final ConversationChanges changes;
    private final Caller caller;
    private final Admission admission;
    private final HttpConfig config;

    ConversationsResource(
            Conversations conversations,
            ConversationChanges changes,
            Caller caller,
            Admission admission,
            HttpConfig config) {
        this.conversations = conversations;
        this.changes = changes;
        this.caller = caller;
        this.admission = admission;
        this.config = config;
    }

    @Override
    public Uni<Response> begin(
            BeginConversation body, String lifetime, List<String> prefer, HttpHeaders headers, UriInfo uri) {
        BeginRequest request = new BeginRequest(
                new RequestMessage(body.request()),
                caller.name(),
                IdempotencyKey.of(headers.getRequestHeader(Fields.IDEMPOTENCY_KEY)),
                Lifetime.of(body.lifetime(), lifetime, config.longestLifetime()));
        Optional<Duration> wait = wait(prefer);
        return admission.inside(() -> wait.isEmpty()
                ? Uni.createFrom().item(begun(conversations.begin(request), uri).build())
                : Uni.createFrom()
                        .completionStage(conversations.beginAndAwait(request, wait.get()))
                        .map(beginning -> Preferences.applied(begun(beginning, uri), wait.get())));
    }

    private static Response.ResponseBuilder begun(Beginning beginning, UriInfo uri) {
        Conversation conversation = beginning.conversation();
        URI location = uri.getBaseUriBuilder()
                .path(ConversationsApi.class)
                .path(conversation.handle().toString())
                .build();
        Response.ResponseBuilder response =
                Response.status(status(beginning)).location(location).entity(ConversationView.of(conversation));
        return beginning.created() ? response : response.header(Fields.REPLAYED, true);
    }

    private static Response.Status status(Beginning beginning) {
        Conversation conversation = beginning.conversation();
        if (conversation.reply().isEmpty() && conversation.state().isOpen()) {
            return Response.Status.ACCEPTED;
        }
        return beginning.created() ? Response.Status.CREATED : Response.Status.OK;
    }

    @Override
    public Uni<Response> find(String handle, List<String> prefer, List<String> ifNoneMatch, Request request) {
        UUID wanted = ConversationHandle.required(handle);
        MediaType type = Optional.ofNullable(request.selectVariant(REPRESENTATIONS))
                .orElseThrow(NotAcceptableException::new)
                .getMediaType();
        KnownTags known = KnownTags.of(ifNoneMatch);
        Optional<Duration> wait = wait(prefer);
        if (wait.isEmpty()) {
            Conversation found = ConversationHandle.existing(conversations.find(wanted));
            return Uni.createFrom()
                    .item(new Representation(found, type).unless(known).build());
        }
        return Uni.createFrom()
                .completionStage(findAndAwait(wanted, type, known, wait.get()))
                .map(found -> new Representation(ConversationHandle.existing(found), type).unless(known))
                .map(response -> Preferences.applied(response, wait.get()));
    }

    /** Waits for an outcome or, if the client has a representation already, for another one. */
    private CompletionStage<Optional<Conversation>> findAndAwait(
            UUID wanted, MediaType type, KnownTags known, Duration wait) {
        return known.isCondition()
                ? changes.findUnless(wanted, found -> new Representation(found, type).isNoNews(known), wait)
                : conversations.findAndAwait(wanted, wait);
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
        if (!conversations.end(ConversationHandle.required(handle))) {
            throw ConversationHandle.unknown();
        }
    }

    private Optional<Duration> wait(List<String> prefer) {
        return Preferences.of(prefer).waitUpTo(config.longestWait());
    }
}
