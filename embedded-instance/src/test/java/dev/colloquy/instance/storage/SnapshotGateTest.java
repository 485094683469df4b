package dev.colloquy.instance.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SnapshotGateTest {
    private final SnapshotGate gate = new SnapshotGate();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> order = new CopyOnWriteArrayList<>();

    @AfterEach
    void releaseAll() {
        release.countDown();
    }

    @Test
    void a_snapshot_waits_for_a_change_that_is_under_way() throws Exception {
        Thread change = changeUntilReleased();
        Thread snapshot = start(() -> gate.snapshot(() -> order.add("snapshot")));
        await().until(() -> snapshot.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        change.join();
        snapshot.join();

        assertEquals(List.of("change begins", "change ends", "snapshot"), order);
    }

    @Test
    void a_change_waits_for_a_snapshot() throws Exception {
        Thread snapshot = start(() -> gate.snapshot(() -> {
            order.add("snapshot begins");
            awaitRelease();
            order.add("snapshot ends");
        }));
        await().until(() -> order.contains("snapshot begins"));
        Thread change = start(() -> gate.change(() -> order.add("change")));
        await().until(() -> change.getState() == Thread.State.WAITING);
        release.countDown();
        snapshot.join();
        change.join();

        assertEquals(List.of("snapshot begins", "snapshot ends", "change"), order);
    }

    @Test
    void changes_run_side_by_side_and_one_within_another() throws Exception {
        Thread first = changeUntilReleased();

        assertEquals(2, gate.change(() -> gate.change(() -> 2)));
        release.countDown();
        first.join();
    }

    @Test
    void a_snapshot_does_not_wait_for_ever() throws Exception {
        Thread change = changeUntilReleased();
        gate.snapshot(() -> order.add("snapshot"));
        release.countDown();
        change.join();

        assertEquals(List.of("change begins", "snapshot", "change ends"), order);
    }

    private Thread changeUntilReleased() {
        Thread change = start(() -> gate.change(() -> {
            order.add("change begins");
            awaitRelease();
            return order.add("change ends");
        }));
        await().until(() -> order.contains("change begins"));
        return change;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static Thread start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }
}
