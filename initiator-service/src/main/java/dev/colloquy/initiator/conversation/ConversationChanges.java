package dev.colloquy.initiator.conversation;

import dev.colloquy.initiator.conversation.ReplyWaiters.Expectation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits until a conversation is not what somebody knows already, whatever becomes of it. To wait holds neither a thread
 * nor a connection; the future may be cancelled, and nothing is kept for it then. What the target sends and the end of
 * the conversation end a wait; what the initiator sends is seen when the wait is over.
 *
 * <p>All methods call the instance in the calling thread, and throw {@link InstanceUnavailable} if it cannot be used
 * now.
 */
@ApplicationScoped
public class ConversationChanges {
    private final Conversations conversations;
    private final Answers answers;

    @Inject
    ConversationChanges(Conversations conversations, Answers answers) {
        this.conversations = conversations;
        this.answers = answers;
    }

    /**
     * Looks a conversation up and, while it is known, waits for what becomes of it.
     *
     * @param known must not block
     * @param wait how long at most; zero or less does not wait
     * @return completes with the conversation as it is then, which is known only if the wait is over; empty, at once,
     *     if the ledger does not know the handle
     */
    public CompletionStage<Optional<Conversation>> findUnless(
            UUID handle, Predicate<Conversation> known, Duration wait) {
        return await(handle, () -> conversations.find(handle), known, wait);
    }

    /**
     * Reads the messages of a conversation as {@link Conversations#messages} does and, while they are known, waits for
     * others.
     *
     * @param known must not block
     * @param wait how long at most; zero or less does not wait
     * @return completes with the messages that there are then, which are known only if the wait is over; empty, at once,
     *     if the ledger does not know the handle
     */
    public CompletionStage<Optional<List<ConversationMessage>>> messagesUnless(
            UUID handle, Predicate<List<ConversationMessage>> known, Duration wait) {
        return await(handle, () -> conversations.messages(handle), known, wait);
    }

    private <K> CompletionStage<Optional<K>> await(
            UUID handle, Supplier<Optional<K>> ledger, Predicate<K> isKnown, Duration wait) {
        try (Expectation expectation = answers.expect()) {
            Optional<K> found = ledger.get();
            return found.isEmpty()
                    ? CompletableFuture.completedFuture(found)
                    : answers.await(
                            expectation, new Subject<>(handle, found.get(), ledger, isKnown), wait, Optional::of);
        }
    }

    private record Subject<K>(UUID handle, K known, Supplier<Optional<K>> ledger, Predicate<K> isKnown)
            implements AnswerWait.Subject<K> {
        @Override
        public K now() {
            return ledger.get().orElse(known);
        }

        /** Not told by what was filed alone. */
        @Override
        public K after(Outcome outcome) {
            return known;
        }

        @Override
        public boolean isFinal(K current) {
            return !isKnown.test(current);
        }
    }
}
