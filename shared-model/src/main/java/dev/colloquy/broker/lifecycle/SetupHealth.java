package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.lifecycle.Progress.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** How far the start has come: started once the database is set up, ready once the peer is trusted. */
@ApplicationScoped
class SetupHealth {
    @Produces
    @Startup
    @ApplicationScoped
    HealthCheck started(InstanceLifecycle lifecycle) {
        return () ->
                response("set-up", lifecycle.progress(), lifecycle.progress().databaseReady());
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck trusted(InstanceLifecycle lifecycle) {
        return () -> response("peer", lifecycle.progress(), lifecycle.progress().phase() == Phase.TRUSTED);
    }

    private static HealthCheckResponse response(String name, Progress progress, boolean up) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name)
                .status(up)
                .withData("phase", progress.phase().name());
        if (!progress.problem().isEmpty()) {
            response.withData("problem", progress.problem());
        }
        return response.build();
    }
}
