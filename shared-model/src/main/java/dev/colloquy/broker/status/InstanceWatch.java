package dev.colloquy.broker.status;

import dev.colloquy.broker.setup.InstanceInspection;
import dev.colloquy.broker.setup.InstanceSetup;
import dev.colloquy.broker.setup.SetupDue;
import dev.colloquy.broker.setup.SetupFailure;
import dev.colloquy.contract.Side;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at the instance around the database with the set-up login, now and then, over one short connection each time;
 * and tells when set-up could cure what is wrong there or in the database.
 */
@Singleton
class InstanceWatch implements AutoCloseable {
    /** Findings that a run of set-up, or of the exchange of identities, can do something about. */
    private static final Set<String> CURABLE = Set.of(
            "endpoint-missing",
            "endpoint-stopped",
            "local-route-missing",
            "route-missing",
            "remote-service-binding-missing",
            "send-not-granted",
            "peer-not-trusted",
            "peer-instance-not-trusted");

    /** So can it about certificates, whatever is wrong with them. */
    private static final String CERTIFICATE = "-certificate-";

    private final InstanceSetup setup;
    private final DatabaseWatch database;
    private final Event<SetupDue> setupDue;
    private final DatabaseFindings databaseFindings;
    private final ServerFindings serverFindings;
    private final Sampler<Optional<InstanceInspection>> sampler;

    @Inject
    InstanceWatch(
            Side side, InstanceSetup setup, DatabaseWatch database, StatusConfig config, Event<SetupDue> setupDue) {
        this.setup = setup;
        this.database = database;
        this.setupDue = setupDue;
        FindingLimits limits = StatusSettings.limits(config);
        this.databaseFindings = new DatabaseFindings(side, limits);
        this.serverFindings = new ServerFindings(side, limits.certificateWarning());
        this.sampler = new Sampler<>("instance-inspection", this::look, config.inspectionInterval(), Clock.systemUTC());
    }

    private Optional<InstanceInspection> look() throws SetupFailure {
        Optional<InstanceInspection> inspection = setup.inspect();
        List<Finding> findings = new ArrayList<>();
        inspection.map(serverFindings::of).ifPresent(findings::addAll);
        database.last().current().map(databaseFindings::of).ifPresent(findings::addAll);
        String curable = curable(findings);
        if (!curable.isEmpty()) {
            setupDue.fire(new SetupDue(curable));
        }
        return inspection;
    }

    /** The codes of those that set-up can do something about. */
    static String curable(List<Finding> findings) {
        return findings.stream()
                .map(Finding::code)
                .filter(code -> CURABLE.contains(code) || code.contains(CERTIFICATE))
                .collect(Collectors.joining(", "));
    }

    void start() {
        setup.onChange(() -> {
            database.again();
            sampler.again();
        });
        sampler.start();
    }

    Sample<Optional<InstanceInspection>> last() {
        return sampler.last();
    }

    @Override
    public void close() {
        sampler.close();
    }
}
