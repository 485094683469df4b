package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/**
 * Readiness: UP if the instance answers, its broker delivers, the queue is open and the loop receives. Else the data
 * says under {@code problem} what is wrong, as a database administrator would. Messages that cannot be sent do not make
 * a service unready, as it goes on taking requests in; the data names their {@code transmission_status}.
 */
public final class BrokerReadiness implements HealthCheck {
    private final Supplier<StatusSample> samples;
    private final Supplier<LoopState> loop;
    private final Duration stale;
    private final Clock clock;

    /**
     * Asks nothing yet.
     *
     * @param stale age from which a sample says nothing any more; a few times the sampler's interval
     */
    public BrokerReadiness(Supplier<StatusSample> samples, Supplier<LoopState> loop, Duration stale, Clock clock) {
        this.samples = samples;
        this.loop = loop;
        this.stale = stale;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        StatusSample sample = samples.get();
        LoopState state = loop.get();
        Instant now = clock.instant();
        Optional<String> problem = problem(sample, state.queue(), now).or(() -> problem(state));
        Map<String, Object> data = new LinkedHashMap<>();
        problem.ifPresent(what -> data.put("problem", what));
        data.put("queue", state.queue());
        data.put("loop", state.phase().name());
        sample.current().ifPresent(status -> describe(status, data));
        sample.age(now).ifPresent(age -> data.put("age.seconds", age.toSeconds()));
        return new HealthCheckResponse("broker", problem.isEmpty() ? Status.UP : Status.DOWN, Optional.of(data));
    }

    private Optional<String> problem(StatusSample sample, String queue, Instant now) {
        if (sample.error().isPresent()) {
            return sample.error().map(error -> "No answer from the instance: " + error);
        }
        if (sample.status().isEmpty()) {
            return Optional.of("No answer from the instance yet.");
        }
        Duration age = sample.age(now).orElse(Duration.ZERO);
        if (age.compareTo(stale) > 0) {
            return Optional.of("No answer from the instance for " + age.toSeconds() + " seconds.");
        }
        return sample.status().flatMap(status -> problem(status, queue));
    }

    private static Optional<String> problem(BrokerStatus status, String queue) {
        if (!status.broker().enabled()) {
            return Optional.of("The broker of database " + status.broker().database() + " is disabled.");
        }
        if (!status.queue().receiveEnabled()) {
            return Optional.of("The queue " + queue + " is disabled for RECEIVE (poison messages or an operator).");
        }
        if (!status.queue().enqueueEnabled()) {
            return Optional.of("The queue " + queue + " takes no messages (is_enqueue_enabled = 0).");
        }
        return Optional.empty();
    }

    private static Optional<String> problem(LoopState state) {
        if (state.running()) {
            return Optional.empty();
        }
        String why = state.lastError().map(error -> ", " + error).orElse("");
        return Optional.of("The receive loop is not running: " + state.phase() + why);
    }

    private static void describe(BrokerStatus status, Map<String, Object> data) {
        data.put("database", status.broker().database());
        data.put("queue.depth", (long) status.queue().depth());
        data.put("transmission.depth", (long) status.transmission().depth());
        status.transmission()
                .oldest()
                .map(oldest -> Duration.between(oldest, status.readAt()).toSeconds())
                .ifPresent(age -> data.put("transmission.oldest.seconds", age));
        if (!status.transmission().oldestStatus().isEmpty()) {
            data.put("transmission.status", status.transmission().oldestStatus());
        }
        status.certificate().ifPresent(certificate -> {
            data.put("certificate", certificate.name());
            data.put("certificate.expires", certificate.expiry().toString());
        });
    }
}
