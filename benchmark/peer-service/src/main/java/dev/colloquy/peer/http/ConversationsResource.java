package dev.colloquy.peer.http;

import dev.colloquy.peer.PeerSide;
import dev.colloquy.peer.conversation.Conversation;
import dev.colloquy.peer.conversation.Conversations;
import dev.colloquy.peer.conversation.Handles;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.Reply;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Conversations over HTTP. To begin one hands it to a committing thread and to wait is a future, so both stay on the event
 * loop; to look one up is JDBC, on a worker thread.
 */
@Path("/conversations")
@Produces(MediaType.APPLICATION_JSON)
public class ConversationsResource {
    private final PeerSide side;

    ConversationsResource(PeerSide side) {
        this.side = side;
    }

    /** Begins a conversation; 201 with the reply if it comes while the client waits, else 202. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @NonBlocking
    public Uni<Response> begin(
            @NotNull(message = "must be given") @Valid BeginConversation body,
            @HeaderParam("Prefer") List<String> prefer,
            @Context UriInfo uri) {
        Message request = new Message(Handles.next(), body.request());
        Optional<Duration> wait = WaitPreference.of(prefer);
        CompletableFuture<Reply> reply = side.waiters().expect(request.handle());
        return Uni.createFrom()
                .completionStage(() -> conversations()
                        .begin(request)
                        .thenCompose(begun -> wait.isEmpty()
                                ? CompletableFuture.completedFuture(begun)
                                : await(begun, reply, wait.get())))
                .onTermination()
                .invoke(() -> side.waiters().forget(request.handle()))
                .map(conversation -> begun(conversation, wait, uri));
    }

    private static CompletionStage<Conversation> await(
            Conversation begun, CompletableFuture<Reply> reply, Duration wait) {
        return reply.thenApply(begun::with).completeOnTimeout(begun, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Response begun(Conversation conversation, Optional<Duration> wait, UriInfo uri) {
        Response.ResponseBuilder response = Response.status(
                        conversation.reply().isPresent() ? Response.Status.CREATED : Response.Status.ACCEPTED)
                .location(uri.getAbsolutePathBuilder()
                        .path(conversation.handle().toString())
                        .build())
                .entity(ConversationView.of(conversation));
        wait.ifPresent(granted -> response.header("Preference-Applied", "wait=" + granted.toSeconds()));
        return response.build();
    }

    /** One conversation, as it is now. */
    @GET
    @Path("/{handle}")
    @Blocking
    public ConversationView find(@PathParam("handle") UUID handle) {
        return ConversationView.of(conversations().find(handle).orElseThrow(NotFoundException::new));
    }

    private Conversations conversations() {
        return side.conversations().orElseThrow(NotFoundException::new);
    }
}
