package dev.colloquy.initiator.conversation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * How many conversations are open in the ledger, whichever process has begun them. Whoever asks gets the last count at
 * once, and with it orders the next one if that is old; so a scrape never waits for the instance, and an instance that
 * nobody watches is not asked.
 */
@Singleton
class ConversationsInFlight {
    private static final Logger LOG = Logger.getLogger(ConversationsInFlight.class);

    /** Beyond this the gauge saturates: counting would cost the more the worse things are. */
    static final int LIMIT = 10_000;

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final ConversationGateway gateway;
    private final Executor workers;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile double lastCount = Double.NaN;
    private volatile long nextAt = System.nanoTime();

    @Inject
    ConversationsInFlight(ConversationGateway gateway, Executor workers) {
        this.gateway = gateway;
        this.workers = workers;
    }

    /** The last count, up to {@link #LIMIT}; NaN if there is none or the last attempt has failed. */
    double lastCount() {
        double known = lastCount;
        if (System.nanoTime() - nextAt >= 0 && counting.compareAndSet(false, true)) {
            order();
        }
        return known;
    }

    private void order() {
        try {
            workers.execute(this::count);
        } catch (RejectedExecutionException e) {
            counting.set(false);
            LOG.debug("the service stops; open conversations are not counted any more", e);
        }
    }

    private void count() {
        try {
            lastCount = gateway.countOpen(LIMIT);
        } catch (RuntimeException e) {
            lastCount = Double.NaN;
            LOG.debug("open conversations could not be counted", e);
        } finally {
            nextAt = System.nanoTime() + FRESH.toNanos();
            counting.set(false);
        }
    }
}
