package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one thread that acts when time passes or a definition changes: looks for routes again, ends dialogs whose lifetime
 * is over, forgets finished target conversations.
 */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final long TICK_MILLIS = 500;
    /** How late a conversation timer may fire; looking whether one is due costs next to nothing. */
    private static final long TIMER_TICK_MILLIS = 100;

    private static final int BATCH = 200;
    /** Dialogs with the default lifetime of 68 years are not watched. */
    private static final long WATCHED_MILLIS = TimeUnit.DAYS.toMillis(365L * 20);
    /** Bytes of heap for each finished conversation that is remembered: beyond that the oldest go early. */
    private static final long HEAP_PER_CLOSED = 2_048;

    private final Clock clock;
    private final Router router;
    private final int maxClosed = (int) Math.max(10_000, Runtime.getRuntime().maxMemory() / HEAP_PER_CLOSED);
    private final Deadlines expiries = new Deadlines();
    private final ConversationTimers timers;
    private final Deque<Dialog> closed = new ConcurrentLinkedDeque<>();
    private final AtomicInteger closedCount = new AtomicInteger();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broker-housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    private Commits commits;
    private Delivery delivery;
    private DialogEffects effects;

    Housekeeping(Clock clock, Router router) {
        this.clock = clock;
        this.router = router;
        this.timers = new ConversationTimers(clock);
    }

    ConversationTimers timers() {
        return timers;
    }

    void start(Commits with, Delivery sender, DialogEffects effectsOf) {
        commits = with;
        delivery = sender;
        effects = effectsOf;
        Future<?> rounds = executor.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        Future<?> alarms = executor.scheduleWithFixedDelay(
                () -> timers.fire(commits, effects), 0, TIMER_TICK_MILLIS, TimeUnit.MILLISECONDS);
        assert !rounds.isCancelled() && !alarms.isCancelled();
    }

    /** An endpoint came to be. */
    void born(Dialog dialog) {
        if (dialog.expires - clock.millis() < WATCHED_MILLIS) {
            expiries.add(dialog.expires, dialog);
        }
    }

    /** An endpoint is finished and will be forgotten. */
    void closed(Dialog dialog) {
        closed.addLast(dialog);
        closedCount.incrementAndGet();
        expiries.remove(dialog.expires, dialog);
    }

    /** An endpoint is gone. */
    void gone(Dialog dialog) {
        expiries.remove(dialog.expires, dialog);
        timers.gone(dialog);
    }

    /** Something changed that may let delayed messages go. */
    void retryAll() {
        router.retryAll();
        try {
            executor.execute(this::tick);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the broker is closed; routes are looked up at the next start");
        }
    }

    /** One round. */
    void tick() {
        if (commits == null) {
            return;
        }
        try {
            retryDelayed();
            expire();
            purge();
            router.tick();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a round of the broker's housekeeping failed; the next one follows",
                    e);
        }
    }

    private void retryDelayed() {
        List<Dialog> dialogs = router.takeDelayed();
        for (int from = 0; from < dialogs.size(); from += BATCH) {
            List<Dialog> batch = dialogs.subList(from, Math.min(dialogs.size(), from + BATCH));
            Set<String> addresses = new HashSet<>();
            commits.runQuietly(
                    conversations(batch),
                    (transaction, changes) -> batch.forEach(dialog -> {
                        if (!dialog.removed && !dialog.pending.hasInFlight()) {
                            retry(transaction, changes, dialog);
                            changes.onPublish(() -> router.due(dialog, addresses));
                        }
                    }));
            router.wake(addresses);
        }
    }

    private void retry(Transaction transaction, Changes changes, Dialog dialog) {
        for (Transmission transmission : dialog.pending.all()) {
            boolean ended = changes.of(dialog).state() != dialog.progress.state();
            if (dialog.pending.isHeld() || ended) {
                return;
            }
            byte[] body = BrokerStore.body(transaction, transmission);
            Delivery.Attempt attempt = delivery.attempt(changes, dialog, Delivery.Outgoing.of(transmission, body));
            if (!attempt.done()) {
                delivery.note(changes, dialog, attempt);
                return;
            }
            changes.withdraw(transmission);
            if (transmission.kind != WireMessage.Kind.MESSAGE) {
                effects.acknowledged(changes, dialog);
            }
        }
    }

    private void expire() {
        List<Dialog> expired = expiries.due(clock.millis(), BATCH);
        if (expired.isEmpty()) {
            return;
        }
        commits.runQuietly(
                conversations(expired),
                (transaction, changes) -> expired.forEach(dialog -> {
                    if (!dialog.removed) {
                        effects.fail(changes, dialog, ConversationErrors.EXPIRED);
                    }
                    changes.onPublish(() -> expiries.remove(dialog.expires, dialog));
                }));
    }

    private void purge() {
        boolean more = true;
        while (more) {
            List<Dialog> finished = takeClosed();
            more = finished.size() == BATCH;
            if (!finished.isEmpty()) {
                commits.runQuietly(
                        conversations(finished),
                        (transaction, changes) -> finished.forEach(dialog -> {
                            if (!dialog.removed) {
                                effects.vanish(changes, dialog);
                            }
                        }));
            }
        }
    }

    private List<Dialog> takeClosed() {
        List<Dialog> finished = new ArrayList<>(0);
        long now = clock.millis();
        while (finished.size() < BATCH) {
            Dialog first = closed.peekFirst();
            boolean due = first != null
                    && (first.removed || first.progress.purgeAt() <= now || closedCount.get() > maxClosed);
            if (!due || closed.pollFirst() == null) {
                return finished;
            }
            closedCount.decrementAndGet();
            finished.add(first);
        }
        return finished;
    }

    private static Set<UUID> conversations(List<Dialog> dialogs) {
        Set<UUID> ids = new LinkedHashSet<>();
        dialogs.forEach(dialog -> ids.add(dialog.conversationId));
        return ids;
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
