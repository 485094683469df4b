package dev.colloquy.broker.status;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads something of the instance at intervals, in a daemon thread of its own, and keeps the last value: callers get it
 * at once, however slow the instance is. Safe for use by many threads. A closed sampler does not start again.
 *
 * @param <T> what is read
 */
final class Sampler<T> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sampler.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final Callable<T> reader;
    private final Duration interval;
    private final Clock clock;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;
    private boolean started;
    private volatile boolean stopped;
    private volatile Sample<T> sample = Sample.none();

    /**
     * Makes the thread, which does not run before {@link #start()}.
     *
     * @param name of the thread
     * @param reader has to give up by itself after a while
     * @param interval pause between the end of an attempt and the next one; more than zero
     * @throws IllegalArgumentException if it is not
     */
    Sampler(String name, Callable<T> reader, Duration interval, Clock clock) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval: " + interval + " is not more than zero");
        }
        this.reader = reader;
        this.interval = interval;
        this.clock = clock;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** Begins to sample, at once. Calling it again, or after {@link #close()}, does nothing. */
    synchronized void start() {
        if (!started && !stopped) {
            started = true;
            thread.start();
        }
    }

    /** Takes the next sample now, or as soon as the one being taken is there. */
    void again() {
        wanted.release();
    }

    /** What is known now. Never waits. */
    Sample<T> last() {
        return sample;
    }

    private void run() {
        do {
            attempt();
        } while (!stopsWithin(interval));
    }

    private void attempt() {
        try {
            T value = reader.call();
            if (sample.error().isPresent()) {
                LOG.debugf("%s: the instance can be read again", thread.getName());
            }
            sample = Sample.of(value, clock.instant());
        } catch (Exception e) {
            LOG.debugf(e, "%s: the instance could not be read; next attempt in %s", thread.getName(), interval);
            sample = sample.failed(Reason.of(e));
        }
    }

    private boolean stopsWithin(Duration pause) {
        try {
            if (wanted.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                wanted.drainPermits();
            }
        } catch (InterruptedException e) {
            LOG.debug("the sampler was interrupted, which is not how it is stopped, and goes on");
        }
        return stopped;
    }

    /** Ends the thread; one that the instance keeps waiting is left behind after a while. May be called twice. */
    @Override
    public void close() {
        stopped = true;
        again();
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf("%s: still reading after %s; the thread is left behind", thread.getName(), STOP_LIMIT);
        }
    }
}
