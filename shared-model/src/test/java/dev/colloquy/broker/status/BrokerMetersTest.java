package dev.colloquy.broker.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.LoopState.Counts;
import dev.colloquy.broker.receive.LoopState.Phase;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerMetersTest {
    private static final String QUEUE = "InstTargetQueue";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Sample<BrokerStatus>> sample = new AtomicReference<>(Sample.none());
    private final AtomicReference<LoopState> loop = new AtomicReference<>(Statuses.RUNNING);

    @BeforeEach
    void bind() {
        new BrokerMeters(
                        QUEUE,
                        () -> new Observation(
                                sample.get(), Statuses.sample(Optional.of(Statuses.inspection())), loop.get()),
                        () -> 5)
                .bindTo(registry);
    }

    @Test
    void gauges_show_the_last_sample() {
        sample.set(Statuses.sample(Statuses.busy()));

        assertEquals(1, gauge("colloquy.queue.depth", "queue", QUEUE));
        assertEquals(7, gauge("colloquy.queue.oldest.age", "queue", QUEUE));
        assertEquals(2, gauge("colloquy.transmission.depth", "cause", "unreachable"));
        assertEquals(1, gauge("colloquy.transmission.depth", "cause", "acknowledgement"));
        assertEquals(0, gauge("colloquy.transmission.depth", "cause", "no-route"));
        assertEquals(90, gauge("colloquy.transmission.oldest.age"));
        assertEquals(3, gauge("colloquy.conversation.endpoints", "state", "CONVERSING"));
        assertEquals(0, gauge("colloquy.conversation.endpoints", "state", "DISCONNECTED_INBOUND"));
    }

    @Test
    void each_certificate_shows_the_days_it_has_left() {
        sample.set(Statuses.sample(Statuses.busy()));

        assertEquals(300, gauge("colloquy.certificate.days.left", "certificate", "own-dialog"));
        assertEquals(200, gauge("colloquy.certificate.days.left", "certificate", "peer-dialog"));
        assertEquals(400, gauge("colloquy.certificate.days.left", "certificate", "own-transport"));
        assertEquals(100, gauge("colloquy.certificate.days.left", "certificate", "peer-transport"));
    }

    @Test
    void an_idle_broker_shows_zero() {
        sample.set(Statuses.sample(Statuses.idle()));

        assertEquals(0, gauge("colloquy.queue.depth", "queue", QUEUE));
        assertEquals(0, gauge("colloquy.queue.oldest.age", "queue", QUEUE));
        assertEquals(0, gauge("colloquy.transmission.oldest.age"));
    }

    @Test
    void figures_that_could_not_be_read_are_no_numbers() {
        assertEquals(Double.NaN, gauge("colloquy.transmission.depth", "cause", "no-route"));

        sample.set(Statuses.sample(Statuses.busy()).failed("login failed"));

        assertEquals(Double.NaN, gauge("colloquy.transmission.depth", "cause", "no-route"));
        assertEquals(Double.NaN, gauge("colloquy.transmission.oldest.age"));
        assertEquals(Double.NaN, gauge("colloquy.conversation.endpoints", "state", "CONVERSING"));
        assertEquals(Double.NaN, gauge("colloquy.certificate.days.left", "certificate", "own-dialog"));
    }

    @Test
    void the_loop_shows_whether_it_runs_and_what_its_workers_do() {
        assertEquals(1, gauge("colloquy.loop.running", "queue", QUEUE));

        loop.set(Statuses.loop(Phase.BACKING_OFF, "no instance", new Counts(0, 3, 1, 40, 9)));

        assertEquals(0, gauge("colloquy.loop.running", "queue", QUEUE));
        assertEquals(0, gauge("colloquy.loop.workers", "state", "receiving"));
        assertEquals(3, gauge("colloquy.loop.workers", "state", "backing-off"));
        assertEquals(1, gauge("colloquy.loop.workers", "state", "dead"));
    }

    @Test
    void messages_errors_and_repairs_are_counted() {
        assertEquals(40, counter("messaging.client.consumed.messages", "messaging.destination.name", QUEUE));
        assertEquals(3, counter("colloquy.receive.errors", "queue", QUEUE));
        assertEquals(5, counter("colloquy.queue.reenabled", "queue", QUEUE));
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double counter(String name, String... tags) {
        Meter counter = registry.get(name).tags(tags).meter();
        return counter.measure().iterator().next().getValue();
    }
}
