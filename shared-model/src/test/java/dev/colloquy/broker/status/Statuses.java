package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.LoopState.Counts;
import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.broker.setup.CertificateDates;
import dev.colloquy.broker.setup.InstanceInspection;
import dev.colloquy.broker.setup.InstanceInspection.Endpoint;
import dev.colloquy.broker.status.BrokerStatus.Broker;
import dev.colloquy.broker.status.BrokerStatus.Dialogs;
import dev.colloquy.broker.status.BrokerStatus.Queue;
import dev.colloquy.broker.status.BrokerStatus.Transmission;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Made-up statuses, inspections and loop states, all well unless said otherwise. */
final class Statuses {
    static final Instant READ_AT = Instant.parse("2025-06-01T12:00:00Z");
    static final Queue EMPTY_QUEUE = new Queue(true, true, 0, Optional.empty());
    static final Transmission EMPTY_TRANSMISSION = new Transmission(0, Optional.empty(), Map.of(), "");
    static final Dialogs TRUSTING =
            new Dialogs(true, true, certificate("InstTargetCertificate", 300), certificate("PeerCertificate", 200));
    static final LoopState RUNNING = loop(Phase.RUNNING, "");

    private Statuses() {}

    /** A message in the queue, three to be sent, the oldest for 90 seconds. */
    static BrokerStatus busy() {
        return new BrokerStatus(
                READ_AT,
                new Broker("InstTargetDB", true, Optional.empty(), Map.of("CONVERSING", 3)),
                new Queue(true, true, 1, Optional.of(READ_AT.minusSeconds(7))),
                new Transmission(
                        3,
                        Optional.of(READ_AT.minusSeconds(90)),
                        Map.of(TransmissionCause.UNREACHABLE, 2, TransmissionCause.ACKNOWLEDGEMENT, 1),
                        "Connection attempt failed with error: '10061'."),
                TRUSTING);
    }

    static BrokerStatus idle() {
        return with(EMPTY_QUEUE);
    }

    static BrokerStatus with(Queue queue) {
        return new BrokerStatus(
                READ_AT,
                new Broker("InstTargetDB", true, Optional.empty(), Map.of()),
                queue,
                EMPTY_TRANSMISSION,
                TRUSTING);
    }

    static BrokerStatus with(Dialogs dialogs) {
        return new BrokerStatus(
                READ_AT,
                new Broker("InstTargetDB", true, Optional.empty(), Map.of()),
                EMPTY_QUEUE,
                EMPTY_TRANSMISSION,
                dialogs);
    }

    /** A certificate that expires in so many days; one that is already used for longer than that. */
    static Optional<CertificateDates> certificate(String name, long daysLeft) {
        return Optional.of(new CertificateDates(
                name, READ_AT.minus(Duration.ofDays(1_000)), READ_AT.plus(Duration.ofDays(daysLeft))));
    }

    static InstanceInspection inspection(Optional<Endpoint> endpoint, Optional<CertificateDates> peer) {
        return new InstanceInspection(READ_AT, endpoint, peer, true, true);
    }

    static InstanceInspection inspection() {
        return inspection(
                Optional.of(new Endpoint("InstTargetEndpoint", "STARTED", certificate("Transport", 400))),
                certificate("PeerTransport", 100));
    }

    static <T> Sample<T> sample(T value) {
        return Sample.of(value, READ_AT);
    }

    /** That status, and all well besides. */
    static Observation observation(BrokerStatus status) {
        return observation(sample(status), RUNNING);
    }

    static Observation observation(Sample<BrokerStatus> status, LoopState loop) {
        return new Observation(status, sample(Optional.of(inspection())), loop);
    }

    static LoopState loop(Phase phase, String lastError) {
        return loop(phase, lastError, new Counts(2, 0, 0, 40, 3));
    }

    static LoopState loop(Phase phase, String lastError, Counts counts) {
        return new LoopState(
                "InstTargetQueue",
                phase,
                Optional.empty(),
                Optional.of(lastError).filter(e -> !e.isEmpty()),
                counts);
    }
}
