package dev.colloquy.instance.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What has arrived on a connection and waits to be delivered. It is bounded: a full one stops the reader. */
final class Inbox {
    private static final int MOST_MESSAGES = 4_096;
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Deque<ArrivedMessage> messages = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    /** Waits for room; false if the inbox is closed. One message is let in however long it is. */
    boolean put(ArrivedMessage message) {
        lock.lock();
        try {
            while (!closed && (messages.size() >= MOST_MESSAGES || bytes >= MOST_BYTES)) {
                emptied.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            messages.add(message);
            bytes += message.body().length;
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** True if the reader has to wait. */
    boolean isFull() {
        lock.lock();
        try {
            return messages.size() >= MOST_MESSAGES || bytes >= MOST_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for messages and takes what is there, up to a limit; empty once the inbox is closed. */
    List<ArrivedMessage> take(int mostMessages, long mostBytes) {
        lock.lock();
        try {
            while (!closed && messages.isEmpty()) {
                filled.awaitUninterruptibly();
            }
            if (closed) {
                return List.of();
            }
            List<ArrivedMessage> taken = new ArrayList<>(Math.min(messages.size(), mostMessages));
            long takenBytes = 0;
            while (!messages.isEmpty() && taken.size() < mostMessages && takenBytes < mostBytes) {
                ArrivedMessage message = messages.remove();
                takenBytes += message.body().length;
                taken.add(message);
            }
            bytes -= takenBytes;
            emptied.signal();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
