package dev.colloquy.broker.receive;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One thread of a loop: receives until the stop, with a new receiver after each failure. */
final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);

    /** What a worker does. */
    enum Activity {
        RECEIVING,
        BACKING_OFF,
        ENDED,
        DEAD
    }

    private final Thread thread;
    private final Supplier<Receiver> receivers;
    private final Backoff backoff;
    private final Duration shortestWait;
    private final LoopJournal journal;
    private final CountDownLatch stop;

    private volatile Activity activity = Activity.RECEIVING;
    private volatile Receiver receiver;
    private int failures;
    private boolean warned;

    /**
     * Makes the thread, which does not run yet.
     *
     * @param shortestWait what an empty receive takes at least, however soon the receiver comes back
     */
    Worker(String name, Supplier<Receiver> receivers, Backoff backoff, Duration shortestWait, LoopSignals signals) {
        this.receivers = receivers;
        this.backoff = backoff;
        this.shortestWait = shortestWait;
        this.journal = signals.journal();
        this.stop = signals.stop();
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            die(e);
        }
    }

    Activity activity() {
        return activity;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    String name() {
        return thread.getName();
    }

    /** Waits until the thread has ended, or the time is up. */
    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    /** Asks the receiver to end its wait. */
    void cancelWait() {
        withReceiver(Receiver::cancelWait);
    }

    /** Asks the receiver to give up its batch. */
    void cancel() {
        withReceiver(Receiver::cancel);
    }

    private void withReceiver(Consumer<Receiver> request) {
        Receiver current = receiver;
        if (current == null) {
            return;
        }
        try {
            request.accept(current);
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s could not be cancelled; it will be tried again if it does not end", thread.getName());
        }
    }

    private void run() {
        try {
            while (!stopping()) {
                receiveUntilFailure();
            }
            activity = Activity.ENDED;
        } catch (Throwable e) {
            die(e);
        }
    }

    private void die(Throwable error) {
        try {
            journal.died(error);
        } finally {
            activity = Activity.DEAD;
        }
    }

    private void receiveUntilFailure() {
        try (Receiver current = receivers.get()) {
            receiver = current;
            while (!stopping()) {
                long began = System.nanoTime();
                int received = current.receiveBatch();
                succeeded();
                if (received == 0) {
                    pause(shortestWait.minusNanos(System.nanoTime() - began));
                }
            }
        } catch (Exception e) {
            failed(e);
        } finally {
            receiver = null;
        }
    }

    private void succeeded() {
        journal.received();
        activity = Activity.RECEIVING;
        if (warned) {
            journal.recovered(failures);
        }
        warned = false;
        failures = 0;
        backoff.reset();
    }

    private void failed(Exception failure) {
        if (stopping()) {
            journal.failedAtStop(failure);
            return;
        }
        Duration pause = backoff.next();
        failures++;
        warned |= journal.failed(failure, pause);
        activity = Activity.BACKING_OFF;
        pause(pause);
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause(Duration pause) {
        try {
            if (stop.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debugf("%s ends its pause, as the loop stops", thread.getName());
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s was interrupted, which is not how it is stopped, and goes on", thread.getName());
        }
    }
}
