package dev.colloquy.initiator.conversation;

import dev.colloquy.broker.setup.DatabaseReady;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The gauge {@code colloquy.conversations.in.flight}: how many conversations are open in the ledger, whichever process
 * has begun them. Whoever asks gets the last count at once, and with it orders the next one if that is old; so a scrape
 * never waits for the instance, and an instance that nobody watches is not asked.
 *
 * <p>The gauge is there from the first count on, so that none is shown that is not known. A count that fails leaves the
 * one before standing for a minute; then it is NaN.
 */
@Singleton
class ConversationsInFlight {
    private static final Logger LOG = Logger.getLogger(ConversationsInFlight.class);

    /** Beyond this the gauge saturates: counting would cost the more the worse things are. */
    static final int LIMIT = 10_000;

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(1);

    private final ConversationGateway gateway;
    private final Executor workers;
    private final MeterRegistry registry;
    private final Duration fresh;
    private final Duration stale;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Count last;
    private volatile boolean failing;
    private volatile long nextAt;

    private record Count(long conversations, long at) {}

    @Inject
    ConversationsInFlight(ConversationGateway gateway, Executor workers, MeterRegistry registry) {
        this(gateway, workers, registry, FRESH, STALE);
    }

    ConversationsInFlight(
            ConversationGateway gateway, Executor workers, MeterRegistry registry, Duration fresh, Duration stale) {
        this.gateway = gateway;
        this.workers = workers;
        this.registry = registry;
        this.fresh = fresh;
        this.stale = stale;
    }

    /** Orders the first count. */
    void start(@Observes DatabaseReady event) {
        if (counting.compareAndSet(false, true)) {
            order(workers);
        }
    }

    /** The last count, up to {@link #LIMIT}; NaN if it is old and could not be repeated. */
    private double lastCount() {
        Count known = last;
        boolean unknown = failing && System.nanoTime() - known.at() > stale.toNanos();
        if (System.nanoTime() - nextAt >= 0 && counting.compareAndSet(false, true)) {
            order(workers);
        }
        return unknown ? Double.NaN : known.conversations();
    }

    private void order(Executor executor) {
        try {
            executor.execute(this::count);
        } catch (RejectedExecutionException e) {
            counting.set(false);
            LOG.debug("the service stops; open conversations are not counted any more", e);
        }
    }

    private void count() {
        boolean again = false;
        try {
            counted(gateway.countOpen(LIMIT));
            failing = false;
        } catch (RuntimeException e) {
            LOG.debug("open conversations could not be counted", e);
            failing = true;
            again = last == null;
        } finally {
            nextAt = System.nanoTime() + fresh.toNanos();
            counting.set(again);
        }
        if (again) {
            order(CompletableFuture.delayedExecutor(fresh.toMillis(), TimeUnit.MILLISECONDS, workers));
        }
    }

    private void counted(long conversations) {
        boolean first = last == null;
        last = new Count(conversations, System.nanoTime());
        if (first) {
            Gauge.builder("colloquy.conversations.in.flight", this, ConversationsInFlight::lastCount)
                    .description("Open conversations in the ledger")
                    .strongReference(true)
                    .register(registry);
        }
    }
}
