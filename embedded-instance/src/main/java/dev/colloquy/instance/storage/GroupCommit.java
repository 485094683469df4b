package dev.colloquy.instance.storage;

import dev.colloquy.instance.types.SqlError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;

/**
 * Forces committed transactions to disk, many with one snapshot of the store that is written and forced.
 *
 * <p>A committer that finds no flush under way flushes itself, which saves a hand-over when there is one client; the
 * others wait and are covered by the next flush, which one of them makes. A thread of its own serves those that do not
 * wait ({@link #whenDurable}): it lets somebody who waits flush for them, and flushes itself only if nobody comes soon.
 * After a failed flush nothing can be promised any more: every later commit fails with 9001.
 */
public final class GroupCommit implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

    /** How long a flush waits for more commits to come along while many do; a fraction of what forcing costs. */
    private static final long GATHER_NANOS = 600_000;

    /** From so many commits a flush on, the next flush waits for more: then the disk, not one client, is the limit. */
    private static final long MANY_COMMITS = 4;

    /**
     * How long those that do not wait are left to somebody else's flush. What arrives from another instance is mostly
     * received at once, and the receiver's commit comes within this time.
     */
    private static final long PATIENCE_NANOS = 5_000_000;

    /** So many of them are not kept waiting, so that a sender that is not received from is not slowed down. */
    private static final int MANY_CALLBACKS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition requested = lock.newCondition();
    private final Condition gathered = lock.newCondition();
    private final MVStore store;
    private final InlineExecutor writing;
    private final SnapshotGate gate;
    private final Deque<Callback> callbacks = new ArrayDeque<>();
    private final Thread notifier;
    /** Those whose commits the flush under way covers. */
    private Condition covered = lock.newCondition();
    /** Those that have come since; one of them makes the next flush. */
    private Condition late = lock.newCondition();

    /** Commits that others may see already, and that may have no ticket yet. */
    private final AtomicInteger underWay = new AtomicInteger();

    private long lastTicket;
    private long coveredTicket;
    private long durableTicket;
    private long lastFlushed;
    private boolean flushing;
    private boolean closing;
    private SqlError failure;

    GroupCommit(MVStore store, SnapshotGate gate, String threadName) {
        this.store = store;
        this.writing = InlineExecutor.install(store);
        this.gate = gate;
        this.notifier = new Thread(this::serveCallbacks, threadName);
        notifier.setDaemon(true);
        notifier.start();
    }

    /** A commit is about to become visible to others; {@link #settled} follows when it has its ticket or has failed. */
    void begun() {
        underWay.incrementAndGet();
    }

    void settled() {
        underWay.decrementAndGet();
    }

    /**
     * Returns once all that can be seen now is on disk. Commits are seen before that; whoever is told of one that a crash
     * then undoes would know of something that has never happened.
     */
    void awaitVisible() {
        Ticket last;
        lock.lock();
        try {
            boolean allHaveTickets = underWay.get() == 0;
            if (allHaveTickets && durableTicket == lastTicket) {
                return;
            }
            last = new Ticket(allHaveTickets ? lastTicket : ++lastTicket);
        } finally {
            lock.unlock();
        }
        await(last);
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
                if (!flushing) {
                    flush();
                } else if (ticket.number <= coveredTicket) {
                    covered.awaitUninterruptibly();
                } else {
                    late.awaitUninterruptibly();
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
            if (callbacks.size() == 1 || callbacks.size() == MANY_CALLBACKS) {
                requested.signal();
            }
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
        coveredTicket = target;
        Condition free = covered;
        covered = late;
        late = free;
        lock.unlock();
        SqlError broken = null;
        try {
            force();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "commits cannot be forced to disk any more; restart the instance", e);
            broken = new SqlError(9001, 21, 1, "The log for the instance is not available.").causedBy(e);
        } finally {
            lock.lock();
            flushing = false;
            if (broken == null) {
                durableTicket = target;
                late.signal();
            } else {
                failure = broken;
                late.signalAll();
            }
            covered.signalAll();
            if (broken != null || isFirstCallbackDue()) {
                requested.signal();
            }
        }
    }

    private boolean isFirstCallbackDue() {
        return !callbacks.isEmpty() && callbacks.getFirst().ticket <= durableTicket;
    }

    /**
     * What the snapshot consists of is determined while nothing changes. It is written after that, on this thread, and an
     * interrupt would close the file.
     */
    private void force() {
        boolean interrupted = Thread.interrupted();
        try {
            gate.snapshot(this::beginWriting);
            store.executeFilestoreOperation(() -> {});
            store.sync();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void beginWriting() {
        if (writing.deferring(store::tryCommit) < 0 && store.hasUnsavedChanges()) {
            // H2's housekeeping was at work.
            store.commit();
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
                await(firstCallback());
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

    /** The ticket to wait for, after a while in which somebody else may have waited for it. */
    private Ticket firstCallback() {
        lock.lock();
        try {
            waitForOthers();
            return new Ticket(callbacks.getFirst().ticket);
        } finally {
            lock.unlock();
        }
    }

    private void waitForOthers() {
        try {
            long left = PATIENCE_NANOS;
            while (left > 0 && mayWait()) {
                left = requested.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean mayWait() {
        return !closing && failure == null && callbacks.size() < MANY_CALLBACKS && !isFirstCallbackDue();
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
