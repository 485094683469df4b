package dev.colloquy.broker.hygiene;

import dev.colloquy.broker.setup.DatabaseReady;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Searches for leaked conversations at the interval, from the time the database is ready until the service stops. */
@ApplicationScoped
public class Hygiene {
    private static final Logger LOG = Logger.getLogger(Hygiene.class);

    private final Reconciler reconciler;
    private final Rounds rounds;
    private volatile boolean ready;

    /**
     * Does nothing yet.
     *
     * @throws ConfigurationException if a setting is out of its range
     */
    @Inject
    public Hygiene(HygieneConfig config, DataSource dataSource, HygieneDatabase database, MeterRegistry registry) {
        HygieneSettings settings = settings(config);
        this.reconciler =
                new Reconciler(new HygieneGateway(dataSource, database), settings, new HygieneMeters(registry));
        this.rounds = new Rounds("conversation-hygiene", settings.interval(), reconciler::runInTurn);
    }

    private static HygieneSettings settings(HygieneConfig config) {
        try {
            return HygieneSettings.of(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    /** Has settings that cannot be used end the start. */
    void validate(@Observes Startup event) {
        LOG.debug("leaked conversations will be searched for once the database is ready");
    }

    void start(@Observes DatabaseReady event) {
        ready = true;
        rounds.start();
    }

    void stop(@Observes Shutdown event) {
        reconciler.close();
        rounds.close();
    }

    /** Whether the database is ready to be asked. */
    boolean isReady() {
        return ready;
    }

    /**
     * Runs now, in the calling thread, unless a replica is at it.
     *
     * @return whether it has run
     * @throws Exception if the instance cannot be asked
     */
    public boolean runNow() throws Exception {
        return reconciler.runNow();
    }

    /**
     * What the last run has found, whichever replica has run it.
     *
     * @throws Exception if the instance cannot be asked
     */
    public HygieneReport report() throws Exception {
        return reconciler.report();
    }
}
