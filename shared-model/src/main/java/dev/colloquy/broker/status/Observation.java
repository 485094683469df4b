package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.setup.InstanceInspection;
import java.util.Optional;

/**
 * All that is known of this side's broker at one time.
 *
 * @param status what the run-time login sees
 * @param inspection what the set-up login sees; its value is empty if that may not look
 * @param loop what the receive loop does
 * @param peers the instances of the peer, where there are several
 */
record Observation(
        Sample<BrokerStatus> status,
        Sample<Optional<InstanceInspection>> inspection,
        LoopState loop,
        PeerInstances peers) {
    /** With a peer of one instance. */
    Observation(Sample<BrokerStatus> status, Sample<Optional<InstanceInspection>> inspection, LoopState loop) {
        this(status, inspection, loop, PeerInstances.NONE);
    }
}
