package dev.colloquy.broker.lifecycle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetriesTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void an_attempt_is_repeated_until_it_is_done() {
        AtomicInteger attempts = new AtomicInteger();

        assertTrue(Settings.eager().retries().untilDone(() -> attempts.incrementAndGet() == 3));

        assertEquals(3, attempts.get());
    }

    @Test
    void closing_ends_the_pause_between_attempts() {
        AtomicReference<Boolean> done = new AtomicReference<>();
        Retries retries = new Settings(Settings.NEVER, Settings.NEVER, Settings.NEVER).retries();
        AtomicInteger attempts = new AtomicInteger();
        retries.start(() -> done.set(retries.untilDone(() -> attempts.incrementAndGet() < 0)));
        await().until(() -> attempts.get() > 0);

        retries.close();

        assertEquals(false, done.get());
    }

    @Test
    void closing_ends_the_wait_for_the_next_time() {
        AtomicReference<Boolean> goesOn = new AtomicReference<>();
        Retries retries = Settings.eager().retries();
        retries.start(() -> goesOn.set(retries.awaitNext(true)));

        retries.close();

        assertEquals(false, goesOn.get());
        assertFalse(retries.awaitNext(true));
    }

    @Test
    void the_next_time_comes_after_the_interval() {
        Retries retries = new Settings(Settings.NEVER, SHORT, Settings.NEVER).retries();

        assertTrue(retries.awaitNext(true));

        assertFalse(retries.verifyDue());
    }

    @Test
    void set_up_is_due_for_verification_after_its_interval() {
        Retries retries = new Settings(SHORT, Settings.NEVER, Settings.NEVER).retries();

        assertTrue(retries.awaitNext(true));

        assertTrue(retries.verifyDue());
    }

    @Test
    void waking_makes_verification_due_once() {
        Retries retries = Settings.eager().retries();

        retries.wake();

        assertTrue(retries.awaitNext(true));
        assertTrue(retries.verifyDue());
        assertFalse(retries.verifyDue());
    }

    @Test
    void waking_does_not_hurry_attempts_that_fail() {
        Retries retries = new Settings(Settings.NEVER, Settings.NEVER, Settings.NEVER).retries();
        AtomicInteger attempts = new AtomicInteger();
        retries.wake();
        retries.start(() -> retries.untilDone(() -> attempts.incrementAndGet() < 0));
        await().until(() -> attempts.get() > 0);

        retries.close();

        assertTrue(attempts.get() < 100, () -> attempts + " attempts");
    }

    @Test
    void settings_out_of_range_end_the_start_with_their_names() {
        assertNamed("colloquy.setup.verify-interval", new Settings(Duration.ZERO, SHORT, Settings.NEVER));
        assertNamed("colloquy.peer.refresh-every", new Settings(SHORT, Duration.ZERO, Settings.NEVER));
        assertNamed("colloquy.setup.longest-pause", new Settings(SHORT, SHORT, SHORT));
    }

    private static void assertNamed(String setting, Settings settings) {
        String message =
                assertThrows(ConfigurationException.class, settings::retries).getMessage();
        assertTrue(message.startsWith(setting), message);
    }
}
