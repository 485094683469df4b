package dev.colloquy.initiator.conversation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Finds out what other replicas have filed, for all who wait in this process with one statement. Runs only while
 * somebody waits, the first time an interval after the first has come; so replies that come sooner cost no poll.
 *
 * <p>Who waits for a conversation is told even if more replies come between two polls than one poll reads, but then
 * only when the wait is over.
 */
@Singleton
class FeedPoll {
    private static final Logger LOG = Logger.getLogger(FeedPoll.class);

    /** Changes of each kind that one poll reads at most, the newest. */
    static final int MOST_CHANGES = 1_000;

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

    private final ConversationGateway gateway;
    private final ReplyWaiters waiters;
    private final FeedWaiters feed;
    private final Duration interval;
    private final Executor workers;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final SeenPositions seen = new SeenPositions();
    private volatile long lastEnding;

    @Inject
    FeedPoll(ConversationGateway gateway, ReplyWaiters waiters, FeedWaiters feed, FeedConfig config, Executor workers) {
        this.gateway = gateway;
        this.waiters = waiters;
        this.feed = feed;
        this.interval = config.poll();
        this.workers = workers;
    }

    /** The collector of this process has filed these and has told those who wait for them. */
    void filed(List<CollectedReply> replies) {
        if (!replies.isEmpty()) {
            seen.add(replies.get(0).position(), replies.get(replies.size() - 1).position());
        }
    }

    /** To be called by whoever has begun to wait. */
    void somebodyWaits() {
        if (scheduled.compareAndSet(false, true)) {
            schedule(interval);
        }
    }

    private void schedule(Duration delay) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, workers)
                .execute(() -> pollIfSomebodyWaits(delay));
    }

    private void pollIfSomebodyWaits(Duration delay) {
        if (nobodyWaits()) {
            scheduled.set(false);
            if (!nobodyWaits()) {
                somebodyWaits();
            }
            return;
        }
        Duration next = interval;
        try {
            poll();
        } catch (RuntimeException e) {
            next = delay.multipliedBy(2).compareTo(LONGEST_INTERVAL) < 0 ? delay.multipliedBy(2) : LONGEST_INTERVAL;
            LOG.debugf(e, "the feed could not be polled; next attempt in %d ms", next.toMillis());
        } finally {
            schedule(next);
        }
    }

    private boolean nobodyWaits() {
        return waiters.waits() + feed.waits() == 0;
    }

    private void poll() {
        List<FeedChange> changes = gateway.poll(seen.upTo(), lastEnding, MOST_CHANGES);
        long position = 0;
        long ending = lastEnding;
        for (FeedChange change : changes) {
            position = Math.max(position, change.position());
            ending = Math.max(ending, change.endingPosition());
            waiters.wake(change.handle(), Optional.empty());
        }
        lastEnding = ending;
        seen.addAll(position);
        if (position > 0) {
            feed.filedUpTo(position);
        }
    }
}
