package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.QueueReader;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.Side;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.OptionalInt;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Observes this side's broker from the moment its database is ready, and shows it as health and meters. */
@ApplicationScoped
@Startup
public class StatusBeans {
    private final DatabaseWatch database;
    private final InstanceWatch instance;
    private final QueueReader queue;
    private final Diagnosis diagnosis;

    @Inject
    StatusBeans(Side side, DatabaseWatch database, InstanceWatch instance, QueueReader queue, StatusConfig config) {
        this.database = database;
        this.instance = instance;
        this.queue = queue;
        this.diagnosis = new Diagnosis(side, StatusSettings.limits(config));
    }

    void start(@Observes DatabaseReady event) {
        database.start();
        instance.start();
    }

    void stop(@Observes Shutdown event) {
        instance.close();
        database.close();
    }

    @Produces
    @Singleton
    MeterBinder meters(Side side) {
        return new BrokerMeters(side.queue(), this::observation, database::repairs);
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck readiness() {
        return new BrokerReadiness(this::observation, diagnosis, Clock.systemUTC());
    }

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck liveness() {
        return new LoopLiveness(queue::state);
    }

    @Produces
    @Singleton
    TransmissionDepth transmissionDepth() {
        return () -> database.last()
                .current()
                .map(status -> OptionalInt.of(status.transmission().depth()))
                .orElseGet(OptionalInt::empty);
    }

    private Observation observation() {
        return new Observation(database.last(), instance.last(), queue.state(), database.peers());
    }
}
