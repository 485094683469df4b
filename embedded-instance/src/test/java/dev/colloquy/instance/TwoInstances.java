package dev.colloquy.instance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two instances, over real sockets, brought by the tutorial's lessons 1 to 3 to where they can talk. */
public final class TwoInstances implements BeforeAllCallback, AfterAllCallback {
    private TestedInstances instances;
    private TestedInstance initiator;
    private TestedInstance target;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        instances = new TestedInstances();
        initiator = instances.start("initiator");
        target = instances.start("target");
        try (Connection atInitiator = initiator.connect("master");
                Connection atTarget = target.connect("master")) {
            Tutorial.withCertificates(initiator.folder(), 0, 0)
                    .with("initiatorAddress", initiator.brokerAddress())
                    .with("targetAddress", target.brokerAddress())
                    .setUp(atInitiator, atTarget);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (instances != null) {
            instances.close();
        }
    }

    public Connection initiator() throws SQLException {
        return initiator.connect("InstInitiatorDB");
    }

    public Connection target() throws SQLException {
        return target.connect("InstTargetDB");
    }

    TestedInstance targetInstance() {
        return target;
    }

    /** As the instances see it. */
    Path folder() {
        return initiator.folder();
    }

    void stopTarget() throws Exception {
        target.stop();
    }

    void startTargetAgain() throws Exception {
        target.startAgain();
    }
}
