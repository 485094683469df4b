package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
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

    /** Its conversations, those of open transactions included. Most groups have one: a set of a fixed size is small. */
    private Set<Dialog> dialogs = Set.of();
    /** Conversations with ready messages; null if there are none. */
    private TreeSet<Dialog> ready;
    /** Transactions that wait for the group, first come first served; null if there are none. */
    private Deque<GroupWaiter> lockWaiters;

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

    Collection<Dialog> dialogs() {
        return dialogs;
    }

    boolean isEmpty() {
        return dialogs.isEmpty();
    }

    /** Takes a conversation in; false if it was there. */
    boolean join(Dialog dialog) {
        if (dialogs.isEmpty()) {
            dialogs = Set.of(dialog);
            return true;
        }
        if (dialogs.contains(dialog)) {
            return false;
        }
        if (dialogs.size() == 1) {
            dialogs = new HashSet<>(dialogs);
        }
        return dialogs.add(dialog);
    }

    void leave(Dialog dialog) {
        if (dialogs.size() > 1) {
            dialogs.remove(dialog);
            dialogs = dialogs.size() == 1 ? Set.copyOf(dialogs) : dialogs;
        } else if (dialogs.contains(dialog)) {
            dialogs = Set.of();
        }
    }

    boolean hasReady() {
        return ready != null;
    }

    /** The conversation whose message is received next; there must be one. */
    Dialog firstReady() {
        return ready.first();
    }

    /** The conversations with ready messages, in the order in which they are received. */
    List<Dialog> readyDialogs() {
        return ready == null ? List.of() : List.copyOf(ready);
    }

    /** The conversation has ready messages; its place among the others must not change while it is here. */
    void enterReady(Dialog dialog) {
        if (ready == null) {
            ready = new TreeSet<>(BY_PRIORITY_AND_AGE);
        }
        ready.add(dialog);
    }

    void leaveReady(Dialog dialog) {
        if (ready != null && ready.remove(dialog) && ready.isEmpty()) {
            ready = null;
        }
    }

    Collection<GroupWaiter> lockWaiters() {
        return lockWaiters == null ? List.of() : lockWaiters;
    }

    void enqueue(GroupWaiter waiter) {
        if (lockWaiters == null) {
            lockWaiters = new ArrayDeque<>(2);
        }
        lockWaiters.addLast(waiter);
    }

    /** A transaction does not wait any more. */
    void giveUp(GroupWaiter waiter) {
        if (lockWaiters != null && lockWaiters.remove(waiter) && lockWaiters.isEmpty()) {
            lockWaiters = null;
        }
    }

    /** Takes the transaction that has waited longest; null if there is none. */
    GroupWaiter nextWaiter() {
        GroupWaiter next = lockWaiters == null ? null : lockWaiters.pollFirst();
        if (next != null && lockWaiters.isEmpty()) {
            lockWaiters = null;
        }
        return next;
    }
}
