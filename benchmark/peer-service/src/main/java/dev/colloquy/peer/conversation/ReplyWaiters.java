package dev.colloquy.peer.conversation;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits in this process for the reply of which conversation. Safe for many threads; never waits. */
public final class ReplyWaiters {
    private final Map<UUID, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();

    /** A future that the reply completes. To be called before the request is sent, and {@link #forget}ten after. */
    public CompletableFuture<Reply> expect(UUID handle) {
        return waiting.computeIfAbsent(handle, unknown -> new CompletableFuture<>());
    }

    /** Tells who waits; runs what depends on it in the calling thread. */
    public void wake(UUID handle, Reply reply) {
        CompletableFuture<Reply> waiter = waiting.remove(handle);
        if (waiter != null) {
            waiter.complete(reply);
        }
    }

    /** Keeps nothing for that conversation any more. */
    public void forget(UUID handle) {
        waiting.remove(handle);
    }

    /** How many conversations are waited for. */
    int size() {
        return waiting.size();
    }
}
