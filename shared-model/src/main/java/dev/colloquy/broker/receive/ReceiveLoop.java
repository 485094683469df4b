package dev.colloquy.broker.receive;

import dev.colloquy.broker.receive.LoopState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Threads that receive from a queue until the loop is closed. Each has a receiver of its own; a failure costs the
 * receiver and a pause, never the thread. The threads are daemons named after the queue: {@code InstTargetQueue-1}.
 *
 * <p>Safe for use by many threads. A closed loop does not start again.
 */
public final class ReceiveLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ReceiveLoop.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** A cancel that comes just before a statement begins hits nothing, so it is repeated. */
    private static final long CANCEL_INTERVAL_MILLIS = 20;

    private final String queue;
    private final LoopSettings settings;
    private final Duration stopLimit;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final LoopJournal journal;
    private final List<Worker> workers;
    private boolean started;

    /**
     * Makes the threads; none runs before {@link #start()}.
     *
     * @param queue name for threads, log and health
     * @param receivers called by each thread when it needs a receiver; what it throws counts as a failed receive
     */
    public ReceiveLoop(String queue, LoopSettings settings, Supplier<Receiver> receivers) {
        this(queue, settings, receivers, Clock.systemUTC(), STOP_LIMIT);
    }

    ReceiveLoop(String queue, LoopSettings settings, Supplier<Receiver> receivers, Clock clock, Duration stopLimit) {
        this.queue = queue;
        this.settings = settings;
        this.stopLimit = stopLimit;
        this.journal = new LoopJournal(queue, clock);
        Random random = new Random();
        LoopSignals signals = new LoopSignals(journal, stop);
        this.workers = IntStream.rangeClosed(1, settings.workers())
                .mapToObj(number -> new Worker(
                        queue + "-" + number,
                        receivers,
                        new Backoff(settings.firstBackoff(), settings.longestBackoff(), random),
                        settings.firstBackoff(),
                        signals))
                .toList();
    }

    /** Lets the workers receive. Calling it again, or after {@link #close()}, does nothing. */
    public synchronized void start() {
        if (started || closed()) {
            return;
        }
        started = true;
        workers.forEach(Worker::start);
        LOG.infof("RECEIVE from %s has begun, %d workers", queue, settings.workers());
    }

    /**
     * Ends the loop, and returns when every thread has ended: waits are cancelled at once, a batch in hand may go on
     * for the grace, then it is cancelled too and rolled back. A thread that does not end even then is left behind with a
     * warning. May be called twice, by several threads, and before {@link #start()}; not by a worker.
     */
    @Override
    public void close() {
        boolean first;
        synchronized (this) {
            first = started && !closed();
            stop.countDown();
            if (!started) {
                return;
            }
        }
        if (!endWithin(settings.stopGrace(), Worker::cancelWait)) {
            LOG.warnf(
                    "%s: a batch is still in hand after %d ms; it is cancelled, its messages will be received again",
                    queue, settings.stopGrace().toMillis());
            if (!endWithin(stopLimit, Worker::cancel)) {
                LOG.warnf("%s: left behind after %d ms more: %s", queue, stopLimit.toMillis(), aliveNames());
                return;
            }
        }
        if (first) {
            LOG.infof("RECEIVE from %s has ended", queue);
        }
    }

    /** What the loop does now. Never waits. */
    public LoopState state() {
        int dead = (int) workers.stream()
                .filter(worker -> worker.activity() == Worker.Activity.DEAD)
                .count();
        return new LoopState(queue, phase(dead), journal.lastReceive(), journal.lastError(), dead);
    }

    private synchronized Phase phase(int dead) {
        if (!started) {
            return Phase.STOPPED;
        }
        if (closed()) {
            return alive().isEmpty() ? Phase.STOPPED : Phase.STOPPING;
        }
        if (dead == workers.size()) {
            return Phase.STOPPED;
        }
        boolean receiving = workers.stream().anyMatch(worker -> worker.activity() == Worker.Activity.RECEIVING);
        return receiving ? Phase.RUNNING : Phase.BACKING_OFF;
    }

    private boolean closed() {
        return stop.getCount() == 0;
    }

    /** Repeats the request to those that are alive until none is, or the time is up; whether none is. */
    private boolean endWithin(Duration limit, Consumer<Worker> request) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        List<Worker> alive = alive();
        do {
            alive.forEach(request);
            try {
                if (!alive.isEmpty()) {
                    alive.get(0).join(CANCEL_INTERVAL_MILLIS);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            alive = alive();
        } while (!alive.isEmpty() && System.nanoTime() - deadline < 0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return alive.isEmpty();
    }

    private List<Worker> alive() {
        return workers.stream().filter(Worker::isAlive).toList();
    }

    private String aliveNames() {
        return alive().stream().map(Worker::name).collect(Collectors.joining(", "));
    }
}
