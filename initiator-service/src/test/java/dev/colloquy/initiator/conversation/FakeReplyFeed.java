package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.ReplyMessage;
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The feed without an instance, for tests of what is in front of it: waits end when the test files a reply. */
@Alternative
@ApplicationScoped
public class FakeReplyFeed extends ReplyFeed {
    private static final Instant FILED_AT = Instant.parse("2026-01-31T09:30:01.250Z");

    private final List<CollectedReply> feed = new CopyOnWriteArrayList<>();
    private final List<Wait> waits = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile RuntimeException failure;

    /** For the container, which calls none of the methods that need what is not given here. */
    public FakeReplyFeed() {
        super(null, null, null, null);
    }

    /** Forgets what other tests have done; whoever waits gets nothing. */
    public void reset() {
        failure = null;
        feed.clear();
        waits.forEach(wait -> wait.future().complete(List.of()));
        waits.clear();
    }

    /** From now on the instance is out of reach. */
    public void instanceUnavailable(String message) {
        failure = new InstanceUnavailable(message, null);
    }

    /** Files a reply and ends the waits for it. */
    public CollectedReply file(UUID handle, String text) {
        CollectedReply reply = new CollectedReply(
                feed.size() + 1L, handle, 0, Optional.of(new ReplyMessage(text)), FILED_AT.plusMillis(feed.size()));
        feed.add(reply);
        waits.forEach(wait -> wait.future().complete(page(wait.after(), wait.limit())));
        return reply;
    }

    /** Ends every wait as if its time were over. */
    public void endWaits() {
        waits.forEach(wait -> wait.future().complete(List.of()));
    }

    /** Waits that go on. */
    public long waiting() {
        return waits.stream().filter(wait -> !wait.future().isDone()).count();
    }

    /** Waits that whoever waited has cancelled. */
    public long cancelled() {
        return waits.stream().filter(wait -> wait.future().isCancelled()).count();
    }

    /** How long was to be waited, in the order of asking. */
    public List<Duration> askedWaits() {
        return waits.stream().map(Wait::asked).toList();
    }

    private void call() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("called on a thread that must not block");
        }
        if (failure != null) {
            throw failure;
        }
        reads.incrementAndGet();
    }

    /** How often the instance was asked. */
    public int reads() {
        return reads.get();
    }

    private List<CollectedReply> page(long after, int limit) {
        return feed.stream()
                .filter(reply -> reply.position() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public List<CollectedReply> read(long after, int limit) {
        call();
        return page(after, limit);
    }

    @Override
    public CompletionStage<List<CollectedReply>> readAndAwait(long after, int limit, Duration wait) {
        List<CollectedReply> page = read(after, limit);
        if (!page.isEmpty() || wait.isZero() || wait.isNegative()) {
            return CompletableFuture.completedFuture(page);
        }
        CompletableFuture<List<CollectedReply>> future = new CompletableFuture<>();
        waits.add(new Wait(after, limit, wait, future));
        List<CollectedReply> filedMeanwhile = page(after, limit);
        if (!filedMeanwhile.isEmpty()) {
            future.complete(filedMeanwhile);
        }
        return future;
    }

    @Override
    public long lastPosition() {
        call();
        return feed.size();
    }

    private record Wait(long after, int limit, Duration asked, CompletableFuture<List<CollectedReply>> future) {}
}
