package dev.colloquy.benchmark.chaos;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries out a plan of faults, one after the other, until the time is over. */
final class Nemesis {
    /** Longer than an instance takes to make the key. */
    private static final Duration SHORT = Duration.ofSeconds(8);

    private static final Duration LONG = Duration.ofDays(3_650);

    private final Scene scene;
    private final Load load;
    private final History history;
    private volatile String now = "nothing yet";
    private final AtomicInteger done = new AtomicInteger();

    Nemesis(Scene scene, Load load, History history) {
        this.scene = scene;
        this.load = load;
        this.history = history;
    }

    /** How many faults there were. */
    int done() {
        return done.get();
    }

    /** What it does now, or did last. */
    String now() {
        return now;
    }

    void run(Iterator<FaultPlan.Step> plan, Patience time) throws IOException, InterruptedException {
        while (!time.isOver()) {
            FaultPlan.Step step = plan.next();
            if (!time.pause(step.after())) {
                return;
            }
            startWhatHasEnded();
            Fault fault = step.fault();
            now = fault.toString();
            history.fault(now + " for " + step.length().toMillis() + " ms");
            try {
                inject(fault);
                done.incrementAndGet();
            } catch (SQLException e) {
                history.fault("that could not be done: " + e.getMessage());
                continue;
            }
            time.pause(step.length());
            heal(fault);
            history.fault("undone");
        }
    }

    /** What ends by itself is started by whoever watches over processes; here that is the nemesis. */
    private void startWhatHasEnded() throws IOException {
        for (Part part : Part.values()) {
            if (!scene.isAlive(part)) {
                history.fault(part + " has ended by itself, and is started again");
                scene.start(part);
            }
        }
    }

    private void inject(Fault fault) throws IOException, InterruptedException, SQLException {
        if (fault instanceof Fault.Kill kill) {
            kill.parts().forEach(scene::kill);
        } else if (fault instanceof Fault.Stop stop) {
            if (!scene.stop(stop.part())) {
                history.fault(stop.part() + " did not end by itself");
            }
        } else if (fault instanceof Fault.Pause pause) {
            scene.signal(pause.part(), "STOP");
        } else if (fault instanceof Fault.Cut cut) {
            scene.link(cut.link()).cut();
        } else if (fault instanceof Fault.Silence silence) {
            scene.link(silence.link()).silence();
        } else if (fault instanceof Fault.Slow slow) {
            scene.link(slow.link()).slow(slow.by());
        } else if (fault instanceof Fault.DisableQueue disable) {
            scene.execute(disable.owner(), Statements.DISABLE_QUEUE);
        } else if (fault instanceof Fault.ExpireCertificate expire) {
            replaceTransportCertificate(expire.owner(), SHORT);
        } else if (fault instanceof Fault.RenewCertificates renew) {
            renewDialogCertificate(renew.owner());
            replaceTransportCertificate(renew.owner(), LONG);
        } else if (fault instanceof Fault.Flood flood) {
            scene.signal(Part.TARGET_SERVICE, "STOP");
            load.flood(flood.conversations());
        } else {
            throw new IllegalArgumentException("unknown fault " + fault);
        }
    }

    private void replaceTransportCertificate(Owner owner, Duration validity) throws SQLException {
        try (Connection connection = scene.connect(owner, "master");
                PreparedStatement statement =
                        connection.prepareStatement(Statements.REPLACE_TRANSPORT_CERTIFICATE.text())) {
            statement.setNString(1, "chaos_" + UUID.randomUUID());
            statement.setInt(2, Math.toIntExact(validity.toSeconds()));
            statement.execute();
        }
    }

    private void renewDialogCertificate(Owner owner) throws SQLException {
        try (Connection connection = scene.connect(owner);
                PreparedStatement statement = connection.prepareStatement(Statements.RENEW_DIALOG_CERTIFICATE.text())) {
            statement.setNString(1, "chaos_" + UUID.randomUUID());
            statement.setNString(2, owner.user());
            statement.execute();
        }
    }

    private void heal(Fault fault) throws IOException, InterruptedException {
        if (fault instanceof Fault.Kill kill) {
            for (Part part : kill.startOrder()) {
                if (kill.parts().contains(part)) {
                    scene.start(part);
                }
            }
        } else if (fault instanceof Fault.Stop stop) {
            scene.start(stop.part());
        } else if (fault instanceof Fault.Pause pause) {
            scene.signal(pause.part(), "CONT");
        } else if (fault instanceof Fault.Cut cut) {
            scene.link(cut.link()).restore();
        } else if (fault instanceof Fault.Silence silence) {
            scene.link(silence.link()).restore();
        } else if (fault instanceof Fault.Slow slow) {
            scene.link(slow.link()).restore();
        } else if (fault instanceof Fault.ExpireCertificate || fault instanceof Fault.RenewCertificates) {
            // The connections that there are do not need it; the next ones do.
            scene.link(Link.INSTANCES_TO_TARGET).closeConnections();
            scene.link(Link.INSTANCES_TO_INITIATOR).closeConnections();
        } else if (fault instanceof Fault.Flood) {
            scene.signal(Part.TARGET_SERVICE, "CONT");
        }
    }
}
