package dev.colloquy.broker.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.Side;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueRepairTest {
    private static final String QUEUE = Side.TARGET.queue();

    @RegisterExtension
    final StatusDatabase database = new StatusDatabase();

    private final SteppingClock clock = new SteppingClock();
    private final QueueRepair repair = new QueueRepair(database::asReader, neverShorter(), clock);

    @Test
    void a_disabled_queue_is_enabled_by_a_login_that_may_only_execute() throws SQLException {
        disable();

        assertTrue(repair.repair(QUEUE, read()));

        assertTrue(read().queue().enabled());
        assertEquals(1, repair.repairs());
    }

    @Test
    void a_disabled_queue_can_be_enabled_in_a_transaction() throws SQLException {
        disable();

        try (Connection connection = database.asReader();
                CallableStatement call = connection.prepareCall("{call dbo.enable_queue}")) {
            connection.setAutoCommit(false);
            try (ResultSet row = call.executeQuery()) {
                assertTrue(row.next() && row.getBoolean("enabled"));
            }
            connection.commit();
        }

        assertTrue(read().queue().enabled());
    }

    @Test
    void an_enabled_queue_is_left_alone() throws SQLException {
        assertFalse(repair.repair(QUEUE, read()));

        assertEquals(0, repair.repairs());
    }

    @Test
    void a_queue_that_is_disabled_again_at_once_stays_so_for_longer_and_longer() throws SQLException {
        repairAgain();

        assertStaysDisabledFor(Duration.ofSeconds(10));
        assertStaysDisabledFor(Duration.ofSeconds(20));
        assertStaysDisabledFor(Duration.ofSeconds(40));
    }

    @Test
    void a_queue_that_stayed_enabled_for_long_is_repaired_as_quickly_as_the_first_time() throws SQLException {
        repairAgain();
        assertStaysDisabledFor(Duration.ofSeconds(10));
        clock.advance(QueueRepair.LONGEST_PAUSE.plusSeconds(1));
        assertFalse(repair.repair(QUEUE, read()));

        repairAgain();

        assertStaysDisabledFor(Duration.ofSeconds(10));
    }

    private void repairAgain() throws SQLException {
        disable();
        assertTrue(repair.repair(QUEUE, read()));
    }

    private void assertStaysDisabledFor(Duration pause) throws SQLException {
        disable();
        clock.advance(pause.minusSeconds(1));
        assertFalse(repair.repair(QUEUE, read()));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(repair.repair(QUEUE, read()));
    }

    private void disable() throws SQLException {
        database.execute("ALTER QUEUE dbo.InstTargetQueue WITH STATUS = OFF");
    }

    private BrokerStatus read() throws SQLException {
        return new BrokerStatusReader(Side.TARGET, database::asReader, 100, Duration.ofSeconds(20)).read();
    }

    private static RandomGenerator neverShorter() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                return 0;
            }
        };
    }

    /** Stands still until it is told to go on. */
    private static final class SteppingClock extends Clock {
        private Instant now = Instant.parse("2025-06-01T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
