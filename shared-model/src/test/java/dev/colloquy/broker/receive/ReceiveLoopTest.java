package dev.colloquy.broker.receive;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.receive.LoopState.Counts;
import dev.colloquy.broker.receive.LoopState.Phase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiveLoopTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");

    private final FakeQueue queue = new FakeQueue();
    private final CountDownLatch neverOpened = new CountDownLatch(1);

    @AfterEach
    void let_go_of_batches_in_hand() {
        neverOpened.countDown();
    }

    @Test
    void every_batch_is_followed_by_the_next() {
        queue.put(100);
        try (ReceiveLoop loop = loop(2, LONG, LONG)) {
            loop.start();

            await().until(() -> queue.handled.get() == 100);
            await().until(() -> loop.state().counts().received() == 100);
            assertEquals(
                    new LoopState("Q", Phase.RUNNING, Optional.of(NOW), Optional.empty(), new Counts(2, 0, 0, 100, 0)),
                    loop.state());
        }
    }

    @Test
    void workers_are_daemons_named_after_the_queue() {
        try (ReceiveLoop loop = loop(2, LONG, LONG)) {
            loop.start();

            assertEquals(
                    List.of("Q-1", "Q-2"),
                    threads().stream().map(Thread::getName).sorted().toList());
            assertTrue(threads().stream().allMatch(Thread::isDaemon));
        }
    }

    @Test
    void close_ends_blocked_waits_at_once() {
        ReceiveLoop loop = loop(3, LONG, LONG);
        loop.start();
        await().until(() -> queue.waits.get() == 3);

        loop.close();

        assertEquals(List.of(), threads());
        assertEquals(3, queue.closed.get());
        assertEquals(Phase.STOPPED, loop.state().phase());
    }

    @Test
    void a_cancel_that_came_before_the_wait_is_repeated() {
        queue.missCancels(3);
        ReceiveLoop loop = loop(1, LONG, LONG);
        loop.start();
        await().until(() -> queue.waits.get() == 1);

        loop.close();

        assertEquals(List.of(), threads());
    }

    @Test
    void a_batch_in_hand_may_finish_within_the_grace() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        queue.hold(gate);
        queue.put(1);
        ReceiveLoop loop = loop(1, LONG, LONG);
        loop.start();
        queue.inHand.await();

        Thread closer = new Thread(loop::close, "closer");
        closer.start();
        await().until(() -> loop.state().phase() == Phase.STOPPING);
        gate.countDown();
        closer.join();

        assertEquals(1, queue.handled.get());
        assertEquals(0, queue.rolledBack.get());
        assertEquals(Phase.STOPPED, loop.state().phase());
    }

    @Test
    void a_batch_that_outlasts_the_grace_is_cancelled_and_rolled_back() throws InterruptedException {
        queue.hold(neverOpened);
        queue.put(1);
        ReceiveLoop loop = loop(1, SHORT, LONG);
        loop.start();
        queue.inHand.await();

        loop.close();

        assertEquals(0, queue.handled.get());
        assertEquals(1, queue.rolledBack.get());
        assertEquals(List.of(), threads());
        assertEquals(Phase.STOPPED, loop.state().phase());
        assertEquals(Optional.of("rolled back"), loop.state().lastError());
    }

    @Test
    void a_worker_that_no_cancel_ends_is_left_behind() throws InterruptedException {
        queue.hold(neverOpened);
        queue.deafToCancels();
        queue.put(1);
        ReceiveLoop loop = loop(1, SHORT, LONG);
        loop.start();
        queue.inHand.await();

        loop.close();

        assertEquals(Phase.STOPPING, loop.state().phase());
        neverOpened.countDown();
        await().until(() -> loop.state().phase() == Phase.STOPPED);
    }

    @Test
    void an_interrupted_close_still_ends_the_loop() {
        ReceiveLoop loop = loop(1, LONG, LONG);
        loop.start();
        await().until(() -> queue.waits.get() == 1);

        Thread.currentThread().interrupt();
        loop.close();

        assertTrue(Thread.interrupted());
        assertEquals(List.of(), threads());
    }

    @Test
    void close_before_start_keeps_the_loop_stopped() {
        ReceiveLoop loop = loop(1, LONG, LONG);
        assertEquals(Phase.STOPPED, loop.state().phase());

        loop.close();
        loop.start();
        loop.close();

        assertEquals(0, queue.opened.get());
        assertEquals(new LoopState("Q", Phase.STOPPED, Optional.empty(), Optional.empty(), Counts.NONE), loop.state());
    }

    @Test
    void starting_twice_starts_once() {
        try (ReceiveLoop loop = loop(1, LONG, LONG)) {
            loop.start();
            loop.start();

            assertEquals(1, threads().size());
        }
    }

    @Test
    void a_failure_costs_the_receiver_and_a_pause() {
        queue.fail(3, new SQLException("deadlock", "40001", 1205));
        queue.put(1);
        try (ReceiveLoop loop = loop(1, LONG, SHORT)) {
            loop.start();

            await().until(() -> queue.handled.get() == 1 && loop.state().running());
            assertEquals(4, queue.opened.get());
            assertEquals(3, queue.closed.get());
            assertEquals(Optional.of("deadlock"), loop.state().lastError());
        }
    }

    @Test
    void while_every_worker_pauses_the_loop_is_backing_off_and_close_ends_the_pause() {
        queue.fail(2, new SQLException("no instance"));
        ReceiveLoop loop = loop(2, LONG, LONG);
        loop.start();

        await().until(() -> loop.state().phase() == Phase.BACKING_OFF);
        await().until(() -> loop.state().counts().equals(new Counts(0, 2, 0, 0, 2)));
        assertEquals(Optional.of("no instance"), loop.state().lastError());

        loop.close();
        assertEquals(List.of(), threads());
    }

    @Test
    void while_one_worker_pauses_the_other_keeps_the_loop_running() {
        queue.fail(1, new SQLException("deadlock"));
        try (ReceiveLoop loop = loop(2, LONG, LONG)) {
            loop.start();

            await().until(() -> loop.state().lastError().isPresent() && queue.waits.get() == 2);
            assertTrue(loop.state().running());
        }
    }

    @Test
    void a_receiver_that_cannot_be_made_counts_as_a_failure() {
        AtomicInteger attempts = new AtomicInteger();
        Supplier<Receiver> broken = () -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("no connection");
        };
        try (ReceiveLoop loop = new ReceiveLoop("Q", new LoopSettings(1, LONG, SHORT, SHORT), broken)) {
            loop.start();

            await().until(() -> attempts.get() > 3);
            assertEquals(Optional.of("no connection"), loop.state().lastError());
            assertEquals(Phase.BACKING_OFF, loop.state().phase());
        }
    }

    @Test
    void an_empty_receive_that_did_not_wait_is_not_repeated_at_once() {
        AtomicInteger receives = new AtomicInteger();
        ReceiveLoop loop =
                new ReceiveLoop("Q", new LoopSettings(1, LONG, LONG, LONG), () -> new HastyReceiver(receives));
        loop.start();
        await().until(() -> loop.state().lastReceive().isPresent());

        loop.close();

        assertEquals(1, receives.get());
    }

    @Test
    void full_batches_bring_more_workers_up_to_the_maximum() {
        queue.fullAt(1);
        try (ReceiveLoop loop = scaling(1, 3)) {
            loop.start();

            await().until(() -> backlogBrings(loop, 3));
            queue.put(100);
            await().until(queue::isEmpty);
            assertEquals(3, queue.opened.get());
            assertEquals(
                    List.of("Q-1", "Q-2", "Q-3"),
                    threads().stream().map(Thread::getName).sorted().toList());
        }
    }

    @Test
    void batches_that_are_not_full_bring_nobody() {
        queue.fullAt(2);
        queue.put(100);
        try (ReceiveLoop loop = scaling(1, 3)) {
            loop.start();

            await().until(() -> queue.handled.get() == 100);
            assertEquals(1, queue.opened.get());
        }
    }

    @Test
    void a_newcomer_that_cannot_receive_is_followed_by_nobody() {
        AtomicInteger opened = new AtomicInteger();
        Supplier<Receiver> onlyOne = () -> {
            if (opened.incrementAndGet() > 1) {
                throw new IllegalStateException("the pool is empty");
            }
            return queue.get();
        };
        queue.fullAt(1);
        queue.put(100);
        try (ReceiveLoop loop = new ReceiveLoop("Q", new LoopSettings(1, 4, LONG, LONG, LONG), onlyOne)) {
            loop.start();

            await().until(() -> queue.handled.get() == 100);
            await().until(() -> loop.state().counts().backingOff() == 1);
            assertEquals(2, opened.get());
            assertTrue(loop.state().running());
        }
    }

    @Test
    void workers_above_the_minimum_end_when_they_wait_in_vain() {
        queue.fullAt(1);
        try (ReceiveLoop loop = scaling(2, 4)) {
            loop.start();
            await().until(() -> backlogBrings(loop, 4));

            queue.waitNoMore();

            await().until(() -> threads().size() == 2);
            assertEquals(2, loop.state().counts().receiving());
            // What was left of the backlog may have brought some back for a moment.
            await().until(() -> queue.opened.get() - queue.closed.get() == 2);
        }
    }

    @Test
    void an_error_ends_its_worker_and_the_state_says_so() {
        queue.fail(1, new OutOfMemoryError("a test"));
        try (ReceiveLoop loop = loop(2, LONG, LONG)) {
            loop.start();

            await().until(() -> loop.state().deadWorkers() == 1);
            assertTrue(loop.state().running());
            assertEquals(Optional.of("a test"), loop.state().lastError());
        }
    }

    @Test
    void a_loop_whose_last_worker_has_died_is_stopped() {
        queue.fail(1, new StackOverflowError());
        try (ReceiveLoop loop = loop(1, LONG, LONG)) {
            loop.start();

            await().until(() -> loop.state().deadWorkers() == 1);
            assertEquals(Phase.STOPPED, loop.state().phase());
            assertFalse(loop.state().running());
            assertEquals(Optional.of("StackOverflowError"), loop.state().lastError());
        }
    }

    @Test
    void two_hundred_starts_and_stops_leave_no_thread() {
        for (int round = 0; round < 200; round++) {
            ReceiveLoop loop = loop(2, LONG, SHORT);
            if (round % 3 == 0) {
                queue.fail(1, new SQLException("at the start"));
            }
            queue.put(round % 5);

            loop.start();
            if (round % 2 == 0) {
                await().pollInterval(SHORT)
                        .until(() -> loop.state().lastReceive().isPresent() || queue.waits.get() > 0);
            }
            loop.close();

            assertEquals(Phase.STOPPED, loop.state().phase());
        }
        assertEquals(List.of(), threads());
        assertEquals(queue.opened.get(), queue.closed.get());
    }

    private ReceiveLoop loop(int workers, Duration grace, Duration backoff) {
        LoopSettings settings = new LoopSettings(workers, grace, backoff, backoff);
        return new ReceiveLoop("Q", settings, queue, Clock.fixed(NOW, ZoneOffset.UTC), SHORT);
    }

    private boolean backlogBrings(ReceiveLoop loop, int workers) {
        queue.put(10);
        return loop.state().counts().receiving() == workers;
    }

    private ReceiveLoop scaling(int minimum, int maximum) {
        return new ReceiveLoop("Q", new LoopSettings(minimum, maximum, LONG, SHORT, SHORT), queue);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Q-"))
                .toList();
    }

    /** Comes back empty without having waited. */
    private record HastyReceiver(AtomicInteger receives) implements Receiver {
        @Override
        public int receiveBatch() {
            receives.incrementAndGet();
            return 0;
        }

        @Override
        public void cancelWait() {}

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}
