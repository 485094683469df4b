package dev.colloquy.peer.conversation;

import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A thread that does the same again and again. After a failure it pauses for a second. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long STOP_LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Step step;
    private final Thread thread;
    private volatile boolean stopping;

    /** What is done again and again. */
    @FunctionalInterface
    public interface Step {
        /** Does it once; may wait. */
        void run() throws Exception;
    }

    private Worker(String name, Step step) {
        this.step = step;
        this.thread = new Thread(this::run, name);
    }

    /** Starts the thread. */
    public static Worker start(String name, Step step) {
        Worker worker = new Worker(name, step);
        worker.thread.setDaemon(true);
        worker.thread.start();
        return worker;
    }

    private void run() {
        while (!stopping) {
            try {
                step.run();
            } catch (InterruptedException e) {
                LOG.debug("interrupted, to stop");
            } catch (Exception e) {
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(Exception e) {
        if (stopping) {
            return;
        }
        LOG.warnf(e, "%s failed; next attempt in %d ms", Thread.currentThread().getName(), PAUSE_MILLIS);
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stop) {
            LOG.debug("interrupted, to stop");
        }
    }

    /** Interrupts the thread and returns when it has ended, after at most ten seconds. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
