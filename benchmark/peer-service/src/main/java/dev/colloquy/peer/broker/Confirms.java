package dev.colloquy.peer.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Messages on their way to the broker: which of them, by their numbers, belong together. Safe for many threads. */
final class Confirms {
    private final NavigableMap<Long, Together> open = new TreeMap<>();

    private static final class Together {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int missing;

        private Together(int missing) {
            this.missing = missing;
        }
    }

    /**
     * Expects confirmations. To be called before the messages are sent.
     *
     * @param first number of the first message; the others follow
     * @return completes when all of them are confirmed
     */
    synchronized CompletionStage<Void> expect(long first, int count) {
        Together together = new Together(count);
        for (long number = first; number < first + count; number++) {
            open.put(number, together);
        }
        return together.done;
    }

    /** The broker has a message or, if {@code multiple}, all up to it. */
    void confirmed(long number, boolean multiple) {
        List<Together> complete = new ArrayList<>();
        synchronized (this) {
            for (Together together : remove(number, multiple)) {
                together.missing--;
                if (together.missing == 0) {
                    complete.add(together);
                }
            }
        }
        complete.forEach(together -> together.done.complete(null));
    }

    /** The broker does not have a message or, if {@code multiple}, all up to it. */
    void refused(long number, boolean multiple) {
        List<Together> refused;
        synchronized (this) {
            refused = remove(number, multiple);
        }
        fail(refused, new IllegalStateException("the broker refuses a message"));
    }

    /** Nothing more will be heard of what is on its way. */
    void lost(Throwable cause) {
        List<Together> lost;
        synchronized (this) {
            lost = List.copyOf(open.values());
            open.clear();
        }
        fail(lost, cause);
    }

    private static void fail(Collection<Together> failed, Throwable cause) {
        failed.forEach(together -> together.done.completeExceptionally(cause));
    }

    private List<Together> remove(long number, boolean multiple) {
        if (!multiple) {
            Together one = open.remove(number);
            return one == null ? List.of() : List.of(one);
        }
        NavigableMap<Long, Together> upTo = open.headMap(number, true);
        List<Together> removed = List.copyOf(upTo.values());
        upTo.clear();
        return removed;
    }
}
