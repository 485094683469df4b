package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.broker.status.BrokerStatus.Broker;
import dev.colloquy.broker.status.BrokerStatus.DialogCertificate;
import dev.colloquy.broker.status.BrokerStatus.Queue;
import dev.colloquy.broker.status.BrokerStatus.Transmission;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Made-up statuses and loop states. */
final class Statuses {
    static final Instant READ_AT = Instant.parse("2025-06-01T12:00:00Z");

    private Statuses() {}

    /** A message in the queue, two to be sent, the oldest for 90 seconds, and a certificate for 36 hours. */
    static BrokerStatus healthy() {
        return with(true, new Queue(true, true, 1));
    }

    static BrokerStatus with(boolean brokerEnabled, Queue queue) {
        return new BrokerStatus(
                READ_AT,
                new Broker("InstTargetDB", brokerEnabled, Map.of("CONVERSING", 3)),
                queue,
                new Transmission(2, Optional.of(READ_AT.minusSeconds(90)), "Connection attempt failed"),
                Optional.of(new DialogCertificate("InstTargetCertificate", READ_AT.plusSeconds(36 * 3_600))));
    }

    static BrokerStatus idle() {
        return new BrokerStatus(
                READ_AT,
                new Broker("InstTargetDB", true, Map.of()),
                new Queue(true, true, 0),
                new Transmission(0, Optional.empty(), ""),
                Optional.empty());
    }

    static StatusSample sample(BrokerStatus status) {
        return StatusSample.of(status, READ_AT);
    }

    static LoopState loop(Phase phase, String lastError, int deadWorkers) {
        return new LoopState(
                "InstTargetQueue",
                phase,
                Optional.empty(),
                Optional.of(lastError).filter(e -> !e.isEmpty()),
                deadWorkers);
    }
}
