package dev.colloquy.instance.storage;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps changes of rows and snapshots of the store apart.
 *
 * <p>What H2 writes to disk is a snapshot of all its maps, which it takes one map after the other. A transaction that
 * commits meanwhile is in the snapshot by halves, and after a kill, if that snapshot is the last one on disk, it would
 * be half there. So a snapshot waits until no change is under way, and changes wait until it has been taken. Both are
 * short; waits for other transactions' locks happen outside ({@code LockWait}).
 */
final class SnapshotGate {
    /**
     * How long a snapshot waits for changes that are under way. A statement that changes very many rows must not keep
     * everybody else from committing; then a snapshot is taken as it is.
     */
    private static final long PATIENCE_MILLIS = 200;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Runs a change; may be called inside another. */
    <R> R change(Change<R> change) throws SQLException {
        lock.readLock().lock();
        try {
            return change.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Takes a snapshot while nothing changes. */
    void snapshot(Runnable snapshot) {
        boolean alone = false;
        try {
            alone = lock.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            snapshot.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            snapshot.run();
        } finally {
            if (alone) {
                lock.writeLock().unlock();
            }
        }
    }
}
