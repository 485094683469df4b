package dev.colloquy.broker.receive;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.instance.StartFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop over a real wait of a real driver. */
@Timeout(120)
class EmbeddedReceiveTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final LoopSettings SETTINGS = new LoopSettings(2, LONG, Duration.ofMillis(1), LONG);

    /** Connections outlive receivers, as in a pool: a cancelled wait must leave them usable. */
    private static final BlockingQueue<Connection> POOL = new LinkedBlockingQueue<>();

    private static EmbeddedInstance instance;

    private final AtomicInteger waits = new AtomicInteger();
    private final AtomicInteger cancelledWaits = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();

    @BeforeAll
    static void make_a_queue() throws StartFailure, SQLException {
        instance = EmbeddedInstance.builder().port(0).brokerPort(0).start();
        try (Connection connection = connect("master");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE Work");
        }
        try (Connection connection = connect("Work");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE QUEUE dbo.Waiting");
        }
        for (int worker = 0; worker < SETTINGS.minWorkers(); worker++) {
            POOL.add(connect("Work"));
        }
    }

    @AfterAll
    static void stop_the_instance() throws SQLException {
        for (Connection connection : POOL) {
            connection.close();
        }
        instance.close();
    }

    @Test
    void close_ends_waits_that_the_instance_is_in() {
        ReceiveLoop loop = new ReceiveLoop("Waiting", SETTINGS, WaitingReceiver::new);
        loop.start();
        await().until(() -> waitingSessions() == 2);

        loop.close();

        assertEquals(2, cancelledWaits.get());
        assertEquals(0, cancels.get());
        assertEquals(Phase.STOPPED, loop.state().phase());
        assertEquals(Optional.empty(), loop.state().lastError());
    }

    @Test
    void two_hundred_closes_at_any_moment_of_a_wait_leave_no_thread() {
        for (int round = 0; round < 200; round++) {
            ReceiveLoop loop = new ReceiveLoop("Waiting", SETTINGS, WaitingReceiver::new);
            int before = waits.get();
            loop.start();
            if (round % 4 != 0) {
                await().pollInterval(Duration.ofMillis(1)).until(() -> waits.get() > before);
            }
            loop.close();
            assertEquals(Phase.STOPPED, loop.state().phase());
            assertEquals(Optional.empty(), loop.state().lastError());
        }
        assertEquals(0, cancels.get());
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("Waiting-"))
                        .toList());
    }

    @Test
    void a_cancelled_wait_leaves_the_connection_usable_for_what_is_left_to_do() throws Exception {
        CancellableStatement cancellable = new CancellableStatement();
        try (Connection connection = connect("Work");
                Statement wait = connection.createStatement();
                Statement after = connection.createStatement()) {
            Thread canceller = new Thread(() -> await().until(() -> {
                cancellable.cancelWait();
                return cancelledWaits.get() == 1;
            }));
            canceller.start();
            try {
                cancellable.runWait(wait, () -> wait.execute("WAITFOR (RECEIVE * FROM dbo.Waiting), TIMEOUT 60000"));
            } catch (SQLException e) {
                assertTrue(cancellable.isCancelled(e), e.toString());
                cancelledWaits.incrementAndGet();
            }
            canceller.join();

            assertEquals(1, cancelledWaits.get());
            assertFalse(Thread.currentThread().isInterrupted());
            assertTrue(cancellable.run(after, () -> after.execute("SELECT 1")));
        }
    }

    private static int waitingSessions() throws SQLException {
        String others = "SELECT COUNT(*) FROM sys.dm_exec_sessions WHERE status = N'running' AND session_id <> @@SPID";
        try (Connection connection = connect("Work");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(others)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                instance.jdbcUrl() + ";databaseName=" + database, "sa", instance.saPassword());
    }

    /** Waits a minute in a transaction, as the services do. */
    private final class WaitingReceiver implements Receiver {
        private final CancellableStatement running = new CancellableStatement();

        private final Connection connection = POOL.remove();

        @Override
        public int receiveBatch() throws SQLException {
            connection.setAutoCommit(false);
            try (PreparedStatement wait =
                    connection.prepareStatement("WAITFOR (RECEIVE * FROM dbo.Waiting), TIMEOUT 60000")) {
                waits.incrementAndGet();
                int received = running.runWait(wait, () -> rows(wait));
                connection.commit();
                return received;
            } catch (SQLException e) {
                connection.rollback();
                if (running.isCancelled(e)) {
                    cancelledWaits.incrementAndGet();
                    return 0;
                }
                throw e;
            }
        }

        private static int rows(PreparedStatement wait) throws SQLException {
            int rows = 0;
            try (ResultSet messages = wait.executeQuery()) {
                while (messages.next()) {
                    rows++;
                }
            }
            return rows;
        }

        @Override
        public void cancelWait() {
            running.cancelWait();
        }

        @Override
        public void cancel() {
            cancels.incrementAndGet();
            running.cancel();
        }

        @Override
        public void close() {
            POOL.add(connection);
        }
    }
}
