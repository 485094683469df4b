package dev.colloquy.instance.tds;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices for all connections that the client of a running request sends something, which can only be an attention, or
 * is gone, and cancels the request.
 *
 * <p>Most requests end within the first milliseconds and are never looked at closely. The thread ticks as long as there
 * are requests it has not decided about; the sockets of those that last are watched by its selector, and when all are
 * watched, or nothing runs, it sleeps until a socket or a new request wakes it.
 *
 * <p>A session forgets a cancel that comes before it has begun with the request, so a cancel is repeated until the
 * request has ended.
 */
final class AttentionWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AttentionWatch.class.getName());
    private static final long TICK_MILLIS = 8;
    private static final long SHORT_NANOS = 4_000_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private final Set<RunningRequest> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed;

    AttentionWatch() throws IOException {
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "tds-attention-watch");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(RunningRequest connection) {
        connections.add(connection);
    }

    /** Forgets a connection whose socket is closed; the socket's number is only free once the selector has run. */
    void remove(RunningRequest connection) {
        connections.remove(connection);
        selector.wakeup();
    }

    /** A request begins; costs a volatile read unless the watch sleeps. */
    void noticeRequest() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.close();
    }

    private void run() {
        try {
            while (!closed) {
                await();
            }
        } catch (IOException | RuntimeException e) {
            // A closed selector ends the loop by an exception as well.
            if (!closed) {
                LOG.log(Level.ERROR, "attentions are no longer noticed; restart the instance", e);
            }
        }
    }

    private void await() throws IOException {
        long wait = lookAround();
        if (wait == 0) {
            asleep.set(true);
            // A request that began before the flag was set did not wake the watch.
            wait = lookAround();
            if (wait != 0) {
                asleep.set(false);
            }
        }
        if (!closed) {
            selector.select(this::readable, wait);
        }
        asleep.set(false);
    }

    /** Milliseconds until the next look, 0 if only a wake-up can bring news. */
    private long lookAround() {
        long now = System.nanoTime();
        boolean undecided = false;
        for (RunningRequest connection : connections) {
            undecided |= isUndecided(connection, now);
        }
        return undecided ? TICK_MILLIS : 0;
    }

    private boolean isUndecided(RunningRequest connection, long now) {
        long number = connection.number();
        if (number == 0) {
            return false;
        }
        if (number != connection.seen) {
            connection.seen = number;
            connection.seenAt = now;
            return true;
        }
        if (number == connection.cancelled) {
            cancelAgain(connection, now);
            return true;
        }
        if (number == connection.watched) {
            return false;
        }
        if (now - connection.seenAt < SHORT_NANOS) {
            return true;
        }
        if (connection.hasInputBefore()) {
            cancel(connection, number, now);
            return true;
        }
        watch(connection, number);
        return false;
    }

    private void watch(RunningRequest connection, long number) {
        try {
            if (connection.key == null) {
                connection.key = connection.socket().channel().register(selector, SelectionKey.OP_READ, connection);
            } else {
                connection.key.interestOps(SelectionKey.OP_READ);
            }
            connection.watched = number;
        } catch (ClosedChannelException | CancelledKeyException e) {
            // The connection's own thread has ended it.
            connections.remove(connection);
        }
    }

    /**
     * A watched socket has bytes or its end was reached. The selection was made while the number was watched, after the
     * request's own bytes were consumed; if that request still executes the bytes came behind it.
     */
    private void readable(SelectionKey key) {
        RunningRequest connection = (RunningRequest) key.attachment();
        try {
            key.interestOps(0);
        } catch (CancelledKeyException e) {
            connections.remove(connection);
            return;
        }
        long number = connection.number();
        if (number != 0 && number == connection.watched) {
            cancel(connection, number, System.nanoTime());
        }
    }

    private void cancel(RunningRequest connection, long number, long now) {
        connection.cancelled = number;
        connection.pause = TICK_MILLIS * 1_000_000;
        connection.cancelAgainAt = now;
        cancelAgain(connection, now);
    }

    private void cancelAgain(RunningRequest connection, long now) {
        if (now - connection.cancelAgainAt < 0) {
            return;
        }
        connection.pause = Math.min(LONGEST_PAUSE_NANOS, 2 * connection.pause);
        connection.cancelAgainAt = now + connection.pause;
        try {
            connection.cancel(connection.cancelled);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a running request could not be cancelled; trying again", e);
        }
    }
}
