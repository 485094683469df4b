package dev.colloquy.broker.status;

import dev.colloquy.broker.setup.InstanceInspection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/**
 * Readiness: UP unless a {@link Finding} prevents it. The data says under {@code problem} what the first of those is,
 * and for every finding, warnings too, under its code what is wrong and what to do. Messages that cannot be sent do not
 * make a service unready, as it goes on taking requests in.
 */
final class BrokerReadiness implements HealthCheck {
    private final Supplier<Observation> observations;
    private final Diagnosis diagnosis;
    private final Clock clock;

    /** Asks nothing yet. */
    BrokerReadiness(Supplier<Observation> observations, Diagnosis diagnosis, Clock clock) {
        this.observations = observations;
        this.diagnosis = diagnosis;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Observation observation = observations.get();
        Instant now = clock.instant();
        List<Finding> findings = diagnosis.of(observation, now);
        Optional<Finding> problem =
                findings.stream().filter(Finding::preventsReadiness).findFirst();
        Map<String, Object> data = new LinkedHashMap<>();
        problem.ifPresent(finding -> data.put("problem", finding.sentence()));
        findings.forEach(finding -> data.put(finding.code(), finding.sentence() + " " + finding.remedy()));
        describe(observation, now, data);
        return new HealthCheckResponse("broker", problem.isEmpty() ? Status.UP : Status.DOWN, Optional.of(data));
    }

    private static void describe(Observation observation, Instant now, Map<String, Object> data) {
        data.put("queue", observation.loop().queue());
        data.put("loop", observation.loop().phase().name());
        data.put("inspection", inspection(observation.inspection()));
        observation.status().current().ifPresent(status -> describe(status, data));
        observation.status().age(now).ifPresent(age -> data.put("age.seconds", age.toSeconds()));
    }

    private static String inspection(Sample<Optional<InstanceInspection>> sample) {
        if (sample.error().isPresent()) {
            return "not inspected: " + sample.error().get();
        }
        if (sample.value().isEmpty()) {
            return "not inspected";
        }
        return sample.value().get().isPresent()
                ? "inspected"
                : "not inspected: the set-up login needs VIEW ANY DEFINITION";
    }

    private static void describe(BrokerStatus status, Map<String, Object> data) {
        data.put("database", status.broker().database());
        data.put("queue.depth", (long) status.queue().depth());
        data.put("transmission.depth", (long) status.transmission().depth());
        status.transmission()
                .oldest()
                .map(oldest -> Duration.between(oldest, status.readAt()).toSeconds())
                .ifPresent(age -> data.put("transmission.oldest.seconds", age));
        if (!status.transmission().status().isEmpty()) {
            data.put("transmission.status", status.transmission().status());
        }
        status.dialogs().own().ifPresent(certificate -> {
            data.put("certificate", certificate.name());
            data.put("certificate.expires", certificate.expiry().toString());
        });
    }
}
