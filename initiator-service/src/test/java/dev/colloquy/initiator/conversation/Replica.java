package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;

import dev.colloquy.trace.ConversationTracer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One process of the initiator, wired by hand; its collector works when the test says so. */
final class Replica implements AutoCloseable {
    static final Duration KEY_LIFETIME = Duration.ofHours(1);

    final ExecutorService workers;
    final ConversationGateway gateway;
    final ReplyWaiters waiters = new ReplyWaiters();
    final FeedWaiters feedWaiters;
    final WaitLimit limit;
    final FeedPoll poll;
    final Answers answers;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Conversations conversations;
    final ReplyFeed feed;
    final Filing filing;
    final CollectorLoop loop;

    Replica(LedgerDatabase database) {
        this(new ConversationGateway(database.pool()), Duration.ofMinutes(1), 10_000);
    }

    /** With how often it polls, and how many may wait at once. */
    Replica(ConversationGateway gateway, Duration interval, int mostWaits) {
        this.gateway = gateway;
        workers = Executors.newFixedThreadPool(8);
        feedWaiters = new FeedWaiters(gateway, workers);
        limit = new WaitLimit(() -> mostWaits);
        poll = new FeedPoll(gateway, waiters, feedWaiters, () -> interval, workers);
        ConversationMeters meters = new ConversationMeters(registry, feedWaiters, limit);
        answers = new Answers(gateway, waiters, limit, poll, workers);
        conversations = new Conversations(
                gateway, new BeginBatches(gateway), answers, meters, () -> KEY_LIFETIME, ConversationTracer.off());
        feed = new ReplyFeed(gateway, feedWaiters, limit, poll);
        filing = new Filing(waiters, feedWaiters, poll, meters, ConversationTracer.off());
        loop = new CollectorLoop(new TestConfig(), gateway, filing);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        await().atMost(Duration.ofSeconds(20)).until(workers::isTerminated);
    }
}
