package dev.colloquy.instance.transport;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the one thread that waits for it; a signal that nobody waits for is kept until somebody does. */
final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raisedNow = lock.newCondition();
    private boolean raised;

    void raise() {
        lock.lock();
        try {
            raised = true;
            raisedNow.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal, takes it back, and tells whether there was one; an interrupt counts as one. */
    boolean await(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!raised && left > 0) {
                left = raisedNow.awaitNanos(left);
            }
            boolean was = raised;
            raised = false;
            return was;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
