package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.QueueReader;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.Side;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Observes this side's broker from the moment its database is ready, and shows it as health and meters. */
@ApplicationScoped
public class StatusBeans {
    /** After so many intervals without an answer the last one says nothing any more. */
    private static final int STALE_INTERVALS = 4;

    private final StatusConfig config;
    private final BrokerStatusSampler sampler;

    @Inject
    StatusBeans(StatusConfig config, DataSource database, StatusCall call) {
        this.config = config;
        BrokerStatusReader reader =
                new BrokerStatusReader(database::getConnection, config.depthLimit(), config.timeout());
        this.sampler = new BrokerStatusSampler(() -> call.run(reader::read), config.interval(), Clock.systemUTC());
    }

    void start(@Observes DatabaseReady event) {
        sampler.start();
    }

    void stop(@Observes Shutdown event) {
        sampler.close();
    }

    @Produces
    @Singleton
    MeterBinder meters(Side side, QueueReader queue) {
        return new BrokerMeters(side.queue(), sampler::last, queue::state);
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck readiness(QueueReader queue) {
        return new BrokerReadiness(
                sampler::last,
                queue::state,
                config.interval().multipliedBy(STALE_INTERVALS).plus(config.timeout()),
                Clock.systemUTC());
    }

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck liveness(QueueReader queue) {
        return new LoopLiveness(queue::state);
    }
}
