package dev.colloquy.initiator.conversation;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway that counts the calls for the feed. */
final class CountingGateway extends ConversationGateway {
    final AtomicInteger polls = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();

    CountingGateway(LedgerDatabase database) {
        super(database.pool());
    }

    @Override
    List<FeedChange> poll(long after, long afterEnding, int limit) {
        polls.incrementAndGet();
        return super.poll(after, afterEnding, limit);
    }

    @Override
    List<CollectedReply> readReplies(long after, int limit) {
        reads.incrementAndGet();
        return super.readReplies(after, limit);
    }
}
