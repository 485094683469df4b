package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/**
 * Liveness: DOWN only if a thread of the loop has died, which a new process would cure. It asks nobody: a restart does
 * not bring an instance back.
 */
public final class LoopLiveness implements HealthCheck {
    private final Supplier<LoopState> loop;

    /** Asks nothing yet. */
    public LoopLiveness(Supplier<LoopState> loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        LoopState state = loop.get();
        Status status = state.deadWorkers() == 0 ? Status.UP : Status.DOWN;
        Map<String, Object> data = Map.of("queue", state.queue(), "dead.workers", (long) state.deadWorkers());
        return new HealthCheckResponse("receive loop", status, Optional.of(data));
    }
}
