package dev.colloquy.instance.broker;

import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks that commits hold on the conversations they change, both sides of a conversation under one lock. Conversations
 * share a fixed number of locks; they are taken in ascending order, so commits do not deadlock.
 */
final class ConversationLocks {
    private static final int COUNT = 1 << 14;

    private final ReentrantLock[] locks = new ReentrantLock[COUNT];

    ConversationLocks() {
        Arrays.setAll(locks, i -> new ReentrantLock());
    }

    /** Locks the conversations until the handle is closed by the same thread. */
    Held lock(Collection<UUID> conversations) {
        int[] indexes = conversations.stream()
                .mapToInt(ConversationLocks::index)
                .sorted()
                .distinct()
                .toArray();
        return lock(indexes);
    }

    Held lock(UUID conversation) {
        return lock(new int[] {index(conversation)});
    }

    /** Locks every conversation: for definition statements that end many. */
    Held lockAll() {
        int[] indexes = new int[COUNT];
        Arrays.setAll(indexes, i -> i);
        return lock(indexes);
    }

    private Held lock(int[] indexes) {
        for (int index : indexes) {
            locks[index].lock();
        }
        return () -> {
            for (int index : indexes) {
                locks[index].unlock();
            }
        };
    }

    private static int index(UUID conversation) {
        long bits = conversation.getMostSignificantBits() ^ conversation.getLeastSignificantBits();
        return (int) (bits ^ (bits >>> 32)) & (COUNT - 1);
    }

    /** Locks held by a commit. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
