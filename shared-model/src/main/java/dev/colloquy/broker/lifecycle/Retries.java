package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.instance.SetupConfig;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** The thread of the lifecycle, and its pauses, each of which ends at once when the service stops. */
@Dependent
class Retries implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Retries.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Duration longestPause;
    private final Duration refreshEvery;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    @Inject
    Retries(SetupConfig setup, PeerConfig peer) {
        this.longestPause = setup.longestPause();
        this.refreshEvery = peer.refreshEvery();
    }

    /** Runs the work in the thread of the lifecycle. */
    synchronized void start(Runnable work) {
        thread = new Thread(work, "colloquy-setup");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("set-up has ended; the service has to be restarted", e));
        thread.start();
    }

    /** Tries, with pauses that double up to the longest, until it is done; false if the service stops before. */
    boolean untilDone(BooleanSupplier attempt) {
        Duration pause = FIRST_PAUSE;
        while (stopping.getCount() > 0) {
            if (attempt.getAsBoolean()) {
                return true;
            }
            if (stopsWithin(pause)) {
                return false;
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
        return false;
    }

    /** Waits until the peer is to be asked again; false if the service stops before. */
    boolean pauseForRefresh() {
        return !stopsWithin(refreshEvery);
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the thread; a statement that it is waiting for is left behind after a while. */
    @Override
    public synchronized void close() {
        stopping.countDown();
        if (thread == null) {
            return;
        }
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf("set-up is still busy after %s; it is left behind", STOP_LIMIT);
        }
    }
}
