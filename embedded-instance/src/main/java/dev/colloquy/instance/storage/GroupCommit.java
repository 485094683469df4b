package dev.colloquy.instance.storage;

import dev.colloquy.instance.types.SqlError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;

/**
 * Forces committed transactions to disk, many with one snapshot of the store that is written and forced.
 *
 * <p>A committer that finds no flush under way flushes itself, which saves a hand-over when there is one client; the
 * others wait and are covered by the next flush. A thread of its own serves those that do not wait
 * ({@link #whenDurable}). After a failed flush nothing can be promised any more: every later commit fails with 9001.
 */
public final class GroupCommit implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

    /** How long a flush waits for more commits to come along while many do; a fraction of what forcing costs. */
    private static final long GATHER_NANOS = 600_000;

    /** From so many commits a flush on, the next flush waits for more: then the disk, not one client, is the limit. */
    private static final long MANY_COMMITS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private final Condition requested = lock.newCondition();
    private final Condition gathered = lock.newCondition();
    private final MVStore store;
    private final SnapshotGate gate;
    private final Deque<Callback> callbacks = new ArrayDeque<>();
    private final Thread notifier;
    private long lastTicket;
    private long durableTicket;
    private long lastFlushed;
    private boolean flushing;
    private boolean closing;
    private SqlError failure;

    GroupCommit(MVStore store, SnapshotGate gate, String threadName) {
        this.store = store;
        this.gate = gate;
        this.notifier = new Thread(this::serveCallbacks, threadName);
        notifier.setDaemon(true);
        notifier.start();
    }

    /** What has been committed in memory so far; taken right after the commit. */
    Ticket ticket() {
        lock.lock();
        try {
            return new Ticket(++lastTicket);
        } finally {
            lock.unlock();
        }
    }

    /** Returns once the ticket's commit is on disk. */
    void await(Ticket ticket) {
        lock.lock();
        try {
            while (durableTicket < ticket.number) {
                failIfBroken();
                if (flushing) {
                    flushed.awaitUninterruptibly();
                } else {
                    flush();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Calls back, on a thread of this class, with null once the commit is on disk or with what prevents it. */
    void whenDurable(Ticket ticket, Consumer<SqlError> callback) {
        lock.lock();
        try {
            callbacks.add(new Callback(ticket.number, callback));
            requested.signal();
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        flushing = true;
        if (lastFlushed >= MANY_COMMITS) {
            gather();
        }
        long target = lastTicket;
        lastFlushed = target - durableTicket;
        lock.unlock();
        SqlError broken = null;
        try {
            gate.snapshot(store::commit);
            store.sync();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "commits cannot be forced to disk any more; restart the instance", e);
            broken = new SqlError(9001, 21, 1, "The log for the instance is not available.").causedBy(e);
        } finally {
            lock.lock();
            flushing = false;
            if (broken == null) {
                durableTicket = target;
            } else {
                failure = broken;
            }
            flushed.signalAll();
        }
    }

    /** Gives the lock away for a moment; nobody else flushes meanwhile. */
    private void gather() {
        try {
            long left = GATHER_NANOS;
            while (left > 0) {
                left = gathered.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }

    private void serveCallbacks() {
        List<Callback> due = new ArrayList<>();
        while (awaitCallbacks()) {
            SqlError broken = null;
            try {
                await(new Ticket(lastCallback()));
            } catch (SqlError e) {
                broken = e;
            }
            takeDue(due, broken != null);
            for (Callback callback : due) {
                run(callback, broken);
            }
            due.clear();
        }
    }

    private static void run(Callback callback, SqlError broken) {
        try {
            callback.action.accept(broken);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a commit's follow-up failed", e);
        }
    }

    private boolean awaitCallbacks() {
        lock.lock();
        try {
            while (callbacks.isEmpty() && !closing) {
                requested.awaitUninterruptibly();
            }
            return !callbacks.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private long lastCallback() {
        lock.lock();
        try {
            return callbacks.getLast().ticket;
        } finally {
            lock.unlock();
        }
    }

    private void takeDue(List<Callback> due, boolean all) {
        lock.lock();
        try {
            while (!callbacks.isEmpty() && (all || callbacks.getFirst().ticket <= durableTicket)) {
                due.add(callbacks.removeFirst());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Serves what waits and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            requested.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            notifier.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A commit's place in the order of commits. */
    static final class Ticket {
        private final long number;

        Ticket(long number) {
            this.number = number;
        }
    }

    private record Callback(long ticket, Consumer<SqlError> action) {}
}
