package dev.colloquy.initiator.conversation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Who waits for which conversation in this process.
 *
 * <p>A reply can be collected before the one who began the conversation knows its handle, or between a look into the
 * ledger and the wait that follows. So whoever wants to wait opens an {@link Expectation} before calling the instance,
 * and waits through it afterwards. What is filed while expectations are open is kept until each of those has come to
 * wait or has been closed; with none open, nothing is kept. The sequence numbers of expectations tell what that is: a
 * news is kept with the number of the youngest expectation of its time, and is given up when the oldest open one is
 * younger. Each expectation and each news is added and removed once, so the cost of a call is constant on average.
 *
 * <p>Safe for use by many threads. Never waits.
 */
@Singleton
class ReplyWaiters {
    /** What may pile up while one call of the instance hangs; then the oldest goes, and those concerned look it up. */
    private static final int MOST_KEPT = 10_000;

    private final int mostKept;
    private final Map<UUID, List<Wait>> waiting = new HashMap<>();
    private final Deque<Expectation> open = new ArrayDeque<>();
    /** In the order of their sequence numbers. */
    private final Map<UUID, News> kept = new LinkedHashMap<>();

    private long youngest;
    private long givenUp;
    private int waits;

    /** An outcome, or none if the ledger has to be asked for it, and the youngest expectation of its time. */
    private record News(Optional<Outcome> outcome, long youngest) {}

    @Inject
    ReplyWaiters() {
        this(MOST_KEPT);
    }

    ReplyWaiters(int mostKept) {
        this.mostKept = mostKept;
    }

    /** Opens an expectation; to be closed. */
    synchronized Expectation expect() {
        Expectation expectation = new Expectation(++youngest);
        open.addLast(expectation);
        return expectation;
    }

    /**
     * Ends the waits for a conversation, those that begin through an open expectation included. Runs what depends on
     * the waits in the calling thread.
     *
     * @param outcome what has happened; empty: whoever waits has to ask the ledger
     */
    void wake(UUID handle, Optional<Outcome> outcome) {
        List<Wait> ended;
        synchronized (this) {
            ended = waiting.remove(handle);
            waits -= ended == null ? 0 : ended.size();
            if (!open.isEmpty()) {
                keep(handle, new News(outcome, youngest));
            }
        }
        if (ended != null) {
            ended.forEach(wait -> wait.end(outcome));
        }
    }

    private void keep(UUID handle, News news) {
        kept.remove(handle);
        kept.put(handle, news);
        if (kept.size() > mostKept) {
            givenUp = removeOldest().youngest();
        }
    }

    private News removeOldest() {
        UUID oldest = kept.keySet().iterator().next();
        return kept.remove(oldest);
    }

    private void giveUpUnexpected() {
        while (!open.isEmpty() && open.peekFirst().closed) {
            open.removeFirst();
        }
        if (open.isEmpty()) {
            kept.clear();
            return;
        }
        long oldestOpen = open.peekFirst().number;
        while (!kept.isEmpty() && kept.values().iterator().next().youngest() < oldestOpen) {
            removeOldest();
        }
    }

    private synchronized void remove(Wait wait) {
        List<Wait> others = waiting.get(wait.handle);
        if (others == null || !others.remove(wait)) {
            return;
        }
        waits--;
        if (others.isEmpty()) {
            waiting.remove(wait.handle);
        }
    }

    /** How many waits there are. */
    synchronized int waits() {
        return waits;
    }

    /** How many news are kept for open expectations. */
    synchronized int kept() {
        return kept.size();
    }

    /** From a call of the instance until the wait for what the call has begun or found. For use by one thread. */
    final class Expectation implements AutoCloseable {
        private final long number;
        private boolean closed;

        private Expectation(long number) {
            this.number = number;
        }

        /**
         * Starts to wait, which closes the expectation. What was filed since it was opened ends the wait at once; what
         * was filed before and is kept for others does not.
         */
        Wait awaiting(UUID handle) {
            synchronized (ReplyWaiters.this) {
                if (closed) {
                    throw new IllegalStateException("the expectation is closed");
                }
                Wait wait = new Wait(handle, number <= givenUp);
                News news = kept.get(handle);
                if (news == null || news.youngest() < number) {
                    waiting.computeIfAbsent(handle, unknown -> new ArrayList<>(1))
                            .add(wait);
                    waits++;
                } else {
                    wait.end(news.outcome());
                }
                close();
                return wait;
            }
        }

        /** Expects nothing any more. Calling it again does nothing. */
        @Override
        public void close() {
            synchronized (ReplyWaiters.this) {
                closed = true;
                giveUpUnexpected();
            }
        }
    }

    /** One wait for one conversation. */
    final class Wait {
        private final UUID handle;
        private final boolean mayHaveMissed;
        private final CompletableFuture<Optional<Outcome>> outcome = new CompletableFuture<>();

        private Wait(UUID handle, boolean mayHaveMissed) {
            this.handle = handle;
            this.mayHaveMissed = mayHaveMissed;
        }

        /** Whether something was given up since the expectation was opened, so that the ledger has to be asked. */
        boolean mayHaveMissed() {
            return mayHaveMissed;
        }

        /**
         * Completes with what has been filed, or empty if the ledger has to be asked: after the time, or because
         * nothing more is known here. To be called once.
         */
        CompletableFuture<Optional<Outcome>> atMost(Duration time) {
            return outcome.completeOnTimeout(Optional.empty(), time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void end(Optional<Outcome> news) {
            outcome.complete(news);
        }

        /** Waits no longer; what has ended already stays as it is. */
        void cancel() {
            remove(this);
            end(Optional.empty());
        }
    }
}
