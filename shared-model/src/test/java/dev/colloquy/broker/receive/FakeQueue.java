package dev.colloquy.broker.receive;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A queue in memory whose receivers can fail, hang and miss cancels. */
final class FakeQueue implements Supplier<Receiver> {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger waits = new AtomicInteger();
    final AtomicInteger handled = new AtomicInteger();
    final AtomicInteger rolledBack = new AtomicInteger();
    final CountDownLatch inHand = new CountDownLatch(1);

    private int messages;
    private int failures;
    private Throwable failure;
    private int cancelsToMiss;
    private boolean deaf;
    private boolean impatient;
    private volatile int fullBatch = Integer.MAX_VALUE;
    private CountDownLatch gate = new CountDownLatch(0);

    synchronized void put(int count) {
        messages += count;
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return messages == 0;
    }

    /** The next receives fail. */
    synchronized void fail(int times, Throwable with) {
        failures = times;
        failure = with;
    }

    /** Cancels that find the wait not begun yet. */
    synchronized void missCancels(int count) {
        cancelsToMiss = count;
    }

    /** No cancel has any effect. */
    synchronized void deafToCancels() {
        deaf = true;
    }

    /** A batch of so many is a full one. */
    void fullAt(int messageCount) {
        fullBatch = messageCount;
    }

    /** Waits end in vain from now on. */
    synchronized void waitNoMore() {
        impatient = true;
        notifyAll();
    }

    /** Batches stay in hand until the gate opens. */
    synchronized void hold(CountDownLatch until) {
        gate = until;
    }

    @Override
    public Receiver get() {
        opened.incrementAndGet();
        return new FakeReceiver();
    }

    private final class FakeReceiver implements Receiver {
        private boolean waitCancelled;
        private boolean cancelled;

        @Override
        public int receiveBatch() throws Exception {
            waits.incrementAndGet();
            CountDownLatch until;
            synchronized (FakeQueue.this) {
                if (failures > 0) {
                    failures--;
                    sneak(failure);
                }
                while (messages == 0 && !waitCancelled && !impatient) {
                    FakeQueue.this.wait();
                }
                if (messages == 0) {
                    return 0;
                }
                messages--;
                until = gate;
            }
            handle(until);
            return 1;
        }

        @Override
        public int fullBatch() {
            return fullBatch;
        }

        private void handle(CountDownLatch until) throws Exception {
            inHand.countDown();
            synchronized (FakeQueue.this) {
                while (until.getCount() > 0 && !cancelled) {
                    FakeQueue.this.wait(5);
                }
                if (cancelled) {
                    messages++;
                    rolledBack.incrementAndGet();
                    throw new IllegalStateException("rolled back");
                }
            }
            handled.incrementAndGet();
        }

        private void sneak(Throwable what) throws Exception {
            if (what instanceof Error error) {
                throw error;
            }
            throw (Exception) what;
        }

        @Override
        public void cancelWait() {
            synchronized (FakeQueue.this) {
                if (cancelsToMiss > 0) {
                    cancelsToMiss--;
                } else if (!deaf) {
                    waitCancelled = true;
                    FakeQueue.this.notifyAll();
                }
            }
        }

        @Override
        public void cancel() {
            synchronized (FakeQueue.this) {
                if (!deaf) {
                    waitCancelled = true;
                    cancelled = true;
                    FakeQueue.this.notifyAll();
                }
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
