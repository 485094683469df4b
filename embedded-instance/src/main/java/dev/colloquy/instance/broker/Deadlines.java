package dev.colloquy.instance.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Conversation endpoints in the order in which something is due for them; finding the next costs the same for any number. */
final class Deadlines {
    private record Key(long at, long dialogId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(dialogId, other.dialogId);
        }
    }

    private final ConcurrentSkipListMap<Key, Dialog> byTime = new ConcurrentSkipListMap<>();

    /**
     * Adds an endpoint.
     *
     * @param at epoch milliseconds
     */
    void add(long at, Dialog dialog) {
        byTime.put(new Key(at, dialog.id), dialog);
    }

    void remove(long at, Dialog dialog) {
        byTime.remove(new Key(at, dialog.id));
    }

    /** The endpoints whose time has come, earliest first; they stay. */
    List<Dialog> due(long now, int limit) {
        List<Dialog> due = new ArrayList<>(0);
        for (Map.Entry<Key, Dialog> entry : byTime.entrySet()) {
            if (entry.getKey().at() > now || due.size() == limit) {
                break;
            }
            due.add(entry.getValue());
        }
        return due;
    }
}
