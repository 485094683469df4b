package dev.colloquy.instance.storage;

import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlErrors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one transaction at a time change definitions, until it ends; the coarse form of SQL Server's schema
 * modification locks. It keeps undo simple: no two open transactions have changed the same definitions.
 */
public final class DefinitionLock {
    private static final long WAIT_SECONDS = 30;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private Transaction owner;

    /**
     * Takes the lock for the transaction, which releases it when it ends. Taking it again does nothing.
     *
     * @throws dev.colloquy.instance.types.SqlError 1222 if another transaction keeps it too long
     * @throws java.util.concurrent.CancellationException if the client cancels while waiting
     */
    public void acquire(Transaction transaction, Cancellation cancellation) {
        lock.lock();
        try {
            if (owner == transaction) {
                return;
            }
            Cancellation.Wait wait = cancellation.onCancel(this::wakeAll);
            try {
                awaitFree(cancellation);
            } finally {
                wait.close();
            }
            owner = transaction;
            transaction.onEnd(() -> release(transaction));
        } finally {
            lock.unlock();
        }
    }

    private void awaitFree(Cancellation cancellation) {
        long nanos = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (owner != null) {
            cancellation.check();
            if (nanos <= 0) {
                throw SqlErrors.lockTimeout();
            }
            try {
                nanos = freed.awaitNanos(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SqlErrors.lockTimeout();
            }
        }
    }

    private void wakeAll() {
        lock.lock();
        try {
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void release(Transaction transaction) {
        lock.lock();
        try {
            if (owner == transaction) {
                owner = null;
                freed.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
