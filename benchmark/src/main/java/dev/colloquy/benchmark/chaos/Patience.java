package dev.colloquy.benchmark.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Until when the threads of a run go on, and their pauses until then. For any number of threads. */
final class Patience {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long endNanos;

    private Patience(long endNanos) {
        this.endNanos = endNanos;
    }

    static Patience of(Duration time) {
        return new Patience(System.nanoTime() + time.toNanos());
    }

    /** Ends it some time from now. */
    void endIn(Duration time) {
        lock.lock();
        try {
            endNanos = System.nanoTime() + time.toNanos();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a time, or until the end, whichever comes first; whether there is time left. */
    boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long until = System.nanoTime() + time.toNanos();
            long left = Math.min(until, endNanos) - System.nanoTime();
            while (left > 0) {
                changed.await(left, TimeUnit.NANOSECONDS);
                left = Math.min(until, endNanos) - System.nanoTime();
            }
            return !isOver();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return System.nanoTime() - endNanos >= 0;
        } finally {
            lock.unlock();
        }
    }
}
