package dev.colloquy.initiator.conversation;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Up to which position of the feed everything is known here, though the collectors of this process tell of their parts
 * out of order and those of other processes not at all. Safe for use by many threads.
 */
final class SeenPositions {
    /** More gaps than collectors of one process can leave; beyond it the poll tells again what was forgotten. */
    private static final int MOST_PARTS = 64;

    private final NavigableMap<Long, Long> ahead = new TreeMap<>();
    private long upTo;

    /** The positions from first to last are known. */
    synchronized void add(long first, long last) {
        if (last <= upTo) {
            return;
        }
        ahead.put(first, last);
        join();
        if (ahead.size() > MOST_PARTS) {
            ahead.pollLastEntry();
        }
    }

    private void join() {
        for (Map.Entry<Long, Long> part = ahead.firstEntry();
                part != null && part.getKey() <= upTo + 1;
                part = ahead.firstEntry()) {
            upTo = Math.max(upTo, part.getValue());
            ahead.pollFirstEntry();
        }
    }

    /** Every position to this one is known. */
    synchronized void addAll(long position) {
        upTo = Math.max(upTo, position);
        join();
    }

    /** The largest position to which every one is known. */
    synchronized long upTo() {
        return upTo;
    }
}
