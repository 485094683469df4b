package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The committed messages of one queue, and the conversation groups that can be received from it.
 *
 * <p>Everything is guarded by {@link #lock}, which is held for moments only: never while the store is used, never while
 * waiting.
 */
final class QueueContent {
    final int databaseId;
    final int queueId;
    final ReentrantLock lock = new ReentrantLock();
    final QueueWaiters waiters = new QueueWaiters(lock);

    private final BodyBudget budget;
    private final ReceivableGroups receivable = new ReceivableGroups();
    /** In the order of arrival. */
    private final Map<Long, QueueMessage> messages = new LinkedHashMap<>();

    /** Ready messages that arrived while the queue was off; in the transmission queue until it is on again. */
    private final Set<QueueMessage> held = new LinkedHashSet<>();

    private long lastOrder = -1;
    private boolean enabled = true;
    private SqlError closed;

    QueueContent(int databaseId, int queueId, BodyBudget budget) {
        this.databaseId = databaseId;
        this.queueId = queueId;
        this.budget = budget;
    }

    /** The number of the next message to be put on the queue. */
    long nextOrder() {
        lock.lock();
        try {
            return ++lastOrder;
        } finally {
            lock.unlock();
        }
    }

    /** Makes committed messages visible and wakes who waits for them. */
    void publish(Collection<QueueMessage> arrived) {
        lock.lock();
        try {
            for (QueueMessage message : arrived) {
                if (!message.dialog.removed) {
                    budget.keep(message.body);
                    add(message, enabled);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds the messages found in the store at start. */
    void load(Collection<QueueMessage> stored) {
        lock.lock();
        try {
            stored.forEach(message -> add(message, true));
        } finally {
            lock.unlock();
        }
    }

    private void add(QueueMessage message, boolean visible) {
        lastOrder = Math.max(lastOrder, message.queuingOrder);
        messages.put(message.id, message);
        if (message.status != QueueMessage.READY) {
            others(message.dialog).add(message);
        } else if (visible) {
            addReady(message);
        } else {
            held.add(message);
            others(message.dialog).add(message);
        }
    }

    private static ArrayDeque<QueueMessage> others(Dialog dialog) {
        if (dialog.others == null) {
            dialog.others = new ArrayDeque<>(2);
        }
        return dialog.others;
    }

    private static boolean leaveOthers(QueueMessage message) {
        ArrayDeque<QueueMessage> others = message.dialog.others;
        boolean left = others != null && others.remove(message);
        if (left && others.isEmpty()) {
            message.dialog.others = null;
        }
        return left;
    }

    private void addReady(QueueMessage message) {
        Dialog dialog = message.dialog;
        if (dialog.ready == null) {
            dialog.ready = new TreeMap<>();
        }
        boolean newHead = dialog.ready.isEmpty() || message.order() < dialog.ready.firstKey();
        if (newHead) {
            receivable.leave(dialog.group);
            dialog.group.leaveReady(dialog);
        }
        dialog.ready.put(message.order(), message);
        if (newHead) {
            dialog.readyOrder = message.queuingOrder;
            dialog.group.enterReady(dialog);
            offer(dialog.group);
        }
        waiters.wakeOwnerOf(dialog.group);
    }

    /** The group may be unlocked and have ready messages now: then a reader is woken for it. */
    void offer(ConversationGroup group) {
        if (receivable.enter(group)) {
            waiters.wakeFor(group);
        }
    }

    /** The best group for a transaction: unlocked, or one that it holds already; null if there is none. */
    ConversationGroup best(Transaction transaction, Collection<ConversationGroup> ownGroups) {
        ConversationGroup best = receivable.first();
        for (ConversationGroup own : ownGroups) {
            boolean isCandidate = own.queue == this && own.owner == transaction && own.hasReady();
            if (isCandidate && ReceivableGroups.precedes(own, best)) {
                best = own;
            }
        }
        return best;
    }

    /** True if some unlocked group has ready messages. */
    boolean hasNext() {
        return !receivable.isEmpty();
    }

    /** Gives an unlocked group to a transaction. */
    void own(ConversationGroup group, Transaction transaction) {
        receivable.leave(group);
        group.owner = transaction;
    }

    /** Takes ready messages of a group, or of one of its conversations, that the transaction owns. */
    List<QueueMessage> take(ConversationGroup group, Dialog only, long top, Transaction transaction) {
        List<QueueMessage> taken = new ArrayList<>();
        List<Dialog> dialogs = only == null ? group.readyDialogs() : List.of(only);
        for (Dialog dialog : dialogs) {
            if (taken.size() >= top || dialog.ready == null) {
                continue;
            }
            group.leaveReady(dialog);
            while (taken.size() < top && !dialog.ready.isEmpty()) {
                QueueMessage message = dialog.ready.pollFirstEntry().getValue();
                message.receiver = transaction;
                others(dialog).add(message);
                taken.add(message);
            }
            rejoin(dialog);
        }
        return taken;
    }

    private static void rejoin(Dialog dialog) {
        if (dialog.ready.isEmpty()) {
            dialog.ready = null;
        } else {
            dialog.readyOrder = dialog.ready.firstEntry().getValue().queuingOrder;
            dialog.group.enterReady(dialog);
        }
    }

    /** Puts messages back at their former place: the transaction that received them is undone. */
    void giveBack(Collection<QueueMessage> received) {
        lock.lock();
        try {
            for (QueueMessage message : received) {
                message.receiver = null;
                if (!message.deleted) {
                    leaveOthers(message);
                    addReady(message);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps received messages as status 0. */
    void retain(Collection<QueueMessage> received) {
        lock.lock();
        try {
            for (QueueMessage message : received) {
                message.receiver = null;
                message.status = QueueMessage.RETAINED_RECEIVED;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes messages whose rows are deleted. */
    void delete(Collection<QueueMessage> gone) {
        lock.lock();
        try {
            for (QueueMessage message : gone) {
                if (!message.deleted) {
                    delete(message);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void delete(QueueMessage message) {
        Dialog dialog = message.dialog;
        message.deleted = true;
        messages.remove(message.id);
        held.remove(message);
        budget.release(message.body);
        if (leaveOthers(message)) {
            return;
        }
        if (dialog.ready != null && dialog.ready.containsKey(message.order())) {
            receivable.leave(dialog.group);
            dialog.group.leaveReady(dialog);
            dialog.ready.remove(message.order());
            rejoin(dialog);
            offer(dialog.group);
        }
    }

    /** Every message of a conversation in whatever status, received ones of open transactions included. */
    List<QueueMessage> messagesOf(Dialog dialog) {
        lock.lock();
        try {
            List<QueueMessage> all = new ArrayList<>();
            if (dialog.ready != null) {
                all.addAll(dialog.ready.values());
            }
            if (dialog.others != null) {
                all.addAll(dialog.others);
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** At most so many messages of the queue for a reader; what its own transaction has received is gone for it. */
    List<QueueMessage> visible(Transaction reader, long limit) {
        lock.lock();
        try {
            return messages.values().stream()
                    .filter(message -> !held.contains(message))
                    .filter(message -> message.receiver == null || message.receiver != reader)
                    .limit(limit)
                    .sorted(Comparator.comparingLong(message -> message.queuingOrder))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    List<QueueMessage> held(long limit) {
        lock.lock();
        try {
            return held.stream().limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    long size() {
        lock.lock();
        try {
            return (long) messages.size() - held.size();
        } finally {
            lock.unlock();
        }
    }

    int waitingReaders() {
        lock.lock();
        try {
            return waiters.readers();
        } finally {
            lock.unlock();
        }
    }

    /** Switches the queue on or off: off ends the waits on it, on makes visible what arrived meanwhile. */
    void enable(boolean on) {
        lock.lock();
        try {
            enabled = on;
            if (on) {
                List<QueueMessage> arrived = List.copyOf(held);
                held.clear();
                for (QueueMessage message : arrived) {
                    leaveOthers(message);
                    addReady(message);
                }
            } else {
                waiters.wakeAllReaders();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait with an error and refuses new ones; null opens it again. */
    void close(SqlError reason) {
        lock.lock();
        try {
            closed = reason;
            if (reason != null) {
                waiters.wakeAllReaders();
                waiters.wakeAllLockers();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The error that ends waits, or null. */
    SqlError closed() {
        return closed;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Moves a group with its messages to the queue to which its service has moved; both queues are locked. */
    void moveTo(QueueContent target, ConversationGroup group) {
        receivable.leave(group);
        group.queue = target;
        for (Dialog dialog : group.dialogs()) {
            moveMessages(target, dialog);
        }
        target.offer(group);
        waiters.wakeLockersOf(group);
        waiters.wakeReadersOf(group);
    }

    private void moveMessages(QueueContent target, Dialog dialog) {
        if (dialog.ready != null) {
            dialog.ready.values().forEach(message -> moveMessage(target, message));
        }
        if (dialog.others != null) {
            dialog.others.forEach(message -> moveMessage(target, message));
        }
    }

    private void moveMessage(QueueContent target, QueueMessage message) {
        messages.remove(message.id);
        target.messages.put(message.id, message);
        if (held.remove(message)) {
            target.held.add(message);
        }
    }
}
