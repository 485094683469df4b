package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.RequestMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who goes to the instance, and with whom. */
@Timeout(60)
class BeginBatchesTest {
    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Gateway gateway = new Gateway();
    private final BeginBatches batches = new BeginBatches(gateway, Duration.ofSeconds(30));

    /** Begins nothing, and holds the first calls up until it is told. */
    private static final class Gateway extends ConversationGateway {
        final List<Integer> sizes = new CopyOnWriteArrayList<>();
        final CountDownLatch go = new CountDownLatch(1);
        volatile SQLException failure;

        Gateway() {
            super(null);
        }

        @Override
        Begun begin(BeginCall begin) {
            sizes.add(1);
            waitForGo();
            return begun(begin);
        }

        @Override
        List<Begun> beginTogether(List<BeginCall> begins) throws SQLException {
            sizes.add(begins.size());
            if (failure != null) {
                throw failure;
            }
            return begins.stream().map(Gateway::begun).toList();
        }

        private void waitForGo() {
            try {
                assertTrue(go.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static Begun begun(BeginCall begin) {
            Conversation conversation = new Conversation(
                    1,
                    UUID.randomUUID(),
                    ConversationState.BEGUN,
                    begin.request().request(),
                    Optional.empty(),
                    Optional.empty(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    1);
            return new Begun(conversation, true, true);
        }
    }

    @AfterEach
    void stop() {
        gateway.go.countDown();
        callers.shutdownNow();
    }

    private Future<Begun> begin(BeginBatches by, String text) {
        return callers.submit(() -> by.begin(BeginRequest.of(new RequestMessage(text)), Duration.ofHours(1)));
    }

    private static String text(Future<Begun> begun) throws Exception {
        return begun.get(20, TimeUnit.SECONDS).conversation().request().text();
    }

    /** Two are at work and stay there; the others wait behind them, in this order. */
    private List<Future<Begun>> twoAtWorkAndWaiting(int others) {
        List<Future<Begun>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(begin(batches, "at work " + i));
        }
        Awaitility.await().until(() -> gateway.sizes.size() == 2);
        for (int i = 0; i < others; i++) {
            all.add(begin(batches, "waiting " + i));
            int waiting = i + 1;
            Awaitility.await().until(() -> batches.waiting() == waiting);
        }
        return all;
    }

    @Test
    void a_request_that_finds_nobody_at_work_goes_alone_and_at_once() throws Exception {
        gateway.go.countDown();

        assertEquals("a", text(begin(batches, "a")));
        assertEquals("b", text(begin(batches, "b")));

        assertEquals(List.of(1, 1), gateway.sizes);
    }

    @Test
    void those_who_come_meanwhile_go_together_and_each_gets_its_own() throws Exception {
        List<Future<Begun>> all = twoAtWorkAndWaiting(5);

        gateway.go.countDown();

        List<String> texts = new ArrayList<>();
        for (Future<Begun> one : all) {
            texts.add(text(one));
        }
        assertEquals(
                List.of("at work 0", "at work 1", "waiting 0", "waiting 1", "waiting 2", "waiting 3", "waiting 4"),
                texts);
        assertEquals(List.of(1, 1, 1, 4), gateway.sizes.stream().sorted().toList());
        assertEquals("later", text(begin(batches, "later")));
    }

    @Test
    void a_batch_that_the_instance_refuses_is_begun_one_by_one() throws Exception {
        gateway.failure = refusal();
        List<Future<Begun>> all = twoAtWorkAndWaiting(4);

        gateway.go.countDown();

        for (Future<Begun> one : all) {
            assertTrue(one.get(20, TimeUnit.SECONDS).created());
        }
        assertEquals(6, gateway.sizes.stream().filter(size -> size == 1).count());
    }

    private static SQLException refusal() throws SQLException {
        try (Connection connection = DATABASE.pool().getConnection();
                Statement statement = connection.createStatement()) {
            return assertThrows(SQLException.class, () -> statement.execute("THROW 50001, 'refused', 1;"));
        }
    }

    @Test
    void a_batch_whose_outcome_nobody_knows_is_not_begun_again() {
        gateway.failure = new SQLException("Connection reset", "08S01");
        List<Future<Begun>> all = twoAtWorkAndWaiting(4);

        gateway.go.countDown();

        for (Future<Begun> one : all.subList(2, 6)) {
            ExecutionException failure = assertThrows(ExecutionException.class, () -> one.get(20, TimeUnit.SECONDS));
            assertInstanceOf(InstanceUnavailable.class, failure.getCause());
        }
        assertEquals(2, gateway.sizes.stream().filter(size -> size == 1).count());
    }

    @Test
    void whoever_waits_too_long_is_told_so_and_nothing_is_begun_for_it() throws Exception {
        BeginBatches impatient = new BeginBatches(gateway, Duration.ofMillis(50));
        Future<Begun> first = begin(impatient, "first");
        Future<Begun> second = begin(impatient, "second");
        Awaitility.await().until(() -> gateway.sizes.size() == 2);

        ExecutionException failure = assertThrows(
                ExecutionException.class, () -> begin(impatient, "third").get(20, TimeUnit.SECONDS));
        gateway.go.countDown();

        assertTrue(
                assertInstanceOf(InstanceUnavailable.class, failure.getCause()).isPoolExhausted());
        assertEquals(List.of("first", "second"), List.of(text(first), text(second)));
        assertEquals(2, gateway.sizes.size());
    }
}
