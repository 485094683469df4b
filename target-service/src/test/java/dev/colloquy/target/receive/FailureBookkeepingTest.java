package dev.colloquy.target.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is remembered of failures between transactions. */
class FailureBookkeepingTest {
    private final Attempts attempts = new Attempts();
    private final RoundsOfOne rounds = new RoundsOfOne();

    @Test
    void failures_are_counted_by_conversation_until_it_is_done() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();

        assertEquals(1, attempts.failed(one));
        assertEquals(2, attempts.failed(one));
        assertEquals(1, attempts.failed(other));
        attempts.done(one);

        assertEquals(0, attempts.failures(one));
        assertEquals(1, attempts.failures(other));
    }

    @Test
    void the_oldest_failure_is_forgotten_when_there_are_very_many() {
        UUID first = UUID.randomUUID();
        attempts.failed(first);
        UUID last = first;
        for (int i = 0; i < 10_000; i++) {
            last = UUID.randomUUID();
            attempts.failed(last);
        }

        assertEquals(0, attempts.failures(first));
        assertEquals(1, attempts.failures(last));
    }

    @Test
    void a_failed_batch_makes_as_many_rounds_of_one() {
        assertEquals(16, rounds.limit(16));
        rounds.rolledBack(2);

        assertEquals(1, rounds.limit(16));
        rounds.committed(1);
        assertEquals(1, rounds.limit(16));
        rounds.committed(1);
        assertEquals(16, rounds.limit(16));
    }

    @Test
    void a_failure_in_a_round_of_one_does_not_shorten_them() {
        rounds.rolledBack(3);
        rounds.rolledBack(1);
        rounds.committed(1);
        rounds.committed(1);

        assertEquals(1, rounds.limit(16));
    }

    @Test
    void an_empty_queue_ends_the_rounds_of_one() {
        rounds.rolledBack(9);
        rounds.committed(0);

        assertEquals(16, rounds.limit(16));
    }

    @Test
    void a_lost_connection_is_recognized_behind_other_failures() {
        SQLException lost = new SQLException("reset", "08S01");

        assertTrue(ConnectionLoss.isBehind(lost));
        assertTrue(ConnectionLoss.isBehind(new IllegalStateException(new RuntimeException(lost))));
        assertFalse(ConnectionLoss.isBehind(new SQLException("deadlock", "40001")));
        assertFalse(ConnectionLoss.isBehind(new SQLException("no state")));
        assertFalse(ConnectionLoss.isBehind(new IllegalStateException("own")));
    }
}
