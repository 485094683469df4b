package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.instance.SetupConfig;
import dev.colloquy.broker.retry.Backoff;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The thread of the lifecycle, and its pauses, each of which ends at once when the service stops. One thread pauses; any
 * thread may wake it.
 */
@Dependent
class Retries implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Retries.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Duration verifyInterval;
    private final Duration refreshEvery;
    private final Backoff backoff;
    private final Object monitor = new Object();
    private boolean stopping;
    private boolean woken;
    private long verifiedAt = System.nanoTime();
    private Thread thread;

    @Inject
    Retries(SetupConfig setup, PeerConfig peer) {
        positive("colloquy.setup.verify-interval", setup.verifyInterval());
        positive("colloquy.peer.refresh-every", peer.refreshEvery());
        if (setup.longestPause().compareTo(FIRST_PAUSE) < 0) {
            throw new ConfigurationException(
                    "colloquy.setup.longest-pause: " + setup.longestPause() + " is less than " + FIRST_PAUSE);
        }
        this.verifyInterval = setup.verifyInterval();
        this.refreshEvery = peer.refreshEvery();
        this.backoff = new Backoff(FIRST_PAUSE, setup.longestPause(), new Random());
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new ConfigurationException(name + ": " + value + " is not more than zero");
        }
    }

    /** Runs the work in the thread of the lifecycle. */
    synchronized void start(Runnable work) {
        thread = new Thread(work, "colloquy-setup");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("set-up has ended; the service has to be restarted", e));
        thread.start();
    }

    /** Tries, with pauses that grow up to the longest, until it is done; false if the service stops before. */
    boolean untilDone(BooleanSupplier attempt) {
        backoff.reset();
        while (!isStopping()) {
            if (attempt.getAsBoolean()) {
                backoff.reset();
                return true;
            }
            pause(backoff.next(), false);
        }
        return false;
    }

    /**
     * Waits until there is something to do again: the peer is to be asked, or set-up is to be verified.
     *
     * @param succeeded whether the last attempt has; if not, the wait is one of the growing pauses
     * @return false if the service stops before
     */
    boolean awaitNext(boolean succeeded) {
        Duration pause = refreshEvery;
        if (succeeded) {
            backoff.reset();
        } else {
            pause = backoff.next();
        }
        Duration untilVerify = verifyInterval.minusNanos(System.nanoTime() - verifiedAt);
        pause(pause.compareTo(untilVerify) < 0 ? pause : untilVerify, true);
        return !isStopping();
    }

    /** Whether set-up is to be verified now: it was long ago, or somebody has woken this thread to that end. */
    boolean verifyDue() {
        synchronized (monitor) {
            boolean due = woken || System.nanoTime() - verifiedAt >= verifyInterval.toNanos();
            if (due) {
                woken = false;
                verifiedAt = System.nanoTime();
            }
            return due;
        }
    }

    /** Ends the pause and lets set-up be verified. */
    void wake() {
        synchronized (monitor) {
            woken = true;
            monitor.notifyAll();
        }
    }

    private boolean isStopping() {
        synchronized (monitor) {
            return stopping;
        }
    }

    private void pause(Duration pause, boolean endsWhenWoken) {
        long deadline = System.nanoTime() + pause.toNanos();
        synchronized (monitor) {
            try {
                long left = pause.toNanos();
                while (!stopping && !(endsWhenWoken && woken) && left > 0) {
                    monitor.wait(left / 1_000_000 + 1);
                    left = deadline - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopping = true;
            }
        }
    }

    /** Ends the thread; a statement that it is waiting for is left behind after a while. */
    @Override
    public synchronized void close() {
        synchronized (monitor) {
            stopping = true;
            monitor.notifyAll();
        }
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
