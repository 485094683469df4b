package dev.colloquy.target.receive;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The first requests after the start of the process, or as many as there are at first: they are handled one at a time by
 * one worker at a time, so that there is no doubt which one has ended the process. Shared by the workers, safe for use
 * by many threads.
 */
final class CarefulStart {
    private static final Logger LOG = Logger.getLogger(CarefulStart.class);

    private final UUID process = UUID.randomUUID();
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final ReentrantLock turns = new ReentrantLock();
    private final Condition changed = turns.newCondition();
    private final boolean notes;
    private int left;
    private Thread turn;

    /** With how many requests it lasts for at most; 0 for a process that notes nothing at all. */
    CarefulStart(int requests) {
        this.left = requests;
        this.notes = requests > 0;
    }

    /** Whether requests are noted. */
    boolean notes() {
        return notes;
    }

    /** Made up at the start. */
    UUID process() {
        return process;
    }

    /** True once. */
    boolean isFirst() {
        return first.compareAndSet(true, false);
    }

    boolean isOn() {
        turns.lock();
        try {
            return left > 0;
        } finally {
            turns.unlock();
        }
    }

    /**
     * Waits until no other worker has its turn, or the start is over.
     *
     * @return false if the time was over before, or the wait was ended
     * @throws InterruptedException if the thread is interrupted
     */
    boolean takeTurn(Duration atMost, AtomicBoolean ended) throws InterruptedException {
        long wait = atMost.toNanos();
        turns.lockInterruptibly();
        try {
            while (left > 0 && turn != null && !ended.get() && wait > 0) {
                wait = changed.awaitNanos(wait);
            }
            if (left > 0 && (turn != null || ended.get())) {
                return false;
            }
            turn = left > 0 ? Thread.currentThread() : turn;
            return true;
        } finally {
            turns.unlock();
        }
    }

    /** The turn of this thread, if it has one, is over. */
    void giveTurn() {
        turns.lock();
        try {
            if (turn == Thread.currentThread()) {
                turn = null;
                changed.signalAll();
            }
        } finally {
            turns.unlock();
        }
    }

    /** Lets those who wait see that their wait has ended. */
    void wake() {
        turns.lock();
        try {
            changed.signalAll();
        } finally {
            turns.unlock();
        }
    }

    /** A transaction of so many conversations is committed; of none: there are no more for the time being. */
    void committed(int conversations) {
        turns.lock();
        try {
            if (left > 0) {
                left = conversations == 0 ? 0 : Math.max(0, left - conversations);
                if (left == 0) {
                    LOG.debug("The careful start is over");
                    changed.signalAll();
                }
            }
        } finally {
            turns.unlock();
        }
    }
}
