package dev.colloquy.broker.receive;

import dev.colloquy.broker.receive.LoopState.Counts;
import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.broker.receive.Worker.Activity;
import dev.colloquy.broker.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Threads that receive from a queue until the loop is closed, as many as the backlog asks for. Each has a receiver of its own; a failure costs the
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
    private final Crew crew;

    /**
     * No thread runs before {@link #start()}.
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
        this.crew = new Crew(
                queue,
                settings,
                name -> new Worker(
                        name,
                        receivers,
                        new Backoff(settings.firstBackoff(), settings.longestBackoff(), random),
                        settings.firstBackoff(),
                        signals));
        signals.crew().set(crew);
    }

    /** Lets the workers receive. Calling it again, or after {@link #close()}, does nothing. */
    public void start() {
        if (crew.start()) {
            LOG.infof("RECEIVE from %s has begun, %d workers", queue, settings.minWorkers());
        }
    }

    /**
     * Ends the loop, and returns when every thread has ended: waits are cancelled at once, a batch in hand may go on
     * for the grace, then it is cancelled too and rolled back. A thread that does not end even then is left behind with a
     * warning. May be called twice, by several threads, and before {@link #start()}; not by a worker.
     */
    @Override
    public void close() {
        boolean first = crew.close();
        stop.countDown();
        if (!crew.started()) {
            return;
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
        Counts counts = new Counts(
                crew.count(Activity.RECEIVING),
                crew.count(Activity.BACKING_OFF),
                crew.count(Activity.DEAD),
                journal.received(),
                journal.errors());
        return new LoopState(queue, phase(counts), journal.lastReceive(), journal.lastError(), counts);
    }

    private Phase phase(Counts counts) {
        if (!crew.started()) {
            return Phase.STOPPED;
        }
        if (crew.closed()) {
            return crew.alive().isEmpty() ? Phase.STOPPED : Phase.STOPPING;
        }
        if (counts.receiving() > 0) {
            return Phase.RUNNING;
        }
        return counts.backingOff() > 0 ? Phase.BACKING_OFF : Phase.STOPPED;
    }

    /** Repeats the request to those that are alive until none is, or the time is up; whether none is. */
    private boolean endWithin(Duration limit, Consumer<Worker> request) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        List<Worker> alive = crew.alive();
        do {
            alive.forEach(request);
            try {
                if (!alive.isEmpty()) {
                    alive.get(0).join(CANCEL_INTERVAL_MILLIS);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            alive = crew.alive();
        } while (!alive.isEmpty() && System.nanoTime() - deadline < 0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return alive.isEmpty();
    }

    private String aliveNames() {
        return crew.alive().stream().map(Worker::name).collect(Collectors.joining(", "));
    }
}
