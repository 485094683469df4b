package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BeginGateTest {
    private final AtomicReference<OptionalInt> depth = new AtomicReference<>(OptionalInt.empty());
    private final AtomicLong nanoTime = new AtomicLong();
    private final BeginGate gate = new BeginGate(new TestHttpConfig(), depth::get, nanoTime::get);

    @Test
    void as_many_as_are_allowed_are_inside_at_once() {
        BeginGate.Pass first = gate.enter();
        for (int i = 1; i < TestHttpConfig.MAX_CONCURRENT; i++) {
            gate.enter();
        }

        assertThrows(Overloaded.class, gate::enter);
        first.close();
        first.close();
        gate.enter();
        assertThrows(Overloaded.class, gate::enter);
        assertEquals(TestHttpConfig.MAX_CONCURRENT, gate.inside());
    }

    @Test
    void nobody_enters_while_the_transmission_queue_is_too_deep() {
        depth.set(OptionalInt.of(TestHttpConfig.MAX_TRANSMISSION_DEPTH));
        gate.enter();

        depth.set(OptionalInt.of(TestHttpConfig.MAX_TRANSMISSION_DEPTH + 1));
        assertThrows(Overloaded.class, gate::enter);

        depth.set(OptionalInt.empty());
        gate.enter();
        assertEquals(2, gate.inside());
    }

    @Test
    void who_has_waited_too_long_for_a_thread_is_sent_away() {
        BeginGate.Pass pass = gate.enter();

        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        assertDoesNotThrow(pass::requireInTime);

        nanoTime.incrementAndGet();
        assertThrows(Overloaded.class, pass::requireInTime);
    }
}
