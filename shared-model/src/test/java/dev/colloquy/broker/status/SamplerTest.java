package dev.colloquy.broker.status;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SamplerTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final AtomicInteger attempts = new AtomicInteger();
    private final BrokerStatus healthy = Statuses.busy();

    @Test
    void nothing_is_known_before_the_first_sample() {
        try (Sampler<BrokerStatus> sampler = new Sampler<>("broker-status", () -> healthy, LONG, CLOCK)) {
            assertEquals(Sample.none(), sampler.last());
            assertEquals(Optional.empty(), sampler.last().age(NOW));
        }
    }

    @Test
    void the_first_sample_is_taken_at_once_and_its_age_is_known() {
        try (Sampler<BrokerStatus> sampler = new Sampler<>("broker-status", () -> healthy, LONG, CLOCK)) {
            sampler.start();

            await().until(() -> sampler.last().value().isPresent());
            assertEquals(Optional.of(healthy), sampler.last().current());
            assertEquals(Optional.of(Duration.ofSeconds(7)), sampler.last().age(NOW.plusSeconds(7)));
        }
    }

    @Test
    void a_failure_keeps_the_error_and_the_last_status_but_does_not_call_it_current() {
        try (Sampler<BrokerStatus> sampler = new Sampler<>("broker-status", this::onceThenFail, SHORT, CLOCK)) {
            sampler.start();

            await().until(() -> sampler.last().error().isPresent());
            assertEquals(Optional.of("login failed"), sampler.last().error());
            assertEquals(Optional.of(healthy), sampler.last().value());
            assertEquals(Optional.empty(), sampler.last().current());
        }
    }

    @Test
    void a_success_after_a_failure_forgets_the_error() {
        try (Sampler<BrokerStatus> sampler = new Sampler<>("broker-status", this::failOnce, SHORT, CLOCK)) {
            sampler.start();

            await().until(() -> sampler.last().current().isPresent());
            assertEquals(Optional.empty(), sampler.last().error());
        }
    }

    @Test
    void nobody_waits_for_a_slow_instance() throws InterruptedException {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (Sampler<BrokerStatus> sampler = new Sampler<>(
                "broker-status",
                () -> {
                    asked.countDown();
                    answer.await();
                    return healthy;
                },
                LONG,
                CLOCK)) {
            sampler.start();
            asked.await();

            assertEquals(Sample.none(), sampler.last());
            answer.countDown();
        }
    }

    @Test
    void of_a_failure_the_innermost_words_of_the_database_are_told() {
        SQLException login = new SQLException("Login failed for user 'colloquy_target'."
                + " ClientConnectionId:7a0ab4a2-7d6b-4a6f-8a53-d9a1f4f2f8c1");

        assertEquals("Login failed for user 'colloquy_target'.", Reason.of(new IllegalStateException("pool", login)));
        assertEquals("no answer", Reason.of(new IllegalStateException("no answer")));
        assertEquals("IllegalStateException", Reason.of(new IllegalStateException()));
    }

    @Test
    void close_ends_the_thread_may_come_twice_and_keeps_it_from_starting() {
        Sampler<BrokerStatus> sampler = new Sampler<>("broker-status", this::count, LONG, CLOCK);
        sampler.start();
        await().until(() -> attempts.get() == 1);

        sampler.close();
        sampler.close();
        sampler.start();

        assertEquals(1, attempts.get());
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("broker-status")));
    }

    @Test
    void a_sample_that_is_wanted_is_taken_at_once() {
        try (Sampler<BrokerStatus> sampler = new Sampler<>("broker-status", this::count, LONG, CLOCK)) {
            sampler.start();
            await().until(() -> attempts.get() == 1);
            sampler.again();

            await().until(() -> attempts.get() == 2);
        }
    }

    @Test
    void the_thread_is_a_daemon() {
        try (Sampler<BrokerStatus> sampler = new Sampler<>("broker-status", this::count, LONG, CLOCK)) {
            sampler.start();

            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("broker-status") && thread.isDaemon()));
        }
    }

    @Test
    void an_interval_of_nothing_is_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sampler<>("broker-status", () -> healthy, Duration.ZERO, CLOCK));
    }

    private BrokerStatus count() {
        attempts.incrementAndGet();
        return healthy;
    }

    private BrokerStatus onceThenFail() throws SQLException {
        if (attempts.incrementAndGet() > 1) {
            throw new SQLException("login failed");
        }
        return healthy;
    }

    private BrokerStatus failOnce() throws SQLException {
        if (attempts.incrementAndGet() == 1) {
            throw new SQLException("login failed");
        }
        return healthy;
    }
}
