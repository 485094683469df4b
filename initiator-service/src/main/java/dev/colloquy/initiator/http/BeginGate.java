package dev.colloquy.initiator.http;

import dev.colloquy.broker.status.StatusConfig;
import dev.colloquy.broker.status.TransmissionDepth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Back-pressure for whoever wants to begin or to send: what cannot be done soon is refused at once, before its body is
 * read and without a thread, so that the others get through and the client knows where it stands. Safe for use by many
 * threads.
 *
 * <p>Behind a client proxy, because filters are made while the service is built, when there are no settings yet.
 */
@ApplicationScoped
class BeginGate {
    private final HttpConfig config;
    private final Supplier<OptionalInt> transmissionDepth;
    private final LongSupplier nanoTime;
    private final AtomicInteger inside = new AtomicInteger();

    @Inject
    BeginGate(HttpConfig config, TransmissionDepth transmissionDepth) {
        this(config, transmissionDepth::last, System::nanoTime);
    }

    BeginGate(HttpConfig config, Supplier<OptionalInt> transmissionDepth, LongSupplier nanoTime) {
        this.config = config;
        this.transmissionDepth = transmissionDepth;
        this.nanoTime = nanoTime;
    }

    /** A limit that is never reached would look as if the service were guarded. */
    void check(@Observes Startup event, StatusConfig counting) {
        if (config.maxTransmissionDepth() >= counting.depthLimit()) {
            throw new IllegalArgumentException("colloquy.http.max-transmission-depth=" + config.maxTransmissionDepth()
                    + " must be less than colloquy.status.depth-limit=" + counting.depthLimit()
                    + ", where counting stops");
        }
    }

    /**
     * Lets a request in.
     *
     * @return to be closed when what the request asks of the instance is done
     * @throws Overloaded if too much is going on
     */
    Pass enter() {
        if (transmissionDepth.get().orElse(0) > config.maxTransmissionDepth()) {
            throw new Overloaded("The transmission queue is deeper than its limit of " + config.maxTransmissionDepth()
                    + " messages: the target's instance does not take them fast enough.");
        }
        if (inside.incrementAndGet() > config.maxConcurrent()) {
            inside.decrementAndGet();
            throw new Overloaded(config.maxConcurrent() + " requests are being begun already.");
        }
        return new Pass();
    }

    /** How many requests have entered and not left. */
    int inside() {
        return inside.get();
    }

    /** One request inside. */
    final class Pass {
        private final long entered = nanoTime.getAsLong();
        private final AtomicBoolean left = new AtomicBoolean();

        /**
         * To be called where the request is about to be done.
         *
         * @throws Overloaded if it took too long to come there
         */
        void requireInTime() {
            Duration waited = Duration.ofNanos(nanoTime.getAsLong() - entered);
            if (waited.compareTo(config.queueTimeout()) > 0) {
                throw new Overloaded("No thread was free within " + config.queueTimeout() + ".");
            }
        }

        /** Leaves. Calling it again does nothing. */
        void close() {
            if (left.compareAndSet(false, true)) {
                inside.decrementAndGet();
            }
        }
    }
}
