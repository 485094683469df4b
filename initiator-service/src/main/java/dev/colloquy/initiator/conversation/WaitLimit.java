package dev.colloquy.initiator.conversation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** Bounds how many wait at once in this process, be it for a conversation or for the feed. Safe for many threads. */
@Singleton
class WaitLimit {
    private final int most;
    private final Semaphore free;

    @Inject
    WaitLimit(WaitingConfig config) {
        this.most = config.maxWaiting();
        this.free = new Semaphore(most);
    }

    /** Takes a place, to be released; false if there is none. Does not block. */
    boolean take() {
        return free.tryAcquire();
    }

    void release() {
        free.release();
    }

    /** How many places are taken. */
    int taken() {
        return most - free.availablePermits();
    }
}
