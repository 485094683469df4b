package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.Side;
import dev.colloquy.contract.TraceContext;
import dev.colloquy.trace.ConversationTracer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tells everybody in this process of what its collector has filed and committed. Safe for use by many threads. */
@Singleton
class Filing {
    private final ReplyWaiters waiters;
    private final FeedWaiters feed;
    private final FeedPoll poll;
    private final ConversationMeters meters;
    private final ConversationTracer tracer;

    @Inject
    Filing(
            ReplyWaiters waiters,
            FeedWaiters feed,
            FeedPoll poll,
            ConversationMeters meters,
            ConversationTracer tracer) {
        this.waiters = waiters;
        this.feed = feed;
        this.poll = poll;
        this.meters = meters;
        this.tracer = tracer;
    }

    void filed(Collected collected) {
        poll.filed(collected.replies());
        for (Outcome outcome : collected.outcomes()) {
            waiters.wake(outcome.handle(), Optional.of(outcome));
            meters.filed(outcome);
        }
        feed.filed(collected.replies());
        collected.replies().forEach(this::trace);
    }

    /** The end of the reply's way. It was filed with others in one call, which has no place in the trace of one. */
    private void trace(CollectedReply reply) {
        Optional<TraceContext> sent = reply.reply().flatMap(ReplyMessage::trace);
        tracer.processing(Side.INITIATOR, reply.conversationHandle(), sent).close();
    }
}
