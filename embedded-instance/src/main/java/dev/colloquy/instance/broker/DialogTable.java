package dev.colloquy.instance.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Every conversation endpoint, conversation group and queue content of the instance. */
final class DialogTable {
    private record ConversationKey(UUID conversationId, boolean initiator) {}

    private record GroupKey(int databaseId, UUID id) {}

    private record QueueKey(int databaseId, int queueId) {}

    /** As the store sorts uniqueidentifier: without sign. */
    private static final Comparator<UUID> STORE_ORDER = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private final NavigableMap<UUID, Dialog> byHandle = new ConcurrentSkipListMap<>(STORE_ORDER);
    private final Map<ConversationKey, Dialog> byConversation = new ConcurrentHashMap<>();
    private final Map<GroupKey, ConversationGroup> groups = new ConcurrentHashMap<>();
    private final Map<QueueKey, QueueContent> contents = new ConcurrentHashMap<>();
    /** Endpoints with rows in the transmission queue. */
    private final Set<Dialog> transmitting = ConcurrentHashMap.newKeySet();

    private final AtomicLong lastId = new AtomicLong();
    private final ConversationHandles handles = new ConversationHandles();
    private final BodyBudget budget;

    DialogTable(BodyBudget budget) {
        this.budget = budget;
    }

    /** A number for a row of any broker table. */
    long nextId() {
        return lastId.incrementAndGet();
    }

    void reserveId(long id) {
        lastId.accumulateAndGet(id, Math::max);
    }

    /** A new conversation handle. */
    UUID nextHandle() {
        return handles.next();
    }

    BodyBudget budget() {
        return budget;
    }

    /** The endpoint with a handle, uncommitted ones included. */
    Optional<Dialog> withHandle(int databaseId, UUID handle) {
        Dialog dialog = byHandle.get(handle);
        return dialog == null || dialog.databaseId != databaseId ? Optional.empty() : Optional.of(dialog);
    }

    /** A side of a conversation, null if it is not in this instance. */
    Dialog side(UUID conversationId, boolean initiator) {
        return byConversation.get(new ConversationKey(conversationId, initiator));
    }

    /** The endpoints with rows in the transmission queue. */
    Collection<Dialog> transmitting() {
        return transmitting;
    }

    /** What an endpoint has not got acknowledged has changed; the conversation is locked. */
    void pendingChanged(Dialog dialog) {
        if (dialog.pending.isEmpty()) {
            transmitting.remove(dialog);
        } else {
            transmitting.add(dialog);
        }
    }

    Collection<Dialog> all() {
        return byHandle.values();
    }

    /** The endpoints with greater handles, ascending as the store sorts them. */
    Collection<Dialog> after(UUID handle) {
        return byHandle.tailMap(handle, false).values();
    }

    List<ConversationGroup> groups(int databaseId) {
        List<ConversationGroup> found = new ArrayList<>();
        for (ConversationGroup group : groups.values()) {
            if (group.databaseId == databaseId) {
                found.add(group);
            }
        }
        return found;
    }

    Optional<ConversationGroup> group(int databaseId, UUID id) {
        return Optional.ofNullable(groups.get(new GroupKey(databaseId, id)));
    }

    /** The group with an id, created if there is none. */
    ConversationGroup groupOrNew(int databaseId, UUID id, Service service) {
        return groups.computeIfAbsent(
                new GroupKey(databaseId, id),
                key -> new ConversationGroup(databaseId, id, service.id(), content(databaseId, service.queueId())));
    }

    QueueContent content(int databaseId, int queueId) {
        return contents.computeIfAbsent(
                new QueueKey(databaseId, queueId), key -> new QueueContent(databaseId, queueId, budget));
    }

    Collection<QueueContent> contents() {
        return contents.values();
    }

    void forgetContent(QueueContent content) {
        contents.remove(new QueueKey(content.databaseId, content.queueId));
    }

    /**
     * Adds an endpoint.
     *
     * @return false if its group vanished meanwhile
     */
    boolean add(Dialog dialog) {
        ConversationGroup group = dialog.group;
        boolean joined = locked(group, queue -> !group.removed && group.join(dialog));
        if (!joined) {
            return false;
        }
        byHandle.put(dialog.handle, dialog);
        byConversation.put(new ConversationKey(dialog.conversationId, dialog.initiator), dialog);
        return true;
    }

    /** Removes an endpoint, and its group if it was the last one there. */
    void remove(Dialog dialog) {
        dialog.removed = true;
        byHandle.remove(dialog.handle);
        byConversation.remove(new ConversationKey(dialog.conversationId, dialog.initiator), dialog);
        ConversationGroup group = dialog.group;
        locked(group, queue -> {
            group.leave(dialog);
            removeIfUnused(group);
            queue.waiters.wakeReadersOf(group);
            return null;
        });
    }

    /** Moves an endpoint with its messages between groups of one queue, both of which a transaction holds. */
    void regroup(Dialog dialog, ConversationGroup to) {
        ConversationGroup from = dialog.group;
        locked(from, queue -> {
            from.leaveReady(dialog);
            from.leave(dialog);
            dialog.group = to;
            to.join(dialog);
            if (dialog.ready != null) {
                to.enterReady(dialog);
            }
            queue.waiters.wakeReadersOf(from);
            return null;
        });
    }

    /** Removes a group whose conversation did not come to be or has moved away. */
    void removeIfEmpty(ConversationGroup group) {
        locked(group, queue -> {
            removeIfUnused(group);
            return null;
        });
    }

    private void removeIfUnused(ConversationGroup group) {
        if (group.isEmpty()) {
            group.removed = true;
            groups.remove(new GroupKey(group.databaseId, group.id), group);
        }
    }

    /** Moves a service's groups with their messages to another queue. */
    void move(Service service, int toQueueId) {
        QueueContent target = content(service.databaseId(), toQueueId);
        for (ConversationGroup group : groups(service.databaseId())) {
            QueueContent source = group.queue;
            if (group.serviceId == service.id() && source != target) {
                move(group, source, target);
            }
        }
    }

    private static void move(ConversationGroup group, QueueContent source, QueueContent target) {
        QueueContent first = source.queueId < target.queueId ? source : target;
        QueueContent second = first == source ? target : source;
        first.lock.lock();
        try {
            second.lock.lock();
            try {
                source.moveTo(target, group);
            } finally {
                second.lock.unlock();
            }
        } finally {
            first.lock.unlock();
        }
    }

    /** Runs something under the lock of the queue to which the group belongs. */
    private static <T> T locked(ConversationGroup group, Function<QueueContent, T> action) {
        while (true) {
            QueueContent queue = group.queue;
            queue.lock.lock();
            try {
                if (group.queue == queue) {
                    return action.apply(queue);
                }
            } finally {
                queue.lock.unlock();
            }
        }
    }
}
