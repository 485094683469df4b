package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.ReplyMessage;
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
    private final Map<Key, Kept> keys = new ConcurrentHashMap<>();
    private final Map<Key, SendRequest> sendKeys = new ConcurrentHashMap<>();
    private final Map<UUID, List<ConversationMessage>> messages = new ConcurrentHashMap<>();
    private final List<BeginRequest> asked = new CopyOnWriteArrayList<>();
    private final List<Wait> waits = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile UnaryOperator<Conversation> outcome;
    private volatile RuntimeException failure;

    /** For the container, which calls none of the methods that need what is not given here. */
    public FakeConversations() {
        super(null, null, null, null, null, null);
    }

    /** Forgets what other tests have done. */
    public void reset() {
        ledger.clear();
        keys.clear();
        sendKeys.clear();
        messages.clear();
        asked.clear();
        waits.clear();
        ids.set(0);
        outcome = null;
        failure = null;
    }

    /** From now on the instance is out of reach. */
    public void instanceUnavailable(String message) {
        failure = new InstanceUnavailable(message, null);
    }

    /** From now on no connection is free in time. */
    public void poolExhausted() {
        failure = new InstanceUnavailable("begin_conversation has failed", null, true);
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
                begun.expiresAt(),
                reply.map(text -> BEGUN_AT.plusMillis(8)),
                error.map(text -> BEGUN_AT.plusMillis(9)),
                begun.version() + 1);
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

    /** What was to be begun, in the order of asking. */
    public List<BeginRequest> asked() {
        return asked;
    }

    /** Changes a conversation, as the collector would. */
    public Conversation change(UUID handle, UnaryOperator<Conversation> change) {
        return ledger.computeIfPresent(handle, (known, conversation) -> change.apply(conversation));
    }

    @Override
    public Beginning begin(BeginRequest request) {
        call();
        asked.add(request);
        Optional<Key> key = request.idempotencyKey().map(name -> new Key(request.client(), name));
        Optional<Kept> kept = key.map(keys::get);
        if (kept.isPresent()) {
            if (!kept.get().request().equals(request)) {
                throw new IdempotencyKeyReused();
            }
            return new Beginning(ledger.get(kept.get().handle()), false);
        }
        Conversation begun = enter(request);
        key.ifPresent(name -> keys.put(name, new Kept(request, begun.handle())));
        return new Beginning(begun, true);
    }

    private Conversation enter(BeginRequest request) {
        Conversation begun = new Conversation(
                ids.incrementAndGet(),
                UUID.randomUUID(),
                ConversationState.BEGUN,
                request.request(),
                Optional.empty(),
                Optional.empty(),
                BEGUN_AT,
                request.lifetime().map(BEGUN_AT::plus),
                Optional.empty(),
                Optional.empty(),
                1);
        ledger.put(begun.handle(), begun);
        List<ConversationMessage> sent = new CopyOnWriteArrayList<>();
        sent.add(new ConversationMessage(
                ConversationMessage.Direction.REQUEST, request.request().text(), BEGUN_AT));
        messages.put(begun.handle(), sent);
        return begun;
    }

    @Override
    public CompletionStage<Beginning> beginAndAwait(BeginRequest request, Duration wait) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        Beginning begun = begin(request);
        CompletableFuture<Beginning> future = new CompletableFuture<>();
        await(new Wait(
                begun.conversation(), wait, future, known -> future.complete(new Beginning(known, begun.created()))));
        return future;
    }

    @Override
    public Optional<SentMessage> send(SendRequest request) {
        call();
        UUID handle = request.handle();
        Optional<Key> key = request.idempotencyKey().map(name -> new Key(request.client(), name));
        Optional<SendRequest> kept = key.map(sendKeys::get);
        if (kept.isPresent()) {
            if (!kept.get().equals(request)) {
                throw new IdempotencyKeyReused();
            }
            Conversation known = ledger.get(handle);
            return Optional.of(new SentMessage(
                    known, BEGUN_AT.plusMillis(20), known.reply().map(reply -> collected(handle, reply)), false));
        }
        Optional<Conversation> found = Optional.ofNullable(ledger.get(handle));
        if (found.isPresent() && !found.get().state().isOpen()) {
            throw new ConversationNotOpen();
        }
        found.ifPresent(known -> messages.get(handle)
                .add(new ConversationMessage(
                        ConversationMessage.Direction.REQUEST, request.request().text(), BEGUN_AT.plusMillis(20))));
        found.flatMap(known -> key).ifPresent(name -> sendKeys.put(name, request));
        return found.map(known -> new SentMessage(known, BEGUN_AT.plusMillis(20), Optional.empty(), true));
    }

    /** A wait ends with the reply that the outcome has, as if it had come for this request. */
    @Override
    public CompletionStage<Optional<SentMessage>> sendAndAwait(SendRequest request, Duration wait) {
        Optional<SentMessage> sent = send(request);
        if (sent.isEmpty()) {
            return CompletableFuture.completedFuture(sent);
        }
        CompletableFuture<Optional<SentMessage>> future = new CompletableFuture<>();
        await(new Wait(
                sent.get().conversation(),
                wait,
                future,
                known -> future.complete(Optional.of(new SentMessage(
                        known,
                        sent.get().sentAt(),
                        known.reply().map(reply -> collected(request.handle(), reply)),
                        sent.get().created())))));
        return future;
    }

    private static CollectedReply collected(UUID handle, ReplyMessage reply) {
        return new CollectedReply(1, handle, 0, Optional.of(reply), BEGUN_AT.plusMillis(28));
    }

    @Override
    public Optional<List<ConversationMessage>> messages(UUID handle) {
        call();
        return Optional.ofNullable(messages.get(handle)).map(List::copyOf);
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

    private record Key(String client, String name) {}

    private record Kept(BeginRequest request, UUID handle) {}

    private record Wait(Conversation conversation, Duration asked, Future<?> future, Consumer<Conversation> end) {}
}
