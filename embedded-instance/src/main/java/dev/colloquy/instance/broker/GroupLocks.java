package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Locks of conversation groups, each held by one transaction until it ends. Whoever would close a cycle gets 1205. */
final class GroupLocks {
    private final Map<Transaction, ConversationGroup> waits = new HashMap<>();

    /**
     * Locks a group for a transaction; waits as long as another one holds it.
     *
     * @return false if the group has vanished
     * @throws SqlError 1205 if the wait would never end
     * @throws java.util.concurrent.CancellationException if the client cancels
     */
    boolean acquire(ConversationGroup group, Transaction transaction, Cancellation cancellation) {
        while (true) {
            QueueContent queue = group.queue;
            queue.lock.lock();
            try {
                if (group.queue == queue) {
                    if (group.removed) {
                        return false;
                    }
                    if (group.owner == null) {
                        queue.own(group, transaction);
                    }
                    if (group.owner == transaction) {
                        return true;
                    }
                    if (await(queue, group, transaction, cancellation)) {
                        if (group.removed) {
                            handOver(queue, group);
                        }
                        return !group.removed;
                    }
                }
            } finally {
                queue.lock.unlock();
            }
        }
    }

    private boolean await(
            QueueContent queue, ConversationGroup group, Transaction transaction, Cancellation cancellation) {
        cancellation.check();
        GroupWaiter waiter = new GroupWaiter(transaction, queue.lock.newCondition());
        group.enqueue(waiter);
        boolean kept = false;
        try {
            enter(transaction, group);
            queue.waiters.awaitGroup(group, waiter, cancellation);
            if (queue.closed() != null) {
                throw queue.closed();
            }
            cancellation.check();
            kept = true;
            return waiter.granted;
        } finally {
            leave(transaction);
            if (waiter.granted) {
                if (!kept) {
                    handOver(queue, group);
                }
            } else {
                group.giveUp(waiter);
            }
        }
    }

    private synchronized void enter(Transaction transaction, ConversationGroup group) {
        Transaction owner = group.owner;
        while (owner != null) {
            if (owner == transaction) {
                throw SqlErrors.deadlockVictim(0);
            }
            owner = awaited(owner);
        }
        waits.put(transaction, group);
    }

    /** Who holds what a transaction waits for; null when it waits for nothing. */
    private Transaction awaited(Transaction transaction) {
        ConversationGroup group = waits.get(transaction);
        Transaction owner = group == null ? null : group.owner;
        // Handed to it, although its thread has not woken up yet.
        return owner == transaction ? null : owner;
    }

    private synchronized void leave(Transaction transaction) {
        waits.remove(transaction);
    }

    /** Releases what a transaction that has ended holds. */
    void release(Collection<ConversationGroup> groups, Transaction transaction) {
        for (ConversationGroup group : groups) {
            boolean done = false;
            while (!done) {
                QueueContent queue = group.queue;
                queue.lock.lock();
                try {
                    done = group.queue == queue;
                    if (done && group.owner == transaction) {
                        handOver(queue, group);
                    }
                } finally {
                    queue.lock.unlock();
                }
            }
        }
    }

    /** Gives the group to the next that waits for it, or frees it. */
    private static void handOver(QueueContent queue, ConversationGroup group) {
        GroupWaiter next = group.nextWaiter();
        if (next == null) {
            group.owner = null;
            if (!group.removed) {
                queue.offer(group);
            }
        } else {
            group.owner = next.transaction;
            next.granted = true;
            next.condition.signal();
        }
    }
}
