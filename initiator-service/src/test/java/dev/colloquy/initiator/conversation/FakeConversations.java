package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import io.quarkus.runtime.BlockingOperationControl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Conversations without an instance, for tests of what is in front of them: waits end when the test says so. */
@Alternative
@ApplicationScoped
public class FakeConversations extends Conversations {
    private static final Instant BEGUN_AT = Instant.parse("2026-01-31T09:30:00.125Z");

    private final Map<UUID, Conversation> ledger = new ConcurrentHashMap<>();
    private final List<Wait> waits = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile UnaryOperator<Conversation> outcome;
    private volatile RuntimeException failure;

    /** For the container, which calls none of the methods that need what is not given here. */
    public FakeConversations() {
        super(null, null, null, null);
    }

    /** Forgets what other tests have done. */
    public void reset() {
        ledger.clear();
        waits.clear();
        ids.set(0);
        outcome = null;
        failure = null;
    }

    /** From now on the instance is out of reach. */
    public void instanceUnavailable(String message) {
        failure = new InstanceUnavailable(message, null);
    }

    /** From now on whatever is asked fails, later if it may. */
    public void failWith(RuntimeException exception) {
        failure = exception;
    }

    /** From now on who waits gets this at once. */
    public void outcome(UnaryOperator<Conversation> change) {
        outcome = change;
    }

    /** What becomes of a conversation that gets a reply. */
    public static Conversation replied(Conversation begun, String reply) {
        return changed(begun, ConversationState.REPLIED, Optional.of(new ReplyMessage(reply)), Optional.empty());
    }

    /** What becomes of a conversation that ends with an error. */
    public static Conversation failed(Conversation begun, int code, String description) {
        ConversationError error = new ConversationError(code, description);
        return changed(begun, ConversationState.FAILED, Optional.empty(), Optional.of(error));
    }

    private static Conversation changed(
            Conversation begun,
            ConversationState state,
            Optional<ReplyMessage> reply,
            Optional<ConversationError> error) {
        return new Conversation(
                begun.id(),
                begun.handle(),
                state,
                begun.request(),
                reply,
                error,
                begun.begunAt(),
                reply.map(text -> BEGUN_AT.plusMillis(8)),
                error.map(text -> BEGUN_AT.plusMillis(9)));
    }

    /** Ends every wait with what has become of its conversation. */
    public void endWaits(UnaryOperator<Conversation> change) {
        waits.forEach(wait -> wait.end().accept(change.apply(wait.conversation())));
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

    /** Conversations that were begun. */
    public int size() {
        return ledger.size();
    }

    /** As JDBC would: it must not be called where it blocks other requests. */
    private void call() {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            throw new IllegalStateException("called on a thread that must not block");
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Conversation begin(RequestMessage request) {
        call();
        Conversation begun = new Conversation(
                ids.incrementAndGet(),
                UUID.randomUUID(),
                ConversationState.BEGUN,
                request,
                Optional.empty(),
                Optional.empty(),
                BEGUN_AT,
                Optional.empty(),
                Optional.empty());
        ledger.put(begun.handle(), begun);
        return begun;
    }

    @Override
    public CompletionStage<Conversation> beginAndAwait(RequestMessage request, Duration wait) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<Conversation> future = new CompletableFuture<>();
        await(new Wait(begin(request), wait, future, future::complete));
        return future;
    }

    private void await(Wait wait) {
        waits.add(wait);
        if (outcome != null) {
            wait.end().accept(outcome.apply(wait.conversation()));
        }
    }

    @Override
    public Optional<Conversation> find(UUID handle) {
        call();
        return Optional.ofNullable(ledger.get(handle)).map(found -> outcome == null ? found : outcome.apply(found));
    }

    @Override
    public CompletionStage<Optional<Conversation>> findAndAwait(UUID handle, Duration wait) {
        call();
        Conversation known = ledger.get(handle);
        if (known == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<Conversation>> future = new CompletableFuture<>();
        await(new Wait(known, wait, future, outcome -> future.complete(Optional.of(outcome))));
        return future;
    }

    @Override
    public List<ConversationSummary> list(Optional<ConversationState> state, long afterId, int limit) {
        call();
        return ledger.values().stream()
                .filter(conversation -> state.isEmpty() || state.get() == conversation.state())
                .filter(conversation -> conversation.id() > afterId)
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .limit(limit)
                .map(found -> new ConversationSummary(
                        found.id(), found.handle(), found.state(), found.begunAt(), found.repliedAt(), found.endedAt()))
                .toList();
    }

    @Override
    public boolean end(UUID handle) {
        call();
        return ledger.containsKey(handle);
    }

    private record Wait(Conversation conversation, Duration asked, Future<?> future, Consumer<Conversation> end) {}
}
