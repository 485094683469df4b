package dev.colloquy.target.receive;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last requests that this process has answered. Safe for use by many threads. */
@Singleton
public class RecentRequests {
    private static final int CAPACITY = 100;

    private final Deque<AnsweredRequest> newestFirst = new ArrayDeque<>(CAPACITY + 1);

    synchronized void add(AnsweredRequest request) {
        newestFirst.addFirst(request);
        if (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
    }

    /** At most 100, newest first; a copy. */
    public synchronized List<AnsweredRequest> list() {
        return new ArrayList<>(newestFirst);
    }
}
