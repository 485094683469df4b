package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A conversation group: the unit that transactions lock. Its state is guarded by the lock of its queue. */
final class ConversationGroup {
    private static final Comparator<Dialog> BY_PRIORITY_AND_AGE = Comparator.<Dialog>comparingInt(d -> -d.priority)
            .thenComparingLong(d -> d.readyOrder)
            .thenComparingLong(d -> d.id);

    final int databaseId;
    final UUID id;
    final int serviceId;

    /** Changes only when its service moves to another queue. */
    volatile QueueContent queue;
    /** The transaction that holds the group, or null. */
    volatile Transaction owner;

    /** Its conversations, those of open transactions included. */
    final Set<Dialog> dialogs = new HashSet<>(2);
    /** Conversations with ready messages. */
    final TreeSet<Dialog> ready = new TreeSet<>(BY_PRIORITY_AND_AGE);
    /** Transactions that wait for the group, first come first served. */
    final Deque<GroupWaiter> lockWaiters = new ArrayDeque<>(0);

    boolean removed;
    /** Its place in the queue's index while it is there. */
    int indexedPriority;

    long indexedOrder;
    boolean indexed;

    ConversationGroup(int databaseId, UUID id, int serviceId, QueueContent queue) {
        this.databaseId = databaseId;
        this.id = id;
        this.serviceId = serviceId;
        this.queue = queue;
    }
}
