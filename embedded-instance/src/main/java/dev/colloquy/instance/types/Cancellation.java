package dev.colloquy.instance.types;

import java.util.concurrent.CancellationException;

/**
 * Tells a running statement that its client has sent an attention or is gone. One object serves one statement at a
 * time; every blocking wait of the instance registers a wake-up with it.
 *
 * <p>{@link #cancel()} may be called by any thread; everything else by the thread that runs the statement.
 */
public final class Cancellation {
    private volatile boolean cancelled;
    private volatile Runnable wakeUp;

    /** Cancels the statement now running and wakes it if it waits. Calling it twice does nothing more. */
    public void cancel() {
        cancelled = true;
        Runnable waiting = wakeUp;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** Forgets a former cancel; called before each request. */
    public void reset() {
        cancelled = false;
        wakeUp = null;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Fails when the statement has been cancelled.
     *
     * @throws CancellationException if {@link #cancel()} was called since the last {@link #reset()}
     */
    public void check() {
        if (cancelled) {
            throw new CancellationException("cancelled by the client");
        }
    }

    /**
     * Registers what wakes the thread from the wait it is about to begin; runs it at once if the cancel came first.
     * The registration ends when the returned handle is closed.
     */
    public Wait onCancel(Runnable wake) {
        Runnable outer = wakeUp;
        wakeUp = wake;
        if (cancelled) {
            wake.run();
        }
        return () -> wakeUp = outer;
    }

    /** A wait in progress. */
    @FunctionalInterface
    public interface Wait extends AutoCloseable {
        @Override
        void close();
    }
}
