package dev.colloquy.initiator.conversation;

import dev.colloquy.initiator.conversation.ReplyWaiters.Expectation;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Waits for what comes of conversations. A wait holds neither a thread nor a connection; its future may be cancelled,
 * and nothing is kept for it then. When as many wait as may, one more gets what is known at once.
 */
@Singleton
class Answers {
    private final ConversationGateway gateway;
    private final ReplyWaiters waiters;
    private final WaitLimit limit;
    private final FeedPoll poll;
    private final Executor workers;
    private final Set<AnswerWait<?>> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Inject
    Answers(ConversationGateway gateway, ReplyWaiters waiters, WaitLimit limit, FeedPoll poll, Executor workers) {
        this.gateway = gateway;
        this.waiters = waiters;
        this.limit = limit;
        this.poll = poll;
        this.workers = workers;
    }

    /** To be opened before the instance is called for what is then waited for; to be closed. */
    Expectation expect() {
        return waiters.expect();
    }

    /** This process has changed the conversation, other than by collecting. */
    void changed(UUID handle) {
        waiters.wake(handle, Optional.empty());
    }

    /**
     * Waits until a conversation has its first reply or has ended.
     *
     * @param time how long at most; zero or less does not wait
     * @param form makes the result of the conversation
     */
    <T> CompletableFuture<T> answer(
            Expectation expectation, Conversation known, Duration time, Function<Conversation, T> form) {
        return await(expectation, new FirstReply(known, gateway), time, form);
    }

    /**
     * Waits until a conversation has a reply that was not there when a further request was sent, or has ended.
     *
     * @param time how long at most; zero or less does not wait
     * @param form makes the result of the reply
     */
    <T> CompletableFuture<T> nextReply(
            Expectation expectation, Sent sent, NextReply known, Duration time, Function<NextReply, T> form) {
        return await(expectation, new ReplyAfter(sent, known, gateway), time, form);
    }

    /** Waits until something final is known; at once, if it is already. */
    <K, T> CompletableFuture<T> await(
            Expectation expectation, AnswerWait.Subject<K> subject, Duration time, Function<K, T> form) {
        boolean worthIt = !subject.isFinal(subject.known()) && !time.isZero() && !time.isNegative();
        if (!worthIt || stopped || !limit.take()) {
            return CompletableFuture.completedFuture(form.apply(subject.known()));
        }
        AnswerWait<K> wait = new AnswerWait<>(subject, waiters, workers, time);
        waits.add(wait);
        CompletableFuture<T> answer = wait.from(expectation).thenApply(form);
        CompletableFuture<T> unused = answer.whenComplete((result, failure) -> {
            wait.cancel();
            waits.remove(wait);
            limit.release();
        });
        if (stopped) {
            wait.cancel();
        }
        poll.somebodyWaits();
        return answer;
    }

    /** While the port is still open, so that each client gets what is known instead of a closed connection. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    /** Ends all waits, and lets none begin. Calling it again does nothing. */
    void stop() {
        stopped = true;
        waits.forEach(AnswerWait::cancel);
    }

    private record FirstReply(Conversation known, ConversationGateway gateway)
            implements AnswerWait.Subject<Conversation> {
        @Override
        public UUID handle() {
            return known.handle();
        }

        @Override
        public Conversation now() {
            return gateway.read(handle()).orElse(known);
        }

        @Override
        public Conversation after(Outcome outcome) {
            return outcome.appliedTo(known);
        }

        @Override
        public boolean isFinal(Conversation conversation) {
            return conversation.state() != ConversationState.BEGUN;
        }
    }

    private record ReplyAfter(Sent sent, NextReply known, ConversationGateway gateway)
            implements AnswerWait.Subject<NextReply> {
        @Override
        public UUID handle() {
            return sent.conversation().handle();
        }

        @Override
        public NextReply now() {
            return gateway.readNextReply(handle(), sent.lastReply()).orElse(known);
        }

        @Override
        public NextReply after(Outcome outcome) {
            return outcome.after(sent);
        }

        @Override
        public boolean isFinal(NextReply next) {
            return next.reply().isPresent() || !next.conversation().state().isOpen();
        }
    }
}
