package dev.colloquy.broker.receive;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.instance.EmbeddedInstance;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.MSSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The services' pool and driver, with the properties of their {@code application.properties} but shorter times, behind a
 * network that forgets connections. What ends a read that hears nothing is the driver's {@code socketTimeout}: a query
 * timeout only makes the driver send an attention, whose acknowledgement it then awaits.
 */
@Timeout(120)
class HalfOpenConnectionTest {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(50);

    private final AtomicInteger received = new AtomicInteger();
    private EmbeddedInstance instance;
    private SilentProxy proxy;
    private AgroalDataSource pool;

    @BeforeEach
    void start() throws Exception {
        instance = EmbeddedInstance.builder().port(0).brokerPort(0).start();
        proxy = new SilentProxy(instance.port());
        pool = AgroalDataSource.from(configuration());
    }

    @AfterEach
    void stop() {
        pool.close();
        proxy.close();
        instance.close();
    }

    private AgroalDataSourceConfigurationSupplier configuration() {
        return new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled()
                .connectionPoolConfiguration(pooled -> pooled.maxSize(2)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .exceptionSorter(new MSSQLExceptionSorter())
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl("jdbc:sqlserver://localhost:" + proxy.port())
                                        .connectionProviderClass(SQLServerDriver.class)
                                        .principal(new NamePrincipal("sa"))
                                        .credential(new SimplePassword(instance.saPassword()))
                                        .jdbcProperty("encrypt", "true")
                                        .jdbcProperty("trustServerCertificate", "true")
                                        .jdbcProperty("connectRetryCount", "0")
                                        .jdbcProperty("socketTimeout", "3000")));
    }

    @Test
    void a_wait_that_hears_nothing_more_ends_and_the_loop_goes_on_with_another_connection() throws Exception {
        execute("CREATE QUEUE dbo.Waiting");
        try (ReceiveLoop loop =
                new ReceiveLoop("Waiting", new LoopSettings(1, LONG, SHORT, SHORT), WaitingReceiver::new)) {
            loop.start();
            await().until(() -> received.get() > 0);

            proxy.silence();

            await().atMost(LONG).until(() -> loop.state().counts().errors() == 1);
            int before = received.get();
            await().atMost(LONG)
                    .until(() -> received.get() > before && loop.state().phase() == Phase.RUNNING);
            assertEquals(1, loop.state().counts().errors());
        }
        assertEquals(1, pool.getMetrics().destroyCount());
    }

    @Test
    void a_connection_that_has_fallen_silent_is_not_given_out_again() throws Exception {
        execute("SELECT 1");
        proxy.silence();

        SQLException failure = assertThrows(SQLException.class, () -> execute("SELECT 1"));

        assertEquals("08S01", failure.getSQLState());
        execute("SELECT 1");
        assertEquals(1, pool.getMetrics().destroyCount());
    }

    @Test
    void a_commit_that_hears_nothing_more_ends() throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1");
            proxy.silence();

            assertThrows(SQLException.class, connection::commit);
        }

        execute("SELECT 1");
        assertEquals(1, pool.getMetrics().destroyCount());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertTrue(statement.execute(sql) || statement.getUpdateCount() <= 0);
        }
    }

    /** Waits a second, in a transaction of its own. */
    private final class WaitingReceiver implements Receiver {
        private final CancellableStatement running = new CancellableStatement();

        @Override
        public int receiveBatch() throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement wait =
                            connection.prepareStatement("WAITFOR (RECEIVE * FROM dbo.Waiting), TIMEOUT 1000")) {
                wait.setQueryTimeout(2);
                int rows = running.runWait(wait, () -> rows(wait));
                received.incrementAndGet();
                return rows;
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
            running.cancel();
        }

        @Override
        public void close() {}
    }
}
