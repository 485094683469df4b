package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.initiator.conversation.ReplyWaiters.Expectation;
import dev.colloquy.initiator.conversation.ReplyWaiters.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplyWaitersTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ReplyWaiters waiters = new ReplyWaiters();

    private static Optional<Outcome> outcome(UUID handle) {
        return Optional.of(new Outcome(
                handle,
                ConversationState.BEGUN,
                ConversationState.COMPLETED,
                Optional.of("<ReplyMsg/>"),
                Optional.empty(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH),
                2,
                List.of()));
    }

    private void file(UUID handle) {
        waiters.wake(handle, outcome(handle));
    }

    @Test
    void who_waits_is_woken() throws Exception {
        UUID handle = UUID.randomUUID();
        CompletableFuture<Optional<Outcome>> first =
                waiters.expect().awaiting(handle).atMost(LONG);
        CompletableFuture<Optional<Outcome>> second =
                waiters.expect().awaiting(handle).atMost(LONG);
        file(UUID.randomUUID());
        assertFalse(first.isDone());

        file(handle);

        assertEquals(outcome(handle), first.get(1, TimeUnit.SECONDS));
        assertEquals(outcome(handle), second.get(1, TimeUnit.SECONDS));
        assertEquals(0, waiters.waits());
    }

    @Test
    void what_is_filed_before_the_handle_is_known_is_not_missed() throws Exception {
        UUID handle = UUID.randomUUID();
        Expectation expectation = waiters.expect();
        file(handle);
        file(UUID.randomUUID());

        Wait wait = expectation.awaiting(handle);

        assertEquals(outcome(handle), wait.atMost(LONG).get(1, TimeUnit.SECONDS));
        assertFalse(wait.mayHaveMissed());
        assertEquals(0, waiters.waits());
    }

    @Test
    void what_wakes_one_is_kept_for_another_who_is_about_to_wait() throws Exception {
        UUID handle = UUID.randomUUID();
        CompletableFuture<Optional<Outcome>> first =
                waiters.expect().awaiting(handle).atMost(LONG);
        Expectation second = waiters.expect();

        file(handle);

        assertTrue(first.isDone());
        assertEquals(outcome(handle), second.awaiting(handle).atMost(LONG).get(1, TimeUnit.SECONDS));
    }

    @Test
    void nothing_is_kept_when_nobody_expects_anything() {
        file(UUID.randomUUID());

        assertEquals(0, waiters.kept());
    }

    @Test
    void what_is_kept_goes_with_the_last_expectation_that_was_open_when_it_was_filed() {
        Expectation first = waiters.expect();
        Expectation second = waiters.expect();
        file(UUID.randomUUID());
        Expectation third = waiters.expect();
        file(UUID.randomUUID());

        second.close();
        assertEquals(2, waiters.kept());
        first.close();
        assertEquals(1, waiters.kept());
        third.awaiting(UUID.randomUUID());
        assertEquals(0, waiters.kept());
    }

    @Test
    void news_of_the_same_conversation_replace_each_other() throws Exception {
        UUID handle = UUID.randomUUID();
        Expectation expectation = waiters.expect();
        waiters.wake(handle, Optional.empty());
        file(handle);

        assertEquals(1, waiters.kept());
        assertEquals(outcome(handle), expectation.awaiting(handle).atMost(LONG).get(1, TimeUnit.SECONDS));
    }

    @Test
    void beyond_its_limit_the_oldest_is_given_up_and_those_concerned_are_told() {
        ReplyWaiters small = new ReplyWaiters(2);
        UUID oldest = UUID.randomUUID();
        Expectation early = small.expect();
        small.wake(oldest, outcome(oldest));
        small.wake(UUID.randomUUID(), Optional.empty());
        small.wake(UUID.randomUUID(), Optional.empty());
        Expectation late = small.expect();

        assertEquals(2, small.kept());
        assertTrue(early.awaiting(oldest).mayHaveMissed());
        assertFalse(late.awaiting(oldest).mayHaveMissed());
    }

    @Test
    void a_wait_ends_empty_when_its_time_is_over() throws Exception {
        Wait wait = waiters.expect().awaiting(UUID.randomUUID());

        assertEquals(Optional.empty(), wait.atMost(Duration.ofMillis(1)).get(20, TimeUnit.SECONDS));
    }

    @Test
    void a_cancelled_wait_leaves_nothing_behind() {
        UUID handle = UUID.randomUUID();
        Wait cancelled = waiters.expect().awaiting(handle);
        CompletableFuture<Optional<Outcome>> other =
                waiters.expect().awaiting(handle).atMost(LONG);

        cancelled.cancel();

        assertEquals(1, waiters.waits());
        file(handle);
        assertEquals(outcome(handle), other.join());
        assertEquals(0, waiters.waits());
    }

    @Test
    void a_closed_expectation_cannot_wait() {
        Expectation expectation = waiters.expect();
        expectation.close();

        assertThrows(IllegalStateException.class, () -> expectation.awaiting(UUID.randomUUID()));
    }

    @Test
    void none_is_missed_when_beginners_and_the_collector_race() throws Exception {
        int beginners = 8;
        int each = 5_000;
        ExecutorService beginnerThreads = Executors.newFixedThreadPool(beginners);
        ExecutorService collector = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < beginners; i++) {
                all.add(CompletableFuture.runAsync(() -> beginAndAwait(each, collector), beginnerThreads));
            }

            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        } finally {
            beginnerThreads.shutdownNow();
            collector.shutdownNow();
        }

        assertEquals(0, waiters.waits());
        assertEquals(0, waiters.kept());
    }

    /** Files each outcome from another thread: every other one before the wait begins, the rest whenever it happens. */
    private void beginAndAwait(int conversations, ExecutorService collector) {
        List<CompletableFuture<Optional<Outcome>>> answers = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            try (Expectation expectation = waiters.expect()) {
                UUID handle = new UUID(Thread.currentThread().getId(), i);
                CompletableFuture<Void> filing = CompletableFuture.runAsync(() -> file(handle), collector);
                if (i % 2 == 0) {
                    filing.join();
                }
                answers.add(expectation.awaiting(handle).atMost(LONG));
            }
        }
        for (CompletableFuture<Optional<Outcome>> answer : answers) {
            assertTrue(answer.orTimeout(50, TimeUnit.SECONDS).join().isPresent());
        }
    }
}
