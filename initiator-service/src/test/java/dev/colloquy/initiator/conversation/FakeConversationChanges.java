package dev.colloquy.initiator.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Changes of the {@link FakeConversations}: waits end when the test says so. */
@Alternative
@ApplicationScoped
public class FakeConversationChanges extends ConversationChanges {
    private final List<Runnable> looks = new CopyOnWriteArrayList<>();

    @Inject
    FakeConversations conversations;

    /** For the container, which calls none of the methods that need what is not given here. */
    public FakeConversationChanges() {
        super(null, null);
    }

    /** Lets everybody who waits look again, and wait no longer. */
    public void endWaits() {
        looks.forEach(Runnable::run);
        looks.clear();
    }

    /** Waits that go on. */
    public int waiting() {
        return looks.size();
    }

    @Override
    public CompletionStage<Optional<Conversation>> findUnless(
            UUID handle, Predicate<Conversation> known, Duration wait) {
        return await(() -> conversations.find(handle), known);
    }

    @Override
    public CompletionStage<Optional<List<ConversationMessage>>> messagesUnless(
            UUID handle, Predicate<List<ConversationMessage>> known, Duration wait) {
        return await(() -> conversations.messages(handle), known);
    }

    private <K> CompletionStage<Optional<K>> await(Supplier<Optional<K>> ledger, Predicate<K> known) {
        Optional<K> found = ledger.get();
        if (found.filter(known).isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        CompletableFuture<Optional<K>> future = new CompletableFuture<>();
        looks.add(() -> future.complete(ledger.get()));
        return future;
    }
}
