package dev.colloquy.broker.hygiene;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does a piece of work again and again, with a pause before each time, in a daemon thread of its own. The first of
 * several failures in a row is logged. Safe for use by many threads. Closed, it does not start again.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Rounds.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final Work work;
    private final Duration pause;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private boolean started;

    /** One time. */
    @FunctionalInterface
    public interface Work {
        /**
         * Has to come to an end by itself, soon once its owner is told to stop.
         *
         * @throws Exception if it failed
         */
        void run() throws Exception;
    }

    /**
     * Makes the thread, which does not run before {@link #start()}.
     *
     * @param name of the thread, and of the work in the log
     * @param pause before each time; zero does nothing ever
     */
    public Rounds(String name, Duration pause, Work work) {
        this.work = work;
        this.pause = pause;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** Begins with the first pause. Calling it again, or after {@link #close()}, does nothing. */
    public synchronized void start() {
        if (!started && !pause.isZero() && stop.getCount() > 0) {
            started = true;
            thread.start();
        }
    }

    private void run() {
        boolean failing = false;
        while (!stopsWithin(pause)) {
            try {
                work.run();
                failing = false;
            } catch (Exception e) {
                LOG.debugf(e, "%s has failed", thread.getName());
                if (!failing && stop.getCount() > 0) {
                    LOG.warnf("%s has failed and is tried again every %s: %s", thread.getName(), pause, e.getMessage());
                }
                failing = true;
            }
        }
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debugf("%s was interrupted, which is not how it is stopped, and goes on", thread.getName());
            return false;
        }
    }

    /** Ends the thread; one that the instance keeps waiting is left behind after a while. May be called twice. */
    @Override
    public synchronized void close() {
        stop.countDown();
        if (!started) {
            return;
        }
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf("%s is still at work after %s; it is left behind", thread.getName(), STOP_LIMIT);
        }
    }
}
