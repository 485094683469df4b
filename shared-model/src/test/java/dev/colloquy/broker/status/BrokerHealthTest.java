package dev.colloquy.broker.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.broker.status.BrokerStatus.Queue;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class BrokerHealthTest {
    private static final LoopState RUNNING = Statuses.loop(Phase.RUNNING, "", 0);

    @Test
    void all_is_well() {
        HealthCheckResponse response = readiness(Statuses.sample(Statuses.idle()), RUNNING, 3);

        assertEquals("broker", response.getName());
        assertEquals(Status.UP, response.getStatus());
        assertEquals(
                Map.of(
                        "queue",
                        "InstTargetQueue",
                        "loop",
                        "RUNNING",
                        "database",
                        "InstTargetDB",
                        "queue.depth",
                        0L,
                        "transmission.depth",
                        0L,
                        "age.seconds",
                        3L),
                response.getData().orElseThrow());
    }

    @Test
    void messages_that_cannot_be_sent_are_told_but_do_not_make_it_unready() {
        HealthCheckResponse response = readiness(Statuses.sample(Statuses.healthy()), RUNNING, 0);

        assertEquals(Status.UP, response.getStatus());
        Map<String, Object> data = response.getData().orElseThrow();
        assertEquals(2L, data.get("transmission.depth"));
        assertEquals(90L, data.get("transmission.oldest.seconds"));
        assertEquals("Connection attempt failed", data.get("transmission.status"));
        assertEquals("InstTargetCertificate", data.get("certificate"));
        assertEquals("2025-06-03T00:00:00Z", data.get("certificate.expires"));
    }

    @Test
    void a_disabled_broker_is_named() {
        assertProblem(
                "The broker of database InstTargetDB is disabled.",
                Statuses.sample(Statuses.with(false, new Queue(true, true, 0))),
                RUNNING);
    }

    @Test
    void a_queue_disabled_for_receive_is_named() {
        assertProblem(
                "The queue InstTargetQueue is disabled for RECEIVE (poison messages or an operator).",
                Statuses.sample(Statuses.with(true, new Queue(false, false, 0))),
                RUNNING);
    }

    @Test
    void a_queue_that_takes_no_messages_is_named() {
        assertProblem(
                "The queue InstTargetQueue takes no messages (is_enqueue_enabled = 0).",
                Statuses.sample(Statuses.with(true, new Queue(true, false, 0))),
                RUNNING);
    }

    @Test
    void an_instance_that_does_not_answer_is_unready_and_its_last_figures_are_not_shown() {
        StatusSample failed = Statuses.sample(Statuses.healthy()).failed("Login failed for user 'x'.");

        HealthCheckResponse response = readiness(failed, RUNNING, 0);

        assertProblem("No answer from the instance: Login failed for user 'x'.", failed, RUNNING);
        assertFalse(response.getData().orElseThrow().containsKey("queue.depth"));
    }

    @Test
    void before_the_first_answer_it_is_unready() {
        assertProblem("No answer from the instance yet.", StatusSample.NONE, RUNNING);
    }

    @Test
    void a_sample_that_is_too_old_says_nothing_any_more() {
        HealthCheckResponse response = readiness(Statuses.sample(Statuses.idle()), RUNNING, 31);

        assertEquals(Status.DOWN, response.getStatus());
        assertEquals(
                "No answer from the instance for 31 seconds.",
                response.getData().orElseThrow().get("problem"));
    }

    @Test
    void a_loop_that_does_not_run_is_named_with_its_last_error() {
        assertProblem(
                "The receive loop is not running: BACKING_OFF, deadlock",
                Statuses.sample(Statuses.idle()),
                Statuses.loop(Phase.BACKING_OFF, "deadlock", 0));
        assertProblem(
                "The receive loop is not running: STOPPED",
                Statuses.sample(Statuses.idle()),
                Statuses.loop(Phase.STOPPED, "", 0));
    }

    @Test
    void liveness_is_down_only_if_a_worker_has_died() {
        assertEquals(
                Status.UP,
                liveness(Statuses.loop(Phase.BACKING_OFF, "deadlock", 0)).getStatus());
        assertEquals(Status.UP, liveness(Statuses.loop(Phase.STOPPED, "", 0)).getStatus());

        HealthCheckResponse response = liveness(Statuses.loop(Phase.RUNNING, "Java heap space", 1));
        assertEquals("receive loop", response.getName());
        assertEquals(Status.DOWN, response.getStatus());
        assertEquals(
                Map.of("queue", "InstTargetQueue", "dead.workers", 1L),
                response.getData().orElseThrow());
    }

    private static void assertProblem(String expected, StatusSample sample, LoopState loop) {
        HealthCheckResponse response = readiness(sample, loop, 0);
        assertEquals(Status.DOWN, response.getStatus());
        assertEquals(expected, response.getData().orElseThrow().get("problem"));
    }

    private static HealthCheckResponse readiness(StatusSample sample, LoopState loop, long ageSeconds) {
        Clock clock = Clock.fixed(Statuses.READ_AT.plusSeconds(ageSeconds), ZoneOffset.UTC);
        return new BrokerReadiness(() -> sample, () -> loop, Duration.ofSeconds(30), clock).call();
    }

    private static HealthCheckResponse liveness(LoopState loop) {
        return new LoopLiveness(() -> loop).call();
    }
}
