package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits on a queue: readers (WAITFOR) and transactions that want the lock of a group. Each has a condition of its
 * own, so that one message wakes one reader. Guarded by the queue's lock.
 */
final class QueueWaiters {
    private final ReentrantLock lock;
    /** Readers of any group that nobody has called yet, first come first served. */
    private final Deque<Reader> idle = new ArrayDeque<>();

    private final Map<Transaction, Reader> byTransaction = new HashMap<>();
    private final Map<ConversationGroup, List<Reader>> byGroup = new HashMap<>();
    private final Set<GroupWaiter> lockers = new HashSet<>();

    QueueWaiters(ReentrantLock lock) {
        this.lock = lock;
    }

    /** A reader that waits. */
    static final class Reader {
        private final Transaction transaction;
        private final Condition condition;
        /** The only group it wants, or null. */
        private ConversationGroup group;

        private boolean called;

        private Reader(Transaction transaction, Condition condition, ConversationGroup group) {
            this.transaction = transaction;
            this.condition = condition;
            this.group = group;
        }
    }

    /** Registers a reader; the caller removes it in the end. */
    Reader add(Transaction transaction, ConversationGroup group) {
        Reader reader = new Reader(transaction, lock.newCondition(), group);
        byTransaction.put(transaction, reader);
        if (group == null) {
            idle.addLast(reader);
        } else {
            byGroup.computeIfAbsent(group, k -> new ArrayList<>(1)).add(reader);
        }
        return reader;
    }

    /** The conversation for which a reader waits has moved to another group. */
    void regroup(Reader reader, ConversationGroup group) {
        if (reader.group != group) {
            leaveGroup(reader);
            reader.group = group;
            byGroup.computeIfAbsent(group, k -> new ArrayList<>(1)).add(reader);
        }
    }

    private void leaveGroup(Reader reader) {
        List<Reader> readers = byGroup.get(reader.group);
        readers.remove(reader);
        if (readers.isEmpty()) {
            byGroup.remove(reader.group);
        }
    }

    /**
     * Waits to be called, cancelled or for the time to pass.
     *
     * @param nanos left to wait; negative: for ever
     */
    @SuppressWarnings("WaitNotInLoop") // the reader looks at the queue again and comes back
    void await(Reader reader, long nanos, Cancellation cancellation) {
        if (reader.called && reader.group == null) {
            idle.addFirst(reader);
        }
        reader.called = false;
        Cancellation.Wait wait = cancellation.onCancel(() -> wake(reader.condition));
        try {
            if (cancellation.isCancelled()) {
                return;
            }
            if (nanos < 0) {
                reader.condition.await();
            } else if (!reader.condition.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerErrors.shuttingDown().causedBy(e);
        } finally {
            wait.close();
        }
    }

    /** Ends a reader's wait; a call that it did not use goes to the next one. */
    void remove(Reader reader, boolean more) {
        byTransaction.remove(reader.transaction, reader);
        if (reader.group != null) {
            leaveGroup(reader);
        } else if (reader.called) {
            if (more) {
                callNext();
            }
        } else {
            idle.remove(reader);
        }
    }

    /** A group can be received: calls one reader of any group and those that want this one. */
    void wakeFor(ConversationGroup group) {
        callNext();
        wakeReadersOf(group);
    }

    private void callNext() {
        Reader next = idle.pollFirst();
        if (next != null) {
            next.called = true;
            next.condition.signal();
        }
    }

    void wakeReadersOf(ConversationGroup group) {
        if (byGroup.isEmpty()) {
            return;
        }
        for (Reader reader : byGroup.getOrDefault(group, List.of())) {
            reader.condition.signal();
        }
    }

    /** A message came for a locked group: its owner may be waiting for just that. */
    void wakeOwnerOf(ConversationGroup group) {
        if (group.owner == null || byTransaction.isEmpty()) {
            return;
        }
        Reader reader = byTransaction.get(group.owner);
        if (reader != null) {
            reader.condition.signal();
        }
    }

    void wakeAllReaders() {
        byTransaction.values().forEach(reader -> reader.condition.signal());
    }

    int readers() {
        return byTransaction.size();
    }

    /**
     * Waits for a group that another transaction holds, once: until it is granted or something changes.
     *
     * @throws java.util.concurrent.CancellationException if the client cancels
     */
    @SuppressWarnings("WaitNotInLoop") // the caller looks at the group again and comes back
    void awaitGroup(ConversationGroup group, GroupWaiter waiter, Cancellation cancellation) {
        lockers.add(waiter);
        Cancellation.Wait wait = cancellation.onCancel(() -> wake(waiter.condition));
        try {
            if (!cancellation.isCancelled()) {
                waiter.condition.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerErrors.shuttingDown().causedBy(e);
        } finally {
            wait.close();
            lockers.remove(waiter);
        }
    }

    void wakeAllLockers() {
        lockers.forEach(waiter -> waiter.condition.signal());
    }

    void wakeLockersOf(ConversationGroup group) {
        group.lockWaiters().forEach(waiter -> waiter.condition.signal());
    }

    private void wake(Condition condition) {
        lock.lock();
        try {
            condition.signal();
        } finally {
            lock.unlock();
        }
    }
}
