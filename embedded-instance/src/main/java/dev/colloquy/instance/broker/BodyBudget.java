package dev.colloquy.instance.broker;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of message bodies stay in memory; a fraction of the heap. */
final class BodyBudget {
    private static final int FRACTION_OF_HEAP = 5;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    BodyBudget() {
        this(Runtime.getRuntime().maxMemory() / FRACTION_OF_HEAP);
    }

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** Counts a body, or drops its bytes if there is no room; its row must be committed. */
    void keep(StoredBody body) {
        if (body.bytes() == null) {
            return;
        }
        if (used.addAndGet(body.length()) > limit) {
            used.addAndGet(-body.length());
            body.dropBytes();
        }
    }

    void release(StoredBody body) {
        if (body.bytes() != null) {
            used.addAndGet(-body.length());
        }
    }
}
