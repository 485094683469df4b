package dev.colloquy.initiator.http;

import dev.colloquy.access.Caller;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.initiator.conversation.ConversationChanges;
import dev.colloquy.initiator.conversation.ConversationMessage;
import dev.colloquy.initiator.conversation.Conversations;
import dev.colloquy.initiator.conversation.SendRequest;
import dev.colloquy.initiator.conversation.SentMessage;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The messages of a conversation over HTTP. Threads and waits are as in {@link ConversationsResource}. */
@Blocking
class MessagesResource implements MessagesApi {
    private final Conversations conversations;
    private final ConversationChanges changes;
    private final Caller caller;
    private final Admission admission;
    private final HttpConfig config;

    MessagesResource(
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
    public Uni<Response> send(
            String handle, FurtherRequest body, List<String> prefer, HttpHeaders headers, UriInfo uri) {
        SendRequest request = new SendRequest(
                ConversationHandle.required(handle),
                new RequestMessage(body.request()),
                caller.name(),
                IdempotencyKey.of(headers.getRequestHeader(Fields.IDEMPOTENCY_KEY)));
        Optional<Duration> wait = wait(prefer);
        return admission.inside(() -> wait.isEmpty()
                ? Uni.createFrom()
                        .item(conversations.send(request))
                        .map(sent ->
                                sent(ConversationHandle.existing(sent), uri).build())
                : Uni.createFrom()
                        .completionStage(conversations.sendAndAwait(request, wait.get()))
                        .map(sent -> sent(ConversationHandle.existing(sent), uri))
                        .map(response -> Preferences.applied(response, wait.get())));
    }

    private static Response.ResponseBuilder sent(SentMessage sent, UriInfo uri) {
        Response.ResponseBuilder response =
                Response.status(status(sent)).location(uri.getAbsolutePath()).entity(SentView.of(sent));
        return sent.created() ? response : response.header(Fields.REPLAYED, true);
    }

    private static Response.Status status(SentMessage sent) {
        if (sent.reply().isEmpty()) {
            return Response.Status.ACCEPTED;
        }
        return sent.created() ? Response.Status.CREATED : Response.Status.OK;
    }

    @Override
    public Uni<Response> list(String handle, List<String> prefer, List<String> ifNoneMatch) {
        UUID wanted = ConversationHandle.required(handle);
        KnownTags known = KnownTags.of(ifNoneMatch);
        Optional<Duration> wait = wait(prefer).filter(asked -> known.isCondition());
        if (wait.isEmpty()) {
            return Uni.createFrom()
                    .item(shown(conversations.messages(wanted), known).build());
        }
        return Uni.createFrom()
                .completionStage(changes.messagesUnless(
                        wanted, found -> known.contains(MessageList.of(found).tag()), wait.get()))
                .map(found -> Preferences.applied(shown(found, known), wait.get()));
    }

    private static Response.ResponseBuilder shown(Optional<List<ConversationMessage>> found, KnownTags known) {
        MessageList messages = MessageList.of(ConversationHandle.existing(found));
        EntityTag tag = messages.tag();
        Response.ResponseBuilder response = known.contains(tag) ? Response.notModified() : Response.ok(messages);
        return response.tag(tag).header(HttpHeaders.VARY, Fields.PREFER).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private Optional<Duration> wait(List<String> prefer) {
        return Preferences.of(prefer).waitUpTo(config.longestWait());
    }
}
