package dev.colloquy.instance.tds.packet;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A socket in clear. It is non-blocking with a selector of its own, because a blocking read could neither have a
 * deadline nor be watched by another selector while a request runs.
 *
 * <p>{@link #interruptWrites()} and {@link #disconnect()} may be called by any thread.
 */
public final class SocketTransport implements Transport, AutoCloseable {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private ByteBuffer returned = EMPTY;
    private boolean drained = true;
    private boolean timed;
    private long deadline;
    private volatile boolean writesInterrupted;

    /**
     * @param channel connected; becomes non-blocking
     */
    public SocketTransport(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    public SocketChannel channel() {
        return channel;
    }

    /** From now on reads and writes fail with {@link SocketTimeoutException} once this {@code nanoTime} is over. */
    public void setDeadline(long nanoTime) {
        timed = true;
        deadline = nanoTime;
    }

    public void clearDeadline() {
        timed = false;
    }

    /** Gives back bytes that were read too far; the next read returns them first. */
    public void pushBack(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return;
        }
        ByteBuffer joined = ByteBuffer.allocate(bytes.remaining() + returned.remaining());
        joined.put(bytes).put(returned).flip();
        returned = joined;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (returned.hasRemaining()) {
            return move(returned, target);
        }
        while (true) {
            // After a read that did not fill its buffer nothing is expected, so the attempt would be a wasted call.
            if (drained) {
                await(SelectionKey.OP_READ);
            }
            int count = channel.read(target);
            drained = target.hasRemaining();
            if (count != 0) {
                return count;
            }
        }
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            int count = channel.write(source);
            if (count > 0) {
                continue;
            }
            if (writesInterrupted) {
                return;
            }
            await(SelectionKey.OP_WRITE);
        }
    }

    @Override
    public boolean hasInput() {
        return returned.hasRemaining();
    }

    /** Lets a write that waits for a client who does not read return with the rest unwritten. */
    public void interruptWrites() {
        writesInterrupted = true;
        selector.wakeup();
    }

    /** Ends the effect of {@link #interruptWrites()}. */
    public void allowWrites() {
        if (writesInterrupted) {
            writesInterrupted = false;
        }
    }

    /** Closes the socket and wakes the thread that waits for it, which then fails. */
    public void disconnect() throws IOException {
        channel.close();
        selector.wakeup();
    }

    /** Closes the socket and the selector; for the owning thread. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            selector.close();
        }
    }

    static int move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        int limit = from.limit();
        from.limit(from.position() + count);
        to.put(from);
        from.limit(limit);
        return count;
    }

    private void await(int operation) throws IOException {
        try {
            if (key.interestOps() != operation) {
                key.interestOps(operation);
            }
            selector.select(ready -> {}, remainingMillis());
        } catch (CancelledKeyException | ClosedSelectorException e) {
            throw closed(e);
        }
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private static ClosedChannelException closed(Throwable cause) {
        ClosedChannelException closed = new ClosedChannelException();
        closed.initCause(cause);
        return closed;
    }

    /** Milliseconds for select, where 0 means no limit. */
    private long remainingMillis() throws SocketTimeoutException {
        if (!timed) {
            return 0;
        }
        long remaining = deadline - System.nanoTime();
        if (remaining <= 0) {
            throw new SocketTimeoutException("the client did not answer in time");
        }
        return remaining / 1_000_000 + 1;
    }
}
