package dev.colloquy.instance.broker;

import java.util.Comparator;
import java.util.TreeSet;

/**
 * The conversation groups of a queue that are unlocked and have ready messages, best first, so that taking the next one
 * costs the same however long the queue is. Guarded by the queue's lock.
 */
final class ReceivableGroups {
    private static final Comparator<ConversationGroup> BEST_FIRST = Comparator.<ConversationGroup>comparingInt(
                    group -> -group.indexedPriority)
            .thenComparingLong(group -> group.indexedOrder)
            .thenComparing(group -> group.id);

    private final TreeSet<ConversationGroup> groups = new TreeSet<>(BEST_FIRST);

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Takes a group in if it is unlocked and has ready messages; false if it is not, or was there. */
    boolean enter(ConversationGroup group) {
        if (group.owner != null || group.indexed || !group.hasReady()) {
            return false;
        }
        Dialog best = group.firstReady();
        group.indexedPriority = best.priority;
        group.indexedOrder = best.readyOrder;
        group.indexed = true;
        return groups.add(group);
    }

    void leave(ConversationGroup group) {
        if (group.indexed) {
            groups.remove(group);
            group.indexed = false;
        }
    }

    /** The best of them; null if there is none. */
    ConversationGroup first() {
        return groups.isEmpty() ? null : groups.first();
    }

    /** Whether a group with ready messages comes before another, or before none. */
    static boolean precedes(ConversationGroup group, ConversationGroup other) {
        if (other == null) {
            return true;
        }
        Dialog mine = group.firstReady();
        Dialog theirs = other.firstReady();
        return mine.priority != theirs.priority ? mine.priority > theirs.priority : mine.readyOrder < theirs.readyOrder;
    }
}
