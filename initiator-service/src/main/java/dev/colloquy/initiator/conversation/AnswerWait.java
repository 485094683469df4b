package dev.colloquy.initiator.conversation;

import dev.colloquy.initiator.conversation.ReplyWaiters.Expectation;
import dev.colloquy.initiator.conversation.ReplyWaiters.Wait;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * One client's wait for what comes of a conversation. Ends with what the collector of this process files or, when there
 * is news that it cannot tell in full or the time is over, with what the ledger says then; if that is not what is waited
 * for and there is time left, it goes on.
 *
 * @param <K> what is known of the conversation
 */
final class AnswerWait<K> {
    private static final Logger LOG = Logger.getLogger(AnswerWait.class);

    private final Subject<K> subject;
    private final ReplyWaiters waiters;
    private final Executor workers;
    private final long deadline;
    private Wait current;
    private boolean cancelled;

    /** What is waited for. */
    interface Subject<K> {
        /** Of the conversation. */
        UUID handle();

        /** What was known before the wait. */
        K known();

        /** What the ledger says; calls the instance. */
        K now();

        /** What the collector has filed. */
        K after(Outcome outcome);

        /** Whether there is nothing more to wait for. */
        boolean isFinal(K known);
    }

    AnswerWait(Subject<K> subject, ReplyWaiters waiters, Executor workers, Duration time) {
        this.subject = subject;
        this.waiters = waiters;
        this.workers = workers;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /** Waits for what happens after the expectation was opened, and closes it. */
    CompletableFuture<K> from(Expectation expectation) {
        Wait wait = begin(expectation);
        if (wait.mayHaveMissed()) {
            return next(Optional.empty());
        }
        return wait.atMost(left()).thenCompose(this::next);
    }

    private synchronized Wait begin(Expectation expectation) {
        current = expectation.awaiting(subject.handle());
        if (cancelled) {
            current.cancel();
        }
        return current;
    }

    /** Rounded up, so that the time is over when a wait for it is. */
    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime())).plusMillis(1);
    }

    private CompletableFuture<K> next(Optional<Outcome> news) {
        if (endCurrent()) {
            return CompletableFuture.completedFuture(subject.known());
        }
        Optional<K> answer = news.map(subject::after).filter(subject::isFinal);
        if (answer.isPresent()) {
            return CompletableFuture.completedFuture(answer.get());
        }
        try {
            return CompletableFuture.<Void>completedFuture(null).thenComposeAsync(unused -> askLedger(), workers);
        } catch (RejectedExecutionException e) {
            LOG.debugf(e, "the service stops; conversation %s is not looked up after the wait", subject.handle());
            return CompletableFuture.completedFuture(subject.known());
        }
    }

    /** Leaves nothing behind of the wait that has ended; whether the client has gone. */
    private synchronized boolean endCurrent() {
        current.cancel();
        return cancelled;
    }

    private CompletionStage<K> askLedger() {
        try (Expectation expectation = waiters.expect()) {
            K now = now();
            boolean over = deadline - System.nanoTime() <= 0;
            return over || subject.isFinal(now) ? CompletableFuture.completedFuture(now) : from(expectation);
        }
    }

    /** A conversation that was begun must not look as if it were not, only because the instance is gone now. */
    private K now() {
        try {
            return subject.now();
        } catch (InstanceUnavailable e) {
            LOG.debugf(e, "conversation %s cannot be looked up", subject.handle());
            return subject.known();
        }
    }

    /** Waits no longer, and keeps nothing. */
    synchronized void cancel() {
        cancelled = true;
        if (current != null) {
            current.cancel();
        }
    }
}
