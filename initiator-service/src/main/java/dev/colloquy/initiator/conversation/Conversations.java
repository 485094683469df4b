package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.initiator.conversation.ReplyWaiters.Expectation;
import dev.colloquy.initiator.conversation.ReplyWaiters.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Begins conversations, waits for them, looks them up and ends them.
 *
 * <p>A conversation is answered when it has a reply or is not open any more. To wait holds neither a thread nor a
 * connection. The future of a wait may be cancelled; nothing is kept for it then.
 *
 * <p>All methods call the instance in the calling thread, and throw {@link InstanceUnavailable} if it cannot be used
 * now and {@link IllegalStateException} if it answers what it should not.
 */
@ApplicationScoped
public class Conversations {
    private static final Logger LOG = Logger.getLogger(Conversations.class);

    private final ConversationGateway gateway;
    private final ReplyWaiters waiters;
    private final ConversationMeters meters;
    private final Executor workers;

    @Inject
    Conversations(ConversationGateway gateway, ReplyWaiters waiters, ConversationMeters meters, Executor workers) {
        this.gateway = gateway;
        this.waiters = waiters;
        this.meters = meters;
        this.workers = workers;
    }

    /**
     * Begins a conversation with the request; returns when both are committed.
     *
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     */
    public Conversation begin(RequestMessage request) {
        Begun begun = gateway.begin(toXml(request));
        meters.begun();
        LOG.debugf("conversation %s is begun", begun.handle());
        return new Conversation(
                begun.id(),
                begun.handle(),
                ConversationState.BEGUN,
                request,
                Optional.empty(),
                Optional.empty(),
                begun.at(),
                Optional.empty(),
                Optional.empty());
    }

    private static String toXml(RequestMessage request) {
        try {
            return MessageCodec.toXml(request);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Begins a conversation as {@link #begin} does, and waits for its answer.
     *
     * @param wait how long at most; zero or less does not wait
     * @return completes with the answered conversation or, after the wait, with the state that it has then
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     */
    public CompletionStage<Conversation> beginAndAwait(RequestMessage request, Duration wait) {
        try (Expectation expectation = waiters.expect()) {
            Conversation begun = begin(request);
            if (isOver(wait)) {
                return CompletableFuture.completedFuture(begun);
            }
            return answer(expectation.awaiting(begun.handle()), begun, wait, Function.identity());
        }
    }

    /** The conversation with its messages; empty if the ledger does not know the handle. */
    public Optional<Conversation> find(UUID handle) {
        return gateway.read(handle);
    }

    /**
     * Looks a conversation up and, unless it is answered already, waits for its answer.
     *
     * @param wait how long at most; zero or less does not wait
     * @return completes with the answered conversation or, after the wait, with the state that it has then; empty, at
     *     once, if the ledger does not know the handle
     */
    public CompletionStage<Optional<Conversation>> findAndAwait(UUID handle, Duration wait) {
        try (Expectation expectation = waiters.expect()) {
            Optional<Conversation> found = gateway.read(handle);
            if (isOver(wait) || found.isEmpty() || isAnswered(found.get())) {
                return CompletableFuture.completedFuture(found);
            }
            return answer(expectation.awaiting(handle), found.get(), wait, Optional::of);
        }
    }

    private static boolean isOver(Duration wait) {
        return wait.isZero() || wait.isNegative();
    }

    private static boolean isAnswered(Conversation conversation) {
        return conversation.state() != ConversationState.BEGUN;
    }

    private <T> CompletableFuture<T> answer(
            Wait wait, Conversation known, Duration time, Function<Conversation, T> form) {
        if (wait.mayHaveMissed()) {
            Conversation now = latest(known);
            if (isAnswered(now)) {
                wait.cancel();
                return CompletableFuture.completedFuture(form.apply(now));
            }
        }
        CompletableFuture<T> answer = wait.atMost(time)
                .thenCompose(outcome -> outcome.map(
                                filed -> CompletableFuture.completedFuture(form.apply(filed.appliedTo(known))))
                        .orElseGet(() -> askLedger(known, form)));
        CompletableFuture<T> unused = answer.whenComplete((conversation, failure) -> wait.cancel());
        return answer;
    }

    /** The last word: another process may have collected the reply. */
    private <T> CompletableFuture<T> askLedger(Conversation known, Function<Conversation, T> form) {
        try {
            return CompletableFuture.supplyAsync(() -> form.apply(latest(known)), workers);
        } catch (RejectedExecutionException e) {
            LOG.debugf(e, "the service stops; conversation %s is not looked up after the wait", known.handle());
            return CompletableFuture.completedFuture(form.apply(known));
        }
    }

    /** A conversation that was begun must not look as if it were not, only because the instance is gone now. */
    private Conversation latest(Conversation known) {
        try {
            return gateway.read(known.handle()).orElse(known);
        } catch (InstanceUnavailable e) {
            LOG.debugf(e, "conversation %s cannot be looked up after the wait", known.handle());
            return known;
        }
    }

    /**
     * A page of the ledger in the order of begin, without the messages. A conversation whose begin takes long may turn
     * up behind a page that was listed before.
     *
     * @param state only conversations in this state; empty for all
     * @param afterId id of the last conversation of the page before; 0 for the first page
     * @param limit conversations at most; a page that is full may have a next one
     */
    public List<ConversationSummary> list(Optional<ConversationState> state, long afterId, int limit) {
        return gateway.list(state, afterId, limit);
    }

    /**
     * Ends a conversation that is open, with an error for the target, which then does no work that nobody waits for.
     * One that is not open stays as it is.
     *
     * @return false if the ledger does not know the handle
     */
    public boolean end(UUID handle) {
        Optional<ConversationSummary> ended = gateway.end(handle);
        if (ended.isPresent()) {
            waiters.wake(handle, Optional.empty());
        }
        return ended.isPresent();
    }
}
