package dev.colloquy.initiator.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The replies of all conversations in the order in which they were filed, whichever process has collected them. Whoever
 * has seen a position never finds a smaller one later that was not there before.
 *
 * <p>All methods call the instance in the calling thread, and throw {@link InstanceUnavailable} if it cannot be used
 * now and {@link IllegalStateException} if it answers what it should not.
 */
@ApplicationScoped
public class ReplyFeed {
    private final ConversationGateway gateway;
    private final FeedWaiters waiters;
    private final WaitLimit limit;
    private final FeedPoll poll;

    @Inject
    ReplyFeed(ConversationGateway gateway, FeedWaiters waiters, WaitLimit limit, FeedPoll poll) {
        this.gateway = gateway;
        this.waiters = waiters;
        this.limit = limit;
        this.poll = poll;
    }

    /**
     * The replies that follow a position.
     *
     * @param after position to begin after; 0 for the first reply
     * @param limit replies at most
     */
    public List<CollectedReply> read(long after, int limit) {
        return gateway.readReplies(after, limit);
    }

    /**
     * The replies that follow a position or, if there are none yet, those that come next. To wait holds neither a
     * thread nor a connection. The future may be cancelled; nothing is kept for it then.
     *
     * @param after position to begin after; 0 for the first reply
     * @param limit replies at most
     * @param wait how long at most; zero or less does not wait
     * @return completes with at least one reply or, after the wait, with none. At once with none, if as many wait as
     *     may ({@code colloquy.http.max-waiting}). With {@link InstanceUnavailable}, if the instance is gone when
     *     there are replies to read.
     */
    public CompletionStage<List<CollectedReply>> readAndAwait(long after, int limit, Duration wait) {
        if (wait.isZero() || wait.isNegative()) {
            return CompletableFuture.completedFuture(read(after, limit));
        }
        FeedWaiters.Wait waiting = waiters.await(after, limit);
        boolean waits = false;
        try {
            List<CollectedReply> page = gateway.readReplies(after, limit);
            waits = page.isEmpty() && this.limit.take();
            return waits ? atMost(wait, waiting) : CompletableFuture.completedFuture(page);
        } finally {
            if (!waits) {
                waiting.cancel();
            }
        }
    }

    private CompletableFuture<List<CollectedReply>> atMost(Duration wait, FeedWaiters.Wait waiting) {
        CompletableFuture<List<CollectedReply>> replies = waiting.atMost(wait);
        CompletableFuture<List<CollectedReply>> unused = replies.whenComplete((page, failure) -> {
            waiting.cancel();
            limit.release();
        });
        poll.somebodyWaits();
        return replies;
    }

    /** The position of the last reply that was filed; 0 if there is none. */
    public long lastPosition() {
        return gateway.lastPosition();
    }
}
