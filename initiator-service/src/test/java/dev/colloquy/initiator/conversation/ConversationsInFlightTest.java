package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.Side;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The gauge of open conversations, over a ledger that is made up. */
class ConversationsInFlightTest {
    private static final DatabaseReady READY = new DatabaseReady(Side.INITIATOR);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Deque<Runnable> ordered = new ArrayDeque<>();
    private volatile long open = 7;
    private volatile boolean gone;

    private final ConversationGateway ledger = new ConversationGateway(null) {
        @Override
        long countOpen(int limit) {
            if (gone) {
                throw new InstanceUnavailable("gone", null);
            }
            return open;
        }
    };

    private ConversationsInFlight inFlight(Executor workers, Duration stale) {
        return new ConversationsInFlight(ledger, workers, registry, AT_ONCE, stale);
    }

    private Gauge gauge() {
        return registry.find("colloquy.conversations.in.flight").gauge();
    }

    @Test
    void there_is_no_gauge_before_there_is_a_count_to_show() {
        inFlight(ordered::add, Duration.ofMinutes(1)).start(READY);
        assertNull(gauge());

        ordered.remove().run();
        assertEquals(7, gauge().value());
    }

    @Test
    void a_first_count_that_fails_is_repeated_without_being_asked_for() {
        gone = true;
        inFlight(Runnable::run, Duration.ofMinutes(1)).start(READY);
        assertNull(gauge());
        gone = false;

        await().until(() -> gauge() != null);
        assertEquals(7, gauge().value());
    }

    @Test
    void who_asks_gets_the_last_count_and_orders_the_next() {
        inFlight(ordered::add, Duration.ofMinutes(1)).start(READY);
        ordered.remove().run();
        open = 8;

        assertEquals(7, gauge().value());
        assertEquals(7, gauge().value());
        assertEquals(1, ordered.size());
        ordered.remove().run();
        assertEquals(8, gauge().value());
    }

    @Test
    void a_count_that_fails_leaves_the_one_before_standing_until_it_is_old() {
        inFlight(Runnable::run, Duration.ofMinutes(1)).start(READY);
        gone = true;

        assertEquals(7, gauge().value());
        assertEquals(7, gauge().value());
    }

    @Test
    void an_old_count_that_cannot_be_repeated_is_not_shown() {
        inFlight(Runnable::run, AT_ONCE).start(READY);
        gone = true;

        assertEquals(7, gauge().value());
        assertTrue(Double.isNaN(gauge().value()));
        gone = false;
        assertTrue(Double.isNaN(gauge().value()));
        assertEquals(7, gauge().value());
    }
}
