package dev.colloquy.broker.receive;

import dev.colloquy.broker.retry.Backoff;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One thread of a loop: receives until the stop, with a new receiver after each failure. */
final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);

    /** After so many waits in vain, one after the other, the worker ends if the others are enough. */
    private static final int VAIN_WAITS = 3;

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
    private final LoopSignals signals;
    private final LoopJournal journal;
    private final CountDownLatch stop;

    private volatile Activity activity = Activity.RECEIVING;
    private volatile Receiver receiver;
    private volatile boolean received;
    private volatile boolean dismissed;
    private int vainWaits;
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
        this.signals = signals;
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

    /** Whether it has received since its start, with messages or without. */
    boolean hasReceived() {
        return received;
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
            while (goesOn()) {
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
            while (goesOn()) {
                long began = System.nanoTime();
                int count = current.receiveBatch();
                succeeded(count);
                if (count == 0) {
                    waitedInVain();
                    pauseUnlessDismissed(began);
                } else {
                    vainWaits = 0;
                }
                if (count >= current.fullBatch()) {
                    signals.crew().get().more();
                }
            }
        } catch (Exception e) {
            failed(e);
        } finally {
            receiver = null;
        }
    }

    private void pauseUnlessDismissed(long began) {
        if (!dismissed) {
            pause(shortestWait.minusNanos(System.nanoTime() - began));
        }
    }

    private void waitedInVain() {
        vainWaits++;
        if (vainWaits >= VAIN_WAITS) {
            dismissed = signals.crew().get().letGo(this);
        }
    }

    private void succeeded(int count) {
        journal.received(count);
        received = true;
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

    private boolean goesOn() {
        return !stopping() && !dismissed;
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
