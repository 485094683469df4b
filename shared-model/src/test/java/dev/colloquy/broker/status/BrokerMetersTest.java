package dev.colloquy.broker.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.broker.receive.LoopState.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<StatusSample> sample = new AtomicReference<>(StatusSample.NONE);
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);

    @BeforeEach
    void bind() {
        new BrokerMeters("InstTargetQueue", sample::get, () -> Statuses.loop(phase.get(), "", 0)).bindTo(registry);
    }

    @Test
    void gauges_show_the_last_sample() {
        sample.set(Statuses.sample(Statuses.healthy()));

        assertEquals(1, gauge("colloquy.queue.depth", "queue", "InstTargetQueue"));
        assertEquals(2, gauge("colloquy.transmission.depth"));
        assertEquals(90, gauge("colloquy.transmission.oldest.age"));
        assertEquals(1.5, gauge("colloquy.certificate.days.left"));
        assertEquals(3, gauge("colloquy.conversation.endpoints", "state", "CONVERSING"));
        assertEquals(0, gauge("colloquy.conversation.endpoints", "state", "DISCONNECTED_INBOUND"));
    }

    @Test
    void an_idle_broker_shows_zero_and_a_certificate_that_is_not_there_no_number() {
        sample.set(Statuses.sample(Statuses.idle()));

        assertEquals(0, gauge("colloquy.queue.depth", "queue", "InstTargetQueue"));
        assertEquals(0, gauge("colloquy.transmission.oldest.age"));
        assertEquals(Double.NaN, gauge("colloquy.certificate.days.left"));
    }

    @Test
    void figures_that_could_not_be_read_are_no_numbers() {
        assertEquals(Double.NaN, gauge("colloquy.transmission.depth"));

        sample.set(Statuses.sample(Statuses.healthy()).failed("login failed"));

        assertEquals(Double.NaN, gauge("colloquy.transmission.depth"));
        assertEquals(Double.NaN, gauge("colloquy.transmission.oldest.age"));
        assertEquals(Double.NaN, gauge("colloquy.conversation.endpoints", "state", "CONVERSING"));
    }

    @Test
    void the_loop_shows_whether_it_runs() {
        assertEquals(1, gauge("colloquy.loop.running", "queue", "InstTargetQueue"));

        phase.set(Phase.BACKING_OFF);

        assertEquals(0, gauge("colloquy.loop.running", "queue", "InstTargetQueue"));
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
