package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.LoopState.Phase;
import dev.colloquy.contract.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with this side's broker. Looks at samples only, so it never waits for the instance. */
final class Diagnosis {
    private final FindingLimits limits;
    private final DatabaseFindings database;
    private final ServerFindings server;

    Diagnosis(Side side, FindingLimits limits) {
        this.limits = limits;
        this.database = new DatabaseFindings(side, limits);
        this.server = new ServerFindings(side, limits.certificateWarning());
    }

    /** The findings, those first that prevent readiness. */
    List<Finding> of(Observation observation, Instant now) {
        List<Finding> all = new ArrayList<>(answer(observation.status(), now));
        if (all.isEmpty()) {
            observation.status().current().map(database::of).ifPresent(all::addAll);
        }
        observation
                .inspection()
                .current()
                .flatMap(value -> value)
                .map(server::of)
                .ifPresent(all::addAll);
        all.addAll(loop(observation.loop()));
        all.addAll(peers(observation.peers()));
        List<Finding> sorted =
                new ArrayList<>(all.stream().filter(Finding::preventsReadiness).toList());
        all.stream().filter(finding -> !finding.preventsReadiness()).forEach(sorted::add);
        return sorted;
    }

    private List<Finding> answer(Sample<BrokerStatus> sample, Instant now) {
        if (sample.error().isPresent()) {
            return List.of(Finding.notReady(
                    "database-unreachable",
                    "No answer from the instance: " + sample.error().get(),
                    "See that the instance runs, that the database is online, and that the run-time login may enter"
                            + " it."));
        }
        if (sample.value().isEmpty()) {
            return List.of(Finding.notReady(
                    "status-unknown",
                    "No answer from the instance yet.",
                    "Wait for the start; if it lasts, see the problem of the set-up."));
        }
        Duration age = sample.age(now).orElse(Duration.ZERO);
        if (age.compareTo(limits.stale()) > 0) {
            return List.of(Finding.notReady(
                    "status-stale",
                    "No answer from the instance for " + age.toSeconds() + " seconds.",
                    "See what blocks dbo.broker_status (sys.dm_exec_requests)."));
        }
        return List.of();
    }

    private static List<Finding> peers(PeerInstances peers) {
        if (peers.avoided().isEmpty()) {
            return List.of();
        }
        return List.of(Finding.warning(
                "peer-instance-avoided",
                "Messages have been waiting for " + String.join(", ", peers.avoided()) + " of the peer's instances; "
                        + (peers.usable() > 0
                                ? "new dialogs are begun with the others, " + peers.usable() + "."
                                : "no other is left."),
                "See transmission_status of those messages (to_broker_instance in sys.transmission_queue)."));
    }

    private static List<Finding> loop(LoopState loop) {
        if (loop.running()) {
            return List.of();
        }
        String why = loop.lastError().map(error -> ", " + error).orElse("");
        return List.of(Finding.notReady(
                "loop-not-running",
                "The receive loop is not running: " + loop.phase() + why,
                loop.phase() == Phase.BACKING_OFF
                        ? "It tries again by itself; remove the cause."
                        : "If it lasts, restart the service."));
    }
}
