package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.Cancellation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The application locks of the instance (sp_getapplock). Waiters for one resource are served in the order in which they
 * came.
 */
final class ApplicationLocks {
    /** The modes of sp_getapplock. */
    enum Mode {
        INTENT_SHARED,
        SHARED,
        UPDATE,
        INTENT_EXCLUSIVE,
        EXCLUSIVE;

        /** Whether another session may hold the other mode at the same time, see "Lock compatibility". */
        boolean goesWith(Mode other) {
            return switch (this) {
                case INTENT_SHARED -> other != EXCLUSIVE;
                case SHARED -> other == INTENT_SHARED || other == SHARED || other == UPDATE;
                case UPDATE -> other == INTENT_SHARED || other == SHARED;
                case INTENT_EXCLUSIVE -> other == INTENT_SHARED || other == INTENT_EXCLUSIVE;
                case EXCLUSIVE -> false;
            };
        }
    }

    /** What is locked; the resource is compared byte by byte. */
    record Resource(int databaseId, String principal, String name) {}

    /**
     * Who holds a lock.
     *
     * @param transactionId 0 for a lock of the session
     */
    record Owner(EngineSession session, long transactionId) {}

    /** How a request ended; the codes are the return values of sp_getapplock. */
    enum Outcome {
        GRANTED(0),
        GRANTED_AFTER_WAITING(1),
        TIMED_OUT(-1);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** One grant or request; the same owner may have several of a mode, so that each is itself only. */
    private static final class Held {
        private final Owner owner;
        private final Mode mode;

        Held(Owner owner, Mode mode) {
            this.owner = owner;
            this.mode = mode;
        }

        Owner owner() {
            return owner;
        }

        Mode mode() {
            return mode;
        }
    }

    private static final class Lock {
        private final List<Held> held = new ArrayList<>(2);
        private final List<Held> waiting = new ArrayList<>(2);

        boolean isFree() {
            return held.isEmpty() && waiting.isEmpty();
        }
    }

    private final ReentrantLock monitor = new ReentrantLock();
    private final Condition changed = monitor.newCondition();
    private final Map<Resource, Lock> locks = new HashMap<>();

    /**
     * Takes a lock, once more if the owner has it already.
     *
     * @param timeoutMillis -1 waits as long as it takes
     * @throws java.util.concurrent.CancellationException if the client cancels the wait
     */
    Outcome acquire(Resource resource, Owner owner, Mode mode, long timeoutMillis) {
        monitor.lock();
        try {
            Lock lock = locks.computeIfAbsent(resource, r -> new Lock());
            Held request = new Held(owner, mode);
            if (isGrantable(lock, request)) {
                lock.held.add(request);
                return Outcome.GRANTED;
            }
            lock.waiting.add(request);
            boolean granted = false;
            try {
                granted = await(lock, request, timeoutMillis);
            } finally {
                lock.waiting.remove(request);
                if (granted) {
                    lock.held.add(request);
                }
                forgetIfFree(resource, lock);
                changed.signalAll();
            }
            return granted ? Outcome.GRANTED_AFTER_WAITING : Outcome.TIMED_OUT;
        } finally {
            monitor.unlock();
        }
    }

    private boolean await(Lock lock, Held request, long timeoutMillis) {
        Cancellation cancellation = request.owner().session().cancellation();
        long nanos = timeoutMillis < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        Cancellation.Wait wait = cancellation.onCancel(this::wakeAll);
        try {
            while (!isGrantable(lock, request)) {
                cancellation.check();
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            wait.close();
        }
    }

    private void wakeAll() {
        monitor.lock();
        try {
            changed.signalAll();
        } finally {
            monitor.unlock();
        }
    }

    /** Compatible with what other sessions hold and with those of them who came before. */
    private static boolean isGrantable(Lock lock, Held request) {
        EngineSession session = request.owner().session();
        boolean holds = false;
        for (Held held : lock.held) {
            if (held.owner().session() != session && !request.mode().goesWith(held.mode())) {
                return false;
            }
            holds |= held.owner().session() == session;
        }
        for (Held earlier : lock.waiting) {
            if (earlier == request || holds) {
                return true;
            }
            if (earlier.owner().session() != session && !request.mode().goesWith(earlier.mode())) {
                return false;
            }
        }
        return true;
    }

    /** Gives a lock back once; false if the owner does not hold it. */
    boolean release(Resource resource, Owner owner) {
        monitor.lock();
        try {
            Lock lock = locks.get(resource);
            if (lock == null) {
                return false;
            }
            for (int i = lock.held.size() - 1; i >= 0; i--) {
                if (lock.held.get(i).owner().equals(owner)) {
                    lock.held.remove(i);
                    forgetIfFree(resource, lock);
                    changed.signalAll();
                    return true;
                }
            }
            return false;
        } finally {
            monitor.unlock();
        }
    }

    /** The transaction has ended. */
    void releaseTransaction(Owner owner) {
        monitor.lock();
        try {
            locks.values().removeIf(lock -> {
                lock.held.removeIf(held -> held.owner().equals(owner));
                return lock.isFree();
            });
            changed.signalAll();
        } finally {
            monitor.unlock();
        }
    }

    /** The session has ended or was reset. */
    void releaseAll(EngineSession session) {
        monitor.lock();
        try {
            if (locks.isEmpty()) {
                return;
            }
            locks.values().removeIf(lock -> {
                lock.held.removeIf(held -> held.owner().session() == session);
                return lock.isFree();
            });
            changed.signalAll();
        } finally {
            monitor.unlock();
        }
    }

    private void forgetIfFree(Resource resource, Lock lock) {
        if (lock.isFree()) {
            locks.remove(resource, lock);
        }
    }
}
