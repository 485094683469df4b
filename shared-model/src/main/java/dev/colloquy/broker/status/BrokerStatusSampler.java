package dev.colloquy.broker.status;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads the broker's status at intervals, in a daemon thread of its own, and keeps the last one: callers get it at
 * once, however slow the instance is. Safe for use by many threads. A closed sampler does not start again.
 */
public final class BrokerStatusSampler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BrokerStatusSampler.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final Callable<BrokerStatus> reader;
    private final Duration interval;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private boolean started;
    private volatile StatusSample sample = StatusSample.NONE;

    /**
     * Makes the thread, which does not run before {@link #start()}.
     *
     * @param reader mostly {@link BrokerStatusReader#read()}; has to give up by itself after a while
     * @param interval pause between the end of an attempt and the next one; more than zero
     * @throws IllegalArgumentException if it is not
     */
    public BrokerStatusSampler(Callable<BrokerStatus> reader, Duration interval, Clock clock) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval: " + interval + " is not more than zero");
        }
        this.reader = reader;
        this.interval = interval;
        this.clock = clock;
        this.thread = new Thread(this::run, "broker-status");
        this.thread.setDaemon(true);
    }

    /** Begins to sample, at once. Calling it again, or after {@link #close()}, does nothing. */
    public synchronized void start() {
        if (!started && stop.getCount() > 0) {
            started = true;
            thread.start();
        }
    }

    /** What is known now. Never waits. */
    public StatusSample last() {
        return sample;
    }

    private void run() {
        do {
            attempt();
        } while (!stopsWithin(interval));
    }

    private void attempt() {
        try {
            BrokerStatus status = reader.call();
            if (sample.error().isPresent()) {
                LOG.debugf(
                        "the status of the broker of %s can be read again",
                        status.broker().database());
            }
            sample = StatusSample.of(status, clock.instant());
        } catch (Exception e) {
            LOG.debugf(e, "the status of the broker could not be read; next attempt in %s", interval);
            sample = sample.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stop.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            LOG.debug("the sampler was interrupted, which is not how it is stopped, and goes on");
            return false;
        }
    }

    /** Ends the thread; one that the instance keeps waiting is left behind after a while. May be called twice. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf("the status of the broker is still being read after %s; the thread is left behind", STOP_LIMIT);
        }
    }
}
