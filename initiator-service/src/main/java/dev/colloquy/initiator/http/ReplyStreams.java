package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.CollectedReply;
import dev.colloquy.initiator.conversation.InstanceUnavailable;
import dev.colloquy.initiator.conversation.ReplyFeed;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The clients that follow the feed of replies as server-sent events. Ends their streams when the service stops. */
@ApplicationScoped
class ReplyStreams {
    private final ReplyFeed feed;
    private final HttpConfig config;
    private final Executor workers;
    private final Set<ReplyStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Inject
    ReplyStreams(ReplyFeed feed, HttpConfig config, Executor workers) {
        this.feed = feed;
        this.config = config;
        this.workers = workers;
    }

    /**
     * The replies after a place in the feed, as they come, until the client goes away or the service stops. The first
     * ones are read at once, so that a client learns what is wrong before its stream begins.
     *
     * @throws Overloaded if too many clients follow the feed, or the service stops
     * @throws InstanceUnavailable if the instance cannot be used now
     */
    Multi<OutboundSseEvent> after(ReplyCursor place, Sse sse) {
        if (stopped || open.size() >= config.maxStreams()) {
            throw new Overloaded("As many clients as are allowed follow the replies already.");
        }
        List<CollectedReply> first = feed.read(place.position(), ReplyStream.PAGE);
        return Multi.createFrom().publisher(subscriber -> {
            ReplyStream stream = new ReplyStream(feed, new ReplyEvents(sse, config), workers, subscriber, this::closed);
            open.add(stream);
            stream.start(place.position(), first);
            if (stopped) {
                stream.end();
            }
        });
    }

    private void closed(ReplyStream stream) {
        open.remove(stream);
    }

    /** How many clients follow the feed. */
    int open() {
        return open.size();
    }

    /** While the port is still open, so that each client sees the end of its stream and not of its connection. */
    void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void stop(@Observes Shutdown event) {
        stop();
    }

    /** Ends all streams, and lets none begin. Calling it again does nothing. */
    void stop() {
        stopped = true;
        open.forEach(ReplyStream::end);
    }
}
