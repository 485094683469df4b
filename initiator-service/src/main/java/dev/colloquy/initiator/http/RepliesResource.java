package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.CollectedReply;
import dev.colloquy.initiator.conversation.ReplyFeed;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The feed of replies over HTTP. Threads and waits are as in {@link ConversationsResource}. */
@Blocking
class RepliesResource implements RepliesApi {
    private final ReplyFeed feed;
    private final ReplyStreams streams;
    private final HttpConfig config;

    RepliesResource(ReplyFeed feed, ReplyStreams streams, HttpConfig config) {
        this.feed = feed;
        this.streams = streams;
        this.config = config;
    }

    @Override
    public Uni<Response> list(String after, String limit, List<String> prefer, UriInfo uri) {
        FeedQuery query = FeedQuery.of(after, limit);
        long position = query.after().position();
        Optional<Duration> wait = Preferences.of(prefer).waitUpTo(config.longestWait());
        if (wait.isEmpty()) {
            return Uni.createFrom()
                    .item(shown(feed.read(position, query.limit()), query, uri).build());
        }
        return Uni.createFrom()
                .completionStage(feed.readAndAwait(position, query.limit(), wait.get()))
                .map(found -> Preferences.applied(shown(found, query, uri), wait.get()));
    }

    private static Response.ResponseBuilder shown(List<CollectedReply> found, FeedQuery query, UriInfo uri) {
        ReplyPage page = ReplyPage.of(found, query.after());
        URI next = uri.getRequestUriBuilder()
                .replaceQueryParam("after", page.next())
                .build();
        return Response.ok(page)
                .link(next, "next")
                .header(HttpHeaders.VARY, Fields.PREFER)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Override
    public Multi<OutboundSseEvent> stream(String after, String lastEventId, Sse sse) {
        return streams.after(FeedQuery.streamFrom(lastEventId, after), sse);
    }
}
