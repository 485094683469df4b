package dev.colloquy.initiator.conversation;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Who waits in this process for the feed to grow.
 *
 * <p>Whoever wants to wait does so before looking into the feed, so that nothing is missed in between. Those who have
 * seen all that was there get what this process has filed without asking the instance. For all the others who wait
 * behind the same position, the instance is asked once.
 *
 * <p>Safe for use by many threads. Only {@link #filedUpTo} may call the instance in the calling thread.
 */
@Singleton
class FeedWaiters {
    private static final Logger LOG = Logger.getLogger(FeedWaiters.class);

    private final ConversationGateway gateway;
    private final Executor workers;
    private final Set<Wait> waiting = new HashSet<>();
    private long last;
    private boolean stopped;

    @Inject
    FeedWaiters(ConversationGateway gateway, Executor workers) {
        this.gateway = gateway;
        this.workers = workers;
    }

    /** Starts to wait for replies behind a position; to be cancelled. */
    synchronized Wait await(long after, int limit) {
        Wait wait = new Wait(after, limit);
        if (stopped) {
            wait.end(List.of());
        } else {
            waiting.add(wait);
        }
        return wait;
    }

    /** While the port is still open, so that each client gets an answer instead of a closed connection. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    /** Ends all waits without replies, and lets none begin. Calling it again does nothing. */
    void stop() {
        List<Wait> ended;
        synchronized (this) {
            stopped = true;
            ended = List.copyOf(waiting);
            waiting.clear();
        }
        ended.forEach(wait -> wait.end(List.of()));
    }

    /** The collector of this process has filed these, in the order of the feed and without gaps. Never waits. */
    void filed(List<CollectedReply> replies) {
        if (replies.isEmpty()) {
            return;
        }
        long position = replies.get(replies.size() - 1).position();
        List<Wait> concerned = take(position);
        if (concerned.isEmpty()) {
            return;
        }
        try {
            workers.execute(() -> deliver(concerned, replies));
        } catch (RejectedExecutionException e) {
            LOG.debug("the service stops; nobody is told of new replies any more", e);
        }
    }

    private void deliver(List<Wait> concerned, List<CollectedReply> replies) {
        long first = replies.get(0).position();
        List<Wait> behind = new ArrayList<>();
        for (Wait wait : concerned) {
            if (wait.after >= first - 1) {
                wait.end(replies.subList(Math.toIntExact(wait.after - first + 1), replies.size()));
            } else {
                behind.add(wait);
            }
        }
        read(behind, replies.get(replies.size() - 1).position());
    }

    /** Any process has filed replies up to this position. Calls the instance if somebody waits for them. */
    void filedUpTo(long position) {
        read(take(position), position);
    }

    /** Those who wait for what is filed up to a position; they do not wait any more. */
    private synchronized List<Wait> take(long position) {
        last = Math.max(last, position);
        List<Wait> concerned =
                waiting.stream().filter(wait -> wait.after < position).toList();
        concerned.forEach(waiting::remove);
        return concerned;
    }

    private void read(List<Wait> concerned, long position) {
        Map<Long, List<Wait>> byPosition = concerned.stream().collect(Collectors.groupingBy(wait -> wait.after));
        byPosition.forEach((after, waits) -> {
            try {
                readOnce(after, waits, position);
            } catch (RuntimeException e) {
                waits.forEach(wait -> wait.fail(e));
            }
        });
    }

    private void readOnce(long after, List<Wait> waits, long position) {
        int limit = waits.stream().mapToInt(wait -> wait.limit).max().orElseThrow();
        long known = position;
        List<CollectedReply> page = gateway.readReplies(after, limit);
        while (page.isEmpty() && !putBack(waits, known)) {
            known = last();
            page = gateway.readReplies(after, limit);
        }
        for (Wait wait : waits) {
            if (!page.isEmpty()) {
                wait.end(page);
            }
        }
    }

    /** What was filed may have been deleted since; so they go on waiting, unless more has been filed meanwhile. */
    private synchronized boolean putBack(List<Wait> waits, long known) {
        if (last > known) {
            return false;
        }
        waits.stream().filter(wait -> !wait.replies.isDone()).forEach(waiting::add);
        return true;
    }

    private synchronized void remove(Wait wait) {
        waiting.remove(wait);
    }

    /** How many wait. */
    synchronized int waits() {
        return waiting.size();
    }

    /** The largest position that is known in this process; 0 if none is. */
    synchronized long last() {
        return last;
    }

    /** One wait for replies. */
    final class Wait {
        private final long after;
        private final int limit;
        private final CompletableFuture<List<CollectedReply>> replies = new CompletableFuture<>();

        private Wait(long after, int limit) {
            this.after = after;
            this.limit = limit;
        }

        /** Completes with replies or, after the time, with none. To be called once. */
        CompletableFuture<List<CollectedReply>> atMost(Duration time) {
            return replies.completeOnTimeout(List.of(), time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void end(List<CollectedReply> page) {
            replies.complete(List.copyOf(page.subList(0, Math.min(limit, page.size()))));
        }

        private void fail(RuntimeException failure) {
            replies.completeExceptionally(failure);
        }

        /** Waits no longer; what has ended already stays as it is. */
        void cancel() {
            remove(this);
            replies.complete(List.of());
        }
    }
}
