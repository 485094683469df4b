package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.CollectedReply;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;

/** What an event stream is made of (HTML, 9.2 "Server-sent events"). */
final class ReplyEvents {
    private final Sse sse;
    private final Duration heartbeat;
    private final Duration retry;

    ReplyEvents(Sse sse, HttpConfig config) {
        this.sse = sse;
        this.heartbeat = config.heartbeat();
        this.retry = config.retryAfter();
    }

    /** After how long without another event a comment is sent. */
    Duration heartbeat() {
        return heartbeat;
    }

    /** How long to wait before another attempt after a failure. */
    Duration retry() {
        return retry;
    }

    /** Begins the stream, and tells the client how long to wait before it comes back. */
    OutboundSseEvent opening() {
        return sse.newEventBuilder()
                .comment(" replies")
                .reconnectDelay(retry.toMillis())
                .build();
    }

    /** Says nothing, but would not get through to a client that has gone. */
    OutboundSseEvent comment() {
        return sse.newEventBuilder().comment("").build();
    }

    /** A reply; its id is the cursor to go on with. */
    OutboundSseEvent reply(CollectedReply reply) {
        ReplyPage.ReplyView view = ReplyPage.ReplyView.of(reply);
        return sse.newEventBuilder()
                .id(view.cursor())
                .name("reply")
                .data(ReplyPage.ReplyView.class, view)
                .build();
    }
}
