package dev.colloquy.initiator.hygiene;

import dev.colloquy.broker.hygiene.Rounds;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.initiator.hygiene.RetentionGateway.Batch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Deletes finished conversations that are older than they are kept, in small transactions, so many a round. The meter
 * {@code colloquy.retention.deleted} counts conversations.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** Small enough for its locks to stay row locks and to be held for milliseconds. */
    private static final int ROWS = 500;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final RetentionConfig config;
    private final RetentionGateway gateway;
    private final Counter deleted;
    private final Rounds rounds;
    private volatile boolean stopped;

    @Inject
    Retention(RetentionConfig config, DataSource dataSource, MeterRegistry registry) {
        check("keep-for", config.keepFor(), Duration.ZERO);
        check("interval", config.interval(), Duration.ofSeconds(1));
        this.config = config;
        this.gateway = new RetentionGateway(dataSource);
        this.deleted = Counter.builder("colloquy.retention.deleted")
                .description("Finished conversations that were deleted")
                .register(registry);
        this.rounds = new Rounds("ledger-retention", config.interval(), this::round);
    }

    private static void check(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(
                    "colloquy.retention." + name + " is " + value + ", but must be " + least + " to " + LONGEST);
        }
    }

    /** Has settings that cannot be used end the start. */
    void validate(@Observes Startup event) {
        LOG.debugf("finished conversations are kept for %s", config.keepFor());
    }

    void start(@Observes DatabaseReady event) {
        if (!config.keepFor().isZero()) {
            rounds.start();
        }
    }

    void stop(@Observes Shutdown event) {
        stopped = true;
        rounds.close();
    }

    /** One round, which ends when nothing is left to delete, or with the last transaction that it may take. */
    void round() throws SQLException {
        Batch batch = new Batch(0, !config.keepFor().isZero());
        for (int count = 0; count < config.batches() && batch.more() && !stopped; count++) {
            batch = gateway.delete(config.keepFor(), ROWS);
            deleted.increment(batch.conversations());
        }
    }
}
