package dev.colloquy.broker.status;

import static dev.colloquy.broker.status.Statuses.certificate;
import static dev.colloquy.broker.status.Statuses.inspection;
import static dev.colloquy.broker.status.Statuses.observation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.LoopState.Counts;
import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.broker.setup.InstanceInspection;
import dev.colloquy.broker.setup.InstanceInspection.Endpoint;
import dev.colloquy.broker.status.BrokerStatus.Broker;
import dev.colloquy.broker.status.BrokerStatus.Dialogs;
import dev.colloquy.broker.status.BrokerStatus.Queue;
import dev.colloquy.contract.Side;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BrokerHealthTest {
    private static final FindingLimits LIMITS =
            new FindingLimits(Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(60));

    @Test
    void all_is_well() {
        HealthCheckResponse response = readiness(Side.TARGET, observation(Statuses.idle()), 3);

        assertEquals("broker", response.getName());
        assertEquals(Status.UP, response.getStatus());
        assertEquals(
                Map.of(
                        "queue",
                        "InstTargetQueue",
                        "loop",
                        "RUNNING",
                        "inspection",
                        "inspected",
                        "database",
                        "InstTargetDB",
                        "queue.depth",
                        0L,
                        "transmission.depth",
                        0L,
                        "certificate",
                        "InstTargetCertificate",
                        "certificate.expires",
                        "2026-03-28T12:00:00Z",
                        "age.seconds",
                        3L),
                response.getData().orElseThrow());
    }

    @Nested
    class In_the_database {
        @Test
        void messages_that_cannot_be_sent_are_explained_but_do_not_make_it_unready() {
            HealthCheckResponse response = readiness(observation(Statuses.busy()));

            assertEquals(Status.UP, response.getStatus());
            Map<String, Object> data = response.getData().orElseThrow();
            assertEquals(
                    "The oldest of 3 messages in the transmission queue has waited for 90 seconds"
                            + " (unreachable 2, acknowledgement 1): Connection attempt failed with error: '10061'. See"
                            + " that the peer's instance runs, that its endpoint is started, and that the network lets"
                            + " through to it.",
                    data.get("transmission-stuck"));
            assertNull(data.get("problem"));
            assertEquals(3L, data.get("transmission.depth"));
            assertEquals(90L, data.get("transmission.oldest.seconds"));
        }

        @Test
        void a_disabled_broker_is_named() {
            BrokerStatus disabled = new BrokerStatus(
                    Statuses.READ_AT,
                    new Broker("InstTargetDB", false, Optional.empty(), Map.of()),
                    Statuses.EMPTY_QUEUE,
                    Statuses.EMPTY_TRANSMISSION,
                    Statuses.TRUSTING);

            assertNotReady(
                    "broker-disabled", "The broker of database InstTargetDB is disabled.", observation(disabled));
        }

        @Test
        void a_database_that_cannot_be_written_to_is_named() {
            BrokerStatus full = new BrokerStatus(
                    Statuses.READ_AT,
                    new Broker("InstTargetDB", true, Optional.of("The disk is full. (error 1105)"), Map.of()),
                    Statuses.EMPTY_QUEUE,
                    Statuses.EMPTY_TRANSMISSION,
                    Statuses.TRUSTING);

            assertNotReady(
                    "database-not-writable",
                    "Nothing can be written to database InstTargetDB: The disk is full. (error 1105)",
                    observation(full));
        }

        @Test
        void a_queue_disabled_for_receive_is_named() {
            assertNotReady(
                    "queue-receive-disabled",
                    "The queue InstTargetQueue is disabled for RECEIVE (poison messages or an operator).",
                    observation(Statuses.with(new Queue(false, false, 0, Optional.empty()))));
        }

        @Test
        void a_queue_that_takes_no_messages_is_named() {
            assertNotReady(
                    "queue-enqueue-disabled",
                    "The queue InstTargetQueue takes no messages (is_enqueue_enabled = 0).",
                    observation(Statuses.with(new Queue(true, false, 0, Optional.empty()))));
        }

        @Test
        void a_missing_route_is_named() {
            assertNotReady(
                    "route-missing",
                    "No route leads to the peer's service //InstDB/2InstSample/InitiatorService.",
                    observation(Statuses.with(
                            new Dialogs(false, true, Statuses.TRUSTING.own(), Statuses.TRUSTING.peer()))));
        }

        @Test
        void a_permission_that_is_missing_is_named_as_the_side_needs_it() {
            BrokerStatus status =
                    Statuses.with(new Dialogs(true, false, Statuses.TRUSTING.own(), Statuses.TRUSTING.peer()));

            assertNotReady(
                    "send-not-granted",
                    "Nobody may send to the service //TgtDB/2InstSample/TargetService.",
                    observation(status));
            assertTrue(readiness(Side.INITIATOR, observation(status), 0)
                    .getData()
                    .orElseThrow()
                    .containsKey("remote-service-binding-missing"));
        }

        @Test
        void a_peer_whose_certificate_is_absent_is_not_trusted() {
            assertNotReady(
                    "peer-not-trusted",
                    "The peer is not trusted: its dialog certificate is not in the database.",
                    observation(Statuses.with(new Dialogs(true, true, Statuses.TRUSTING.own(), Optional.empty()))));
        }

        @Test
        void an_expired_certificate_of_the_peer_is_named() {
            assertNotReady(
                    "peer-dialog-certificate-expired",
                    "The peer's dialog certificate PeerCertificate has expired on 2025-05-31T12:00:00Z.",
                    observation(Statuses.with(
                            new Dialogs(true, true, Statuses.TRUSTING.own(), certificate("PeerCertificate", -1)))));
        }

        @Test
        void a_certificate_that_expires_soon_is_a_warning() {
            HealthCheckResponse response = readiness(observation(
                    Statuses.with(new Dialogs(true, true, certificate("Own", 12), Statuses.TRUSTING.peer()))));

            assertEquals(Status.UP, response.getStatus());
            assertEquals(
                    "The own dialog certificate Own expires on 2025-06-13T12:00:00Z, in 12 days. Set-up renews it; where"
                            + " that is not allowed, create a new certificate and hand it to the peer.",
                    response.getData().orElseThrow().get("dialog-certificate-expiring"));
        }
    }

    @Nested
    class Around_the_database {
        @Test
        void a_missing_endpoint_is_named() {
            assertNotReady(
                    "endpoint-missing",
                    "The instance has no Service Broker endpoint.",
                    seen(inspection(Optional.empty(), Optional.empty())));
        }

        @Test
        void a_stopped_endpoint_is_named() {
            assertNotReady(
                    "endpoint-stopped",
                    "The Service Broker endpoint Ours is STOPPED.",
                    seen(inspection(
                            Optional.of(new Endpoint("Ours", "STOPPED", certificate("T", 99))), certificate("P", 99))));
        }

        @Test
        void transport_certificates_are_watched_like_the_others() {
            assertNotReady(
                    "transport-certificate-expired",
                    "The endpoint's certificate T has expired on 2025-05-30T12:00:00Z.",
                    seen(inspection(
                            Optional.of(new Endpoint("Ours", "STARTED", certificate("T", -2))), certificate("P", 99))));
            assertNotReady(
                    "peer-instance-not-trusted",
                    "The peer's instance is not trusted: no certificate in master belongs to a login that may connect to"
                            + " the endpoint.",
                    seen(inspection(
                            Optional.of(new Endpoint("Ours", "STARTED", certificate("T", 99))), Optional.empty())));
        }

        @Test
        void what_msdb_lacks_is_named() {
            InstanceInspection closed = new InstanceInspection(
                    Statuses.READ_AT, inspection().endpoint(), certificate("P", 99), false, false);

            Map<String, Object> data = readiness(seen(closed)).getData().orElseThrow();

            assertTrue(data.containsKey("msdb-broker-disabled"), data.toString());
            assertTrue(data.containsKey("local-route-missing"), data.toString());
        }

        @Test
        void a_login_that_may_not_look_is_told_so_and_changes_nothing() {
            HealthCheckResponse response = readiness(new Observation(
                    Statuses.sample(Statuses.idle()), Statuses.sample(Optional.empty()), Statuses.RUNNING));

            assertEquals(Status.UP, response.getStatus());
            assertEquals(
                    "not inspected: the set-up login needs VIEW ANY DEFINITION",
                    response.getData().orElseThrow().get("inspection"));
        }

        private Observation seen(InstanceInspection inspection) {
            return new Observation(
                    Statuses.sample(Statuses.idle()), Statuses.sample(Optional.of(inspection)), Statuses.RUNNING);
        }
    }

    @Nested
    class Without_an_answer {
        @Test
        void the_instance_s_own_words_are_told_and_its_last_figures_are_not() {
            Sample<BrokerStatus> failed = Statuses.sample(Statuses.busy()).failed("Login failed for user 'x'.");

            assertNotReady(
                    "database-unreachable",
                    "No answer from the instance: Login failed for user 'x'.",
                    observation(failed, Statuses.RUNNING));
            assertFalse(readiness(observation(failed, Statuses.RUNNING))
                    .getData()
                    .orElseThrow()
                    .containsKey("queue.depth"));
        }

        @Test
        void before_the_first_answer_it_is_unready() {
            assertNotReady(
                    "status-unknown",
                    "No answer from the instance yet.",
                    new Observation(Sample.none(), Sample.none(), Statuses.RUNNING));
        }

        @Test
        void a_sample_that_is_too_old_says_nothing_any_more() {
            HealthCheckResponse response = readiness(Side.TARGET, observation(Statuses.idle()), 31);

            assertEquals(Status.DOWN, response.getStatus());
            assertEquals(
                    "No answer from the instance for 31 seconds.",
                    response.getData().orElseThrow().get("problem"));
        }
    }

    @Nested
    class The_loop {
        @Test
        void is_named_with_its_last_error_when_it_does_not_run() {
            assertNotReady(
                    "loop-not-running",
                    "The receive loop is not running: BACKING_OFF, deadlock",
                    observation(Statuses.sample(Statuses.idle()), Statuses.loop(Phase.BACKING_OFF, "deadlock")));
            assertNotReady(
                    "loop-not-running",
                    "The receive loop is not running: STOPPED",
                    observation(Statuses.sample(Statuses.idle()), Statuses.loop(Phase.STOPPED, "")));
        }

        @Test
        void is_not_alive_only_if_a_worker_has_died() {
            assertEquals(
                    Status.UP,
                    liveness(Statuses.loop(Phase.BACKING_OFF, "deadlock")).getStatus());
            assertEquals(Status.UP, liveness(Statuses.loop(Phase.STOPPED, "")).getStatus());

            HealthCheckResponse response =
                    liveness(Statuses.loop(Phase.RUNNING, "Java heap space", new Counts(1, 0, 1, 0, 0)));
            assertEquals("receive loop", response.getName());
            assertEquals(Status.DOWN, response.getStatus());
            assertEquals(
                    Map.of("queue", "InstTargetQueue", "dead.workers", 1L),
                    response.getData().orElseThrow());
        }
    }

    @Test
    void what_set_up_can_cure_is_told_apart_from_what_it_cannot() {
        List<Finding> findings = List.of(
                Finding.notReady("queue-receive-disabled", "", ""),
                Finding.notReady("route-missing", "", ""),
                Finding.warning("peer-transport-certificate-expiring", "", ""),
                Finding.warning("transmission-stuck", "", ""));

        assertEquals("route-missing, peer-transport-certificate-expiring", InstanceWatch.curable(findings));
    }

    private static void assertNotReady(String code, String sentence, Observation observation) {
        HealthCheckResponse response = readiness(observation);
        Map<String, Object> data = response.getData().orElseThrow();
        assertEquals(Status.DOWN, response.getStatus());
        assertEquals(sentence, data.get("problem"));
        assertTrue(String.valueOf(data.get(code)).startsWith(sentence + " "), data.toString());
    }

    private static HealthCheckResponse readiness(Observation observation) {
        return readiness(Side.TARGET, observation, 0);
    }

    private static HealthCheckResponse readiness(Side side, Observation observation, long ageSeconds) {
        Clock clock = Clock.fixed(Statuses.READ_AT.plusSeconds(ageSeconds), ZoneOffset.UTC);
        return new BrokerReadiness(() -> observation, new Diagnosis(side, LIMITS), clock).call();
    }

    private static HealthCheckResponse liveness(LoopState loop) {
        return new LoopLiveness(() -> loop).call();
    }
}
