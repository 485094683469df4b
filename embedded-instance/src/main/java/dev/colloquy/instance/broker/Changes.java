package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What one commit does to conversations: computed under their locks, written as rows, published once committed, handed
 * to the transport once durable. Combines what happens to an endpoint into one row operation.
 */
final class Changes {
    private record Side(UUID conversationId, boolean initiator) {}

    private final DialogTable table;
    private final Map<Dialog, Progress> progress = new LinkedHashMap<>();
    private final Map<Side, Dialog> created = new HashMap<>(4);
    private final Set<Dialog> moved = new LinkedHashSet<>(0);
    private final Set<Dialog> removed = new LinkedHashSet<>(4);
    private final Set<QueueMessage> enqueued = new LinkedHashSet<>();
    private final Set<QueueMessage> retained = new LinkedHashSet<>(0);
    private final Set<QueueMessage> dequeued = new LinkedHashSet<>();
    private final Set<Transmission> transmitted = new LinkedHashSet<>();
    private final Set<Transmission> withdrawn = new LinkedHashSet<>();
    private final Set<Dialog> toTransmit = new LinkedHashSet<>();
    private final List<Runnable> atPublish = new ArrayList<>(2);

    Changes(DialogTable table) {
        this.table = table;
    }

    /** The endpoint as this commit leaves it so far. */
    Progress of(Dialog dialog) {
        Progress pending = progress.get(dialog);
        return pending == null ? dialog.progress : pending;
    }

    void set(Dialog dialog, Progress next) {
        progress.put(dialog, next);
    }

    void create(Dialog dialog) {
        created.put(new Side(dialog.conversationId, dialog.initiator), dialog);
        progress.put(dialog, dialog.progress);
    }

    /** A side of a conversation in this instance, those of this commit included; null if there is none. */
    Dialog side(UUID conversationId, boolean initiator) {
        Dialog fresh = created.isEmpty() ? null : created.get(new Side(conversationId, initiator));
        if (fresh == null) {
            fresh = table.side(conversationId, initiator);
        }
        return fresh == null || fresh.removed || removed.contains(fresh) ? null : fresh;
    }

    /** The endpoint has another conversation group. */
    void move(Dialog dialog) {
        moved.add(dialog);
    }

    void remove(Dialog dialog) {
        removed.add(dialog);
    }

    boolean removes(Dialog dialog) {
        return removed.contains(dialog);
    }

    void enqueue(QueueMessage message) {
        enqueued.add(message);
    }

    /** Deletes a message, queued before or by this commit. */
    void dequeue(QueueMessage message) {
        if (!enqueued.remove(message)) {
            retained.remove(message);
            dequeued.add(message);
        }
    }

    void retain(QueueMessage message) {
        if (!dequeued.contains(message)) {
            retained.add(message);
        }
    }

    /** Deletes every message of an endpoint from its queue. */
    void dequeueAll(Dialog dialog) {
        enqueued.removeIf(message -> message.dialog == dialog);
        if (dialog.published) {
            dialog.group.queue.messagesOf(dialog).forEach(this::dequeue);
        }
    }

    void transmit(Transmission transmission) {
        transmitted.add(transmission);
        toTransmit.add(transmission.dialog);
    }

    /** Deletes a row of the transmission queue. */
    void withdraw(Transmission transmission) {
        if (!transmitted.remove(transmission)) {
            withdrawn.add(transmission);
        }
    }

    /** Deletes everything that an endpoint has not got acknowledged. */
    void withdrawAll(Dialog dialog) {
        transmitted.removeIf(transmission -> transmission.dialog == dialog);
        dialog.pending.all().forEach(this::withdraw);
    }

    /** True if the endpoint has unacknowledged messages, so that later ones must queue up behind them. */
    boolean hasPending(Dialog dialog) {
        if (toTransmit.contains(dialog)) {
            for (Transmission transmission : transmitted) {
                if (transmission.dialog == dialog) {
                    return true;
                }
            }
        }
        return withdrawn.isEmpty()
                ? !dialog.pending.isEmpty()
                : dialog.pending.all().stream().anyMatch(transmission -> !withdrawn.contains(transmission));
    }

    /** Registers what else becomes true with the commit. */
    void onPublish(Runnable action) {
        atPublish.add(action);
    }

    void write(Transaction transaction) {
        for (Map.Entry<Dialog, Progress> entry : progress.entrySet()) {
            writeProgress(transaction, entry.getKey(), entry.getValue());
        }
        for (Dialog dialog : moved) {
            if (dialog.published && !dialog.removed && !removed.contains(dialog)) {
                BrokerStore.move(transaction, dialog);
            }
        }
        for (Dialog dialog : removed) {
            if (dialog.published && !dialog.removed) {
                BrokerStore.delete(transaction, dialog);
            }
        }
        enqueued.forEach(message -> BrokerStore.insert(transaction, message));
        retained.forEach(message -> BrokerStore.retain(transaction, message));
        dequeued.forEach(message -> BrokerStore.delete(transaction, message));
        transmitted.forEach(transmission -> BrokerStore.insert(transaction, transmission));
        withdrawn.forEach(transmission -> BrokerStore.delete(transaction, transmission));
    }

    private void writeProgress(Transaction transaction, Dialog dialog, Progress next) {
        if (removed.contains(dialog) || dialog.removed) {
            return;
        }
        if (!dialog.published) {
            BrokerStore.insert(transaction, dialog, next);
        } else if (!next.equals(dialog.progress)) {
            BrokerStore.update(transaction, dialog, next);
        }
    }

    /** Makes everything visible. The conversations are still locked. */
    void publish(Housekeeping housekeeping) {
        for (Map.Entry<Dialog, Progress> entry : progress.entrySet()) {
            Dialog dialog = entry.getKey();
            boolean wasOpen = dialog.progress.purgeAt() == 0;
            long formerTimer = dialog.progress.timerAt();
            dialog.progress = entry.getValue();
            housekeeping.timers().changed(dialog, formerTimer);
            if (!dialog.published && !removed.contains(dialog)) {
                if (created.containsKey(new Side(dialog.conversationId, dialog.initiator)) && !dialog.initiator) {
                    table.add(dialog);
                }
                dialog.published = true;
                housekeeping.born(dialog);
            }
            if (wasOpen && dialog.progress.purgeAt() != 0 && !removed.contains(dialog)) {
                housekeeping.closed(dialog);
            }
        }
        for (Dialog dialog : moved) {
            ConversationGroup former = dialog.committedGroup;
            dialog.committedGroup = dialog.group;
            table.removeIfEmpty(former);
        }
        byQueue(dequeued).forEach(QueueContent::delete);
        byQueue(retained).forEach(QueueContent::retain);
        removed.forEach(dialog -> {
            table.remove(dialog);
            housekeeping.gone(dialog);
        });
        byQueue(enqueued).forEach(QueueContent::publish);
        withdrawn.forEach(transmission -> {
            transmission.dialog.pending.remove(transmission);
            table.pendingChanged(transmission.dialog);
            table.budget().release(transmission.body);
        });
        transmitted.forEach(transmission -> {
            table.budget().keep(transmission.body);
            transmission.dialog.pending.add(transmission);
            table.pendingChanged(transmission.dialog);
        });
        atPublish.forEach(Runnable::run);
    }

    private static Map<QueueContent, Set<QueueMessage>> byQueue(Set<QueueMessage> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        Map<QueueContent, Set<QueueMessage>> grouped = new HashMap<>(4);
        for (QueueMessage message : messages) {
            grouped.computeIfAbsent(message.dialog.group.queue, k -> new LinkedHashSet<>())
                    .add(message);
        }
        return grouped;
    }

    /** Forgets what this commit has prepared in memory: it failed. */
    void discard() {
        for (Dialog dialog : created.values()) {
            if (!dialog.initiator) {
                table.removeIfEmpty(dialog.group);
            }
        }
    }

    /** Lets the new messages for other places go: the commit is on disk. */
    void handOver(Router router) {
        if (toTransmit.isEmpty()) {
            return;
        }
        Set<String> addresses = new HashSet<>(2);
        transmitted.forEach(transmission -> transmission.durable = true);
        for (Dialog dialog : toTransmit) {
            router.due(dialog, addresses);
        }
        router.wake(addresses);
    }
}
