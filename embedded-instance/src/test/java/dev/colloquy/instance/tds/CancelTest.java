package dev.colloquy.instance.tds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.types.SqlType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CancelTest {
    @RegisterExtension
    final TdsServerExtension tds = new TdsServerExtension();

    private final ExecutorService clients = Executors.newCachedThreadPool();

    @AfterEach
    void stopClients() {
        clients.shutdownNow();
    }

    private static void assertUsable(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select 1")) {
            assertTrue(rows.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DriverLoginTest.PLAIN, DriverLoginTest.ENCRYPTED})
    void query_timeout_cancels_and_the_connection_is_usable_at_once(String properties) throws SQLException {
        try (Connection connection = tds.connect(properties);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            for (int i = 0; i < 2; i++) {
                assertThrows(SQLTimeoutException.class, () -> statement.execute("wait"));
                assertUsable(statement);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DriverLoginTest.PLAIN, DriverLoginTest.ENCRYPTED})
    void each_cancel_reaches_the_request_that_runs(String properties)
            throws SQLException, InterruptedException, ExecutionException {
        AtomicInteger reached = new AtomicInteger();
        tds.sessions.scripts.put("counted", (response, cancellation) -> {
            try {
                FakeSessions.awaitCancel(cancellation);
            } finally {
                reached.incrementAndGet();
            }
        });
        try (Connection connection = tds.connect(properties);
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= 20; i++) {
                tds.sessions.log.clear();
                Future<?> running =
                        clients.submit(() -> assertThrows(SQLException.class, () -> statement.execute("counted")));
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> tds.sessions.log.contains("counted"));
                statement.cancel();
                running.get();
                assertEquals(i, reached.get());
                assertUsable(statement);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DriverLoginTest.PLAIN, DriverLoginTest.ENCRYPTED})
    void cancel_that_races_with_the_end_of_the_request_never_hits_the_next(String properties)
            throws SQLException, InterruptedException, ExecutionException {
        AtomicLong duration = new AtomicLong();
        tds.sessions.scripts.put("short", (response, cancellation) -> {
            long end = System.nanoTime() + duration.get();
            while (System.nanoTime() < end) {
                cancellation.check();
                LockSupport.parkNanos(20_000);
            }
            FakeSessions.rows(response, SqlType.INT, 1);
        });
        int cancelled = 0;
        try (Connection connection = tds.connect(properties);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 200; i++) {
                duration.set(i % 20 * 1_000_000L);
                Future<Boolean> running = clients.submit(() -> succeeds(statement, "short"));
                LockSupport.parkNanos(i % 7 * 1_500_000L);
                statement.cancel();
                cancelled += running.get() ? 0 : 1;
                assertUsable(statement);
            }
        }
        assertTrue(cancelled > 10, "cancelled: " + cancelled);
    }

    private static boolean succeeds(Statement statement, String text) throws SQLException {
        try (ResultSet rows = statement.executeQuery(text)) {
            return rows.next();
        } catch (SQLException e) {
            assertEquals("The query was canceled.", e.getMessage());
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DriverLoginTest.PLAIN, DriverLoginTest.ENCRYPTED})
    void cancel_ends_the_statement_while_the_client_does_not_read_its_rows(String properties) throws SQLException {
        AtomicLong ended = new AtomicLong();
        tds.sessions.scripts.put("endless", (response, cancellation) -> {
            response.columns(List.of(ResultColumn.of("s", SqlType.nvarchar(4000))));
            Object[] row = {"x".repeat(4000)};
            try {
                while (true) {
                    response.row(row);
                }
            } catch (CancellationException e) {
                ended.incrementAndGet();
                throw e;
            }
        });
        try (Connection connection = tds.connect(properties);
                Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("endless");
            assertTrue(rows.next());
            statement.cancel();
            Awaitility.await().until(() -> ended.get() == 1);
            assertThrows(SQLException.class, () -> {
                while (rows.next()) {
                    assertFalse(rows.getString(1).isEmpty());
                }
            });
            assertUsable(statement);
        }
    }

    /** In clear only: with TLS the driver's abort itself waits for the thread that reads. */
    @Test
    void client_that_goes_away_cancels_its_request() throws SQLException {
        Connection connection = tds.connect(DriverLoginTest.PLAIN);
        Future<?> running = clients.submit(() -> connection.createStatement().execute("wait"));
        Awaitility.await().until(() -> tds.sessions.log.contains("wait"));
        connection.abort(Runnable::run);
        Awaitility.await().until(() -> tds.sessions.open.get() == 0);
        assertThrows(ExecutionException.class, running::get);
    }

    @Test
    void many_connections_are_cancelled_each_by_its_own_client()
            throws SQLException, InterruptedException, ExecutionException {
        int count = 20;
        List<Connection> connections = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        List<Future<Boolean>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(tds.connect(DriverLoginTest.PLAIN));
            Statement statement = connections.get(i).createStatement();
            statements.add(statement);
            running.add(clients.submit(() -> succeeds(statement, "wait")));
        }
        Awaitility.await().until(() -> tds.sessions.log.size() == count);
        for (int i = count - 1; i >= 0; i--) {
            statements.get(i).cancel();
            assertFalse(running.get(i).get());
            for (int j = 0; j < i; j++) {
                assertFalse(running.get(j).isDone());
            }
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    @Test
    void completed_result_is_whole_even_if_the_client_cancels_while_reading_it() throws SQLException {
        tds.sessions.scripts.put("two", (response, cancellation) -> {
            FakeSessions.rows(response, SqlType.INT, 1, 2);
            response.done(Command.UPDATE, true, 1, false);
        });
        try (Connection connection = tds.connect(DriverLoginTest.PLAIN);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("two")) {
                assertTrue(rows.next());
                statement.cancel();
            } catch (SQLException e) {
                assertEquals("The query was canceled.", e.getMessage());
            }
            assertUsable(statement);
        }
    }
}
