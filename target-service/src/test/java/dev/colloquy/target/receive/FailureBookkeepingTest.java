package dev.colloquy.target.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered of failures between transactions, and what follows from them. */
class FailureBookkeepingTest {
    private final FailedRequests failed = new FailedRequests();
    private final Isolation isolation = new Isolation(failed);
    private final RoundsOfOne rounds = new RoundsOfOne();

    private static PendingRequest request(UUID handle, long sequence, int failures) {
        return new PendingRequest(handle, sequence, null, failures, failures > 0);
    }

    private static HandlerFailure failureOf(PendingRequest request) {
        return HandlerFailure.thrown(request, true, new IllegalStateException("broken"));
    }

    private static HandlerFailure lostTransactionOf(PendingRequest request) {
        return HandlerFailure.thrown(request, false, new IllegalStateException("broken"));
    }

    @Test
    void a_failure_is_remembered_for_this_attempt_at_this_request_until_its_conversation_is_dealt_with() {
        UUID handle = UUID.randomUUID();
        failed.add(request(handle, 2, 1), "broken");

        assertEquals(Optional.of("broken"), failed.error(request(handle, 2, 1)));
        assertEquals(Optional.empty(), failed.error(request(handle, 2, 2)));
        assertEquals(Optional.empty(), failed.error(request(handle, 3, 1)));
        assertEquals(Optional.empty(), failed.error(request(UUID.randomUUID(), 2, 1)));
        failed.remove(handle);
        assertEquals(Optional.empty(), failed.error(request(handle, 2, 1)));
    }

    @Test
    void the_oldest_failure_is_forgotten_when_there_are_very_many() {
        PendingRequest first = request(UUID.randomUUID(), 0, 0);
        failed.add(first, "broken");
        PendingRequest last = first;
        for (int i = 0; i < 10_000; i++) {
            last = request(UUID.randomUUID(), 0, 0);
            failed.add(last, "broken");
        }

        assertEquals(Optional.empty(), failed.error(first));
        assertTrue(failed.error(last).isPresent());
    }

    @Test
    void a_request_that_fails_in_a_sound_transaction_is_to_blame_and_batches_go_on() {
        PendingRequest request = request(UUID.randomUUID(), 0, 0);

        assertTrue(isolation.failed(16, 5, Optional.empty(), failureOf(request)));

        assertEquals(16, isolation.limit(16));
        assertEquals(Optional.of("java.lang.IllegalStateException: broken"), failed.error(request));
    }

    @Test
    void a_batch_that_has_lost_its_transaction_is_taken_apart() {
        PendingRequest request = request(UUID.randomUUID(), 0, 0);

        assertTrue(isolation.failed(16, 5, Optional.empty(), lostTransactionOf(request)));

        assertEquals(1, isolation.limit(16));
        assertEquals(Optional.empty(), failed.error(request));
    }

    @Test
    void what_fails_alone_is_to_blame() {
        PendingRequest request = request(UUID.randomUUID(), 0, 0);

        assertTrue(isolation.failed(16, 1, Optional.empty(), lostTransactionOf(request)));

        assertTrue(failed.error(request).isPresent());
        assertEquals(16, isolation.limit(16));
    }

    @Test
    void a_handler_that_meets_with_a_deadlock_or_loses_the_connection_may_not_be_to_blame() {
        PendingRequest request = request(UUID.randomUUID(), 0, 0);

        assertFalse(HandlerFailure.thrown(request, true, new SQLException("victim", "40001", 1205))
                .isOwn());
        assertFalse(HandlerFailure.thrown(request, true, new SQLException("reset", "08S01"))
                .isOwn());
        assertFalse(HandlerFailure.withoutTransaction(request).isOwn());
        assertTrue(HandlerFailure.thrown(request, true, new SQLException("check", "23000", 547))
                .isOwn());
    }

    @Test
    void a_fault_of_the_database_makes_the_worker_pause_and_is_blamed_only_on_a_request_that_was_alone() {
        PendingRequest request = request(UUID.randomUUID(), 0, 0);
        SQLException fault = new SQLException("deadlock", "40001");

        assertFalse(isolation.failed(16, 5, Optional.of(request), fault));
        assertEquals(Optional.empty(), failed.error(request));
        assertFalse(isolation.failed(1, 1, Optional.of(request), fault));
        assertTrue(failed.error(request).isPresent());
    }

    @Test
    void a_lost_connection_is_nobodys_fault() {
        PendingRequest request = request(UUID.randomUUID(), 0, 0);

        assertFalse(isolation.failed(1, 1, Optional.of(request), new SQLException("reset", "08S01")));

        assertEquals(Optional.empty(), failed.error(request));
        assertEquals(16, isolation.limit(16));
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

        assertTrue(DatabaseFault.isLostConnection(lost));
        assertTrue(DatabaseFault.isLostConnection(new IllegalStateException(new RuntimeException(lost))));
        assertFalse(DatabaseFault.isLostConnection(new SQLException("deadlock", "40001")));
        assertFalse(DatabaseFault.isLostConnection(new SQLException("no state")));
        assertFalse(DatabaseFault.isLostConnection(new IllegalStateException("own")));
    }

    @Test
    void pauses_double_up_to_the_longest_each_up_to_a_half_shorter_in_full_seconds() {
        RetryPolicy policy = new RetryPolicy(9, PoisonPolicy.REJECT, Duration.ofSeconds(10), Duration.ofSeconds(60));
        Random random = new Random(1);

        for (int failures : List.of(1, 2, 3, 4, 500)) {
            int ceiling = failures < 4 ? 10 << (failures - 1) : 60;
            List<Integer> pauses = IntStream.range(0, 200)
                    .mapToObj(i -> policy.delaySeconds(failures, random))
                    .toList();
            assertTrue(pauses.stream().allMatch(pause -> pause >= ceiling / 2 && pause <= ceiling), pauses::toString);
            assertTrue(pauses.stream().distinct().count() > 3, pauses::toString);
        }
    }

    @Test
    void the_shortest_pause_is_a_second() {
        RetryPolicy policy = new RetryPolicy(9, PoisonPolicy.REJECT, Duration.ofMillis(1), Duration.ofMillis(1));

        assertEquals(1, policy.delaySeconds(1, new Random()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, colloquy.receive.max-attempts",
        "1001, 1, 1, colloquy.receive.max-attempts",
        "5, 0, 1, colloquy.receive.first-backoff",
        "5, 2, 1, colloquy.receive.first-backoff",
        "5, 1, 86401, colloquy.receive.longest-backoff"
    })
    void a_policy_out_of_range_is_refused_with_the_name_of_the_setting(
            int attempts, int first, int longest, String setting) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new RetryPolicy(
                        attempts, PoisonPolicy.PARK, Duration.ofSeconds(first), Duration.ofSeconds(longest)));

        assertTrue(refused.getMessage().startsWith(setting), refused.getMessage());
    }
}
