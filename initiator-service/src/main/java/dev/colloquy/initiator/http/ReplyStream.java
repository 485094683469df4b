package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.CollectedReply;
import dev.colloquy.initiator.conversation.InstanceUnavailable;
import dev.colloquy.initiator.conversation.ReplyFeed;
import dev.colloquy.problem.InternalFault;
import dev.colloquy.problem.Problem;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One client that follows the feed of replies.
 *
 * <p>Holds one page of the feed at most, and reads the next one when the client has been sent the last event of it and
 * is ready for more: a slow client costs a page, not a backlog. Between pages it waits in the feed, without a thread.
 * Each event carries its place in the feed, so a client that comes back goes on where it was, and nothing that was
 * given up here is lost.
 *
 * <p>All signals go through {@link #drain}, which one thread runs at a time.
 */
final class ReplyStream implements Flow.Subscription {
    /** Replies of a page. */
    static final int PAGE = 50;

    private static final Logger LOG = Logger.getLogger(ReplyStream.class);

    private final ReplyFeed feed;
    private final ReplyEvents events;
    private final Executor workers;
    private final Flow.Subscriber<? super OutboundSseEvent> client;
    private final Consumer<ReplyStream> onClose;

    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<List<CollectedReply>> arrived = new AtomicReference<>();
    private volatile boolean ending;
    private volatile boolean cancelled;
    private volatile CompletableFuture<?> waiting;

    private final Queue<OutboundSseEvent> unsent = new ArrayDeque<>();
    private long position;
    private boolean reading;
    private boolean closed;

    ReplyStream(
            ReplyFeed feed,
            ReplyEvents events,
            Executor workers,
            Flow.Subscriber<? super OutboundSseEvent> client,
            Consumer<ReplyStream> onClose) {
        this.feed = feed;
        this.events = events;
        this.workers = workers;
        this.client = client;
        this.onClose = onClose;
    }

    /**
     * Begins the stream. To be called once.
     *
     * @param after place in the feed
     * @param first replies that follow it; may be empty
     */
    void start(long after, List<CollectedReply> first) {
        position = after;
        unsent.add(events.opening());
        append(first);
        client.onSubscribe(this);
    }

    @Override
    public void request(long events) {
        demand.accumulateAndGet(events, (old, more) -> old + more < 0 ? Long.MAX_VALUE : old + more);
        drain();
    }

    /** The client has gone. */
    @Override
    public void cancel() {
        cancelled = true;
        stopWaiting();
        drain();
    }

    /** Ends the stream; the client may come back and go on. Calling it again does nothing. */
    void end() {
        ending = true;
        stopWaiting();
        drain();
    }

    private void stopWaiting() {
        CompletableFuture<?> wait = waiting;
        if (wait != null) {
            wait.cancel(false);
        }
    }

    private void drain() {
        if (signals.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            step();
            seen = signals.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        List<CollectedReply> page = arrived.getAndSet(null);
        if (page != null) {
            reading = false;
            append(page);
        }
        while (!closed && !cancelled && demand.get() > 0 && !unsent.isEmpty()) {
            demand.decrementAndGet();
            client.onNext(unsent.remove());
        }
        if (closed) {
            return;
        }
        if (cancelled || ending) {
            close();
        } else if (demand.get() > 0 && !reading) {
            reading = true;
            read();
        }
    }

    private void close() {
        closed = true;
        unsent.clear();
        onClose.accept(this);
        if (!cancelled) {
            client.onComplete();
        }
    }

    /** A comment stands for a page without replies. */
    private void append(List<CollectedReply> page) {
        for (CollectedReply reply : page) {
            position = reply.position();
            unsent.add(events.reply(reply));
        }
        if (page.isEmpty() && unsent.isEmpty()) {
            unsent.add(events.comment());
        }
    }

    private void read() {
        long after = position;
        try {
            workers.execute(() -> readAfter(after));
        } catch (RejectedExecutionException e) {
            LOG.debug("the service stops, and with it the stream of replies", e);
            end();
        }
    }

    private void readAfter(long after) {
        long begun = System.nanoTime();
        try {
            CompletableFuture<List<CollectedReply>> wait =
                    feed.readAndAwait(after, PAGE, events.heartbeat()).toCompletableFuture();
            waiting = wait;
            if (cancelled || ending) {
                wait.cancel(false);
            }
            CompletableFuture<Void> unused = wait.handle((page, failure) -> {
                if (failure == null) {
                    arrive(page, page.isEmpty() ? remaining(begun) : Duration.ZERO);
                } else {
                    failed(failure instanceof CompletionException ? failure.getCause() : failure);
                }
                return null;
            });
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** The feed may refuse to wait, and must not be asked again and again because of that. */
    private Duration remaining(long begun) {
        Duration left = events.heartbeat().minusNanos(System.nanoTime() - begun);
        return left.compareTo(events.heartbeat().dividedBy(2)) > 0 ? left : Duration.ZERO;
    }

    private void failed(Throwable failure) {
        if (cancelled || ending) {
            return;
        }
        if (failure instanceof InstanceUnavailable) {
            LOG.debugf(failure, "the feed of replies cannot be read; next attempt in %s", events.retry());
            arrive(List.of(), events.retry());
            return;
        }
        Problem logged = InternalFault.log(failure);
        LOG.debugf("a stream of replies ends because of %s", logged.instance());
        end();
    }

    private void arrive(List<CollectedReply> page, Duration delay) {
        if (delay.isZero()) {
            arrived.set(page);
            drain();
            return;
        }
        CompletableFuture<Void> pause =
                new CompletableFuture<Void>().completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
        waiting = pause;
        CompletableFuture<Void> unused = pause.thenRun(() -> arrive(page, Duration.ZERO));
    }
}
