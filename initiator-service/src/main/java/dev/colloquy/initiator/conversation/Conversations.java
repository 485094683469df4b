package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.Side;
import dev.colloquy.initiator.conversation.ReplyWaiters.Expectation;
import dev.colloquy.trace.ConversationSpan;
import dev.colloquy.trace.ConversationTracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Begins conversations, waits for them, looks them up and ends them.
 *
 * <p>A conversation is answered when it has a reply or is not open any more. To wait holds neither a thread nor a
 * connection. The future of a wait may be cancelled; nothing is kept for it then. When as many clients wait as may
 * ({@code colloquy.http.max-waiting}), one more does not wait.
 *
 * <p>All methods call the instance before they return, and throw {@link InstanceUnavailable} if it cannot be used
 * now and {@link IllegalStateException} if it answers what it should not.
 */
@ApplicationScoped
public class Conversations {
    private static final Logger LOG = Logger.getLogger(Conversations.class);

    /** What {@link #messages} returns at most. */
    private static final int MOST_MESSAGES = 1_000;

    private final ConversationGateway gateway;
    private final BeginBatches begins;
    private final Answers answers;
    private final ConversationMeters meters;
    private final IdempotencyConfig config;
    private final ConversationTracer tracer;

    @Inject
    Conversations(
            ConversationGateway gateway,
            BeginBatches begins,
            Answers answers,
            ConversationMeters meters,
            IdempotencyConfig config,
            ConversationTracer tracer) {
        this.gateway = gateway;
        this.begins = begins;
        this.answers = answers;
        this.meters = meters;
        this.config = config;
        this.tracer = tracer;
    }

    /**
     * Begins a conversation, or finds the one that was begun with the same idempotency key; returns when all is
     * committed.
     *
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     * @throws IdempotencyKeyReused if the key belongs to another request
     */
    public Beginning begin(BeginRequest request) {
        try (ConversationSpan span = tracer.sending(Side.TARGET)) {
            Begun begun = begins.begin(request.tracedBy(span.context()), config.keyLifetime());
            span.conversation(begun.conversation().handle());
            return beginning(begun);
        }
    }

    private Beginning beginning(Begun begun) {
        UUID handle = begun.conversation().handle();
        if (begun.created()) {
            meters.begun();
            LOG.debugf("conversation %s is begun", handle);
        } else if (begun.hashMatches()) {
            LOG.debugf("conversation %s was begun with the same idempotency key", handle);
        } else {
            throw new IdempotencyKeyReused();
        }
        return new Beginning(begun.conversation(), begun.created());
    }

    /**
     * Begins a conversation as {@link #begin} does, and waits for its answer.
     *
     * @param wait how long at most; zero or less does not wait
     * @return completes with the answered conversation or, after the wait, with the state that it has then
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     * @throws IdempotencyKeyReused if the key belongs to another request
     */
    public CompletionStage<Beginning> beginAndAwait(BeginRequest request, Duration wait) {
        try (Expectation expectation = answers.expect()) {
            Beginning begun = begin(request);
            return answers.answer(
                    expectation,
                    begun.conversation(),
                    wait,
                    conversation -> new Beginning(conversation, begun.created()));
        }
    }

    /**
     * Sends a further request in an open dialog, or finds the one that was sent with the same idempotency key; returns
     * when it is committed.
     *
     * @return without a reply, unless it was sent before and there is one; empty if the ledger does not know the handle
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     * @throws ConversationNotOpen if either side has ended the dialog
     * @throws IdempotencyKeyReused if the key belongs to another request
     */
    public Optional<SentMessage> send(SendRequest request) {
        return sent(request).map(sent -> sentMessage(sent, known(sent)));
    }

    private Optional<Sent> sent(SendRequest request) {
        try (ConversationSpan span = tracer.sending(Side.TARGET)) {
            span.conversation(request.handle());
            Optional<Sent> sent = gateway.send(request.tracedBy(span.context()), config.keyLifetime());
            if (sent.isPresent() && sent.get().at().isEmpty()) {
                throw new ConversationNotOpen();
            }
            if (sent.isPresent() && !sent.get().hashMatches()) {
                throw new IdempotencyKeyReused();
            }
            return sent;
        }
    }

    /** What there is of a reply: to a request that was sent before there may be one. */
    private NextReply known(Sent sent) {
        NextReply none = new NextReply(sent.conversation(), Optional.empty());
        return sent.created()
                ? none
                : gateway.readNextReply(sent.conversation().handle(), sent.lastReply())
                        .orElse(none);
    }

    private static SentMessage sentMessage(Sent sent, NextReply next) {
        return new SentMessage(next.conversation(), sent.at().orElseThrow(), next.reply(), sent.created());
    }

    /**
     * Sends a further request as {@link #send} does, and waits for the next reply.
     *
     * @param wait how long at most; zero or less does not wait
     * @return completes with the next reply or, after the wait or when the dialog has ended, without one; empty, at
     *     once, if the ledger does not know the handle
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     * @throws ConversationNotOpen if either side has ended the dialog
     * @throws IdempotencyKeyReused if the key belongs to another request
     */
    public CompletionStage<Optional<SentMessage>> sendAndAwait(SendRequest request, Duration wait) {
        try (Expectation expectation = answers.expect()) {
            Optional<Sent> found = sent(request);
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            Sent sent = found.get();
            return answers.nextReply(
                    expectation, sent, known(sent), wait, next -> Optional.of(sentMessage(sent, next)));
        }
    }

    /** The first 1000 messages of a dialog in their order; empty if the ledger does not know the handle. */
    public Optional<List<ConversationMessage>> messages(UUID handle) {
        List<ConversationMessage> messages = gateway.readMessages(handle, MOST_MESSAGES);
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages);
    }

    /** The conversation with its first messages; empty if the ledger does not know the handle. */
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
        try (Expectation expectation = answers.expect()) {
            Optional<Conversation> found = gateway.read(handle);
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(found);
            }
            return answers.answer(expectation, found.get(), wait, Optional::of);
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
            answers.changed(handle);
        }
        return ended.isPresent();
    }
}
