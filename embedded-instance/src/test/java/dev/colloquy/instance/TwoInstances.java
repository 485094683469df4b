package dev.colloquy.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two instances in this process, over real sockets, brought by the tutorial's lessons 1 to 3 to where they can talk. */
public final class TwoInstances implements BeforeAllCallback, AfterAllCallback {
    private Path folder;
    private EmbeddedInstance initiator;
    private EmbeddedInstance target;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("two-instances");
        initiator = start("initiator", 0, 0);
        target = start("target", 0, 0);
        try (Connection atInitiator = connect(initiator, "master");
                Connection atTarget = connect(target, "master")) {
            Tutorial.withWindowsAuthentication(folder, initiator.brokerPort(), target.brokerPort())
                    .setUp(atInitiator, atTarget);
        }
    }

    private EmbeddedInstance start(String name, int port, int brokerPort) throws StartFailure {
        return EmbeddedInstance.builder()
                .name(name)
                .port(port)
                .brokerPort(brokerPort)
                .directory(folder.resolve(name))
                .saPassword(InstanceProcess.PASSWORD)
                .start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        initiator.close();
        target.close();
        DeletedTree.delete(folder);
    }

    public Connection initiator() throws SQLException {
        return connect(initiator, "InstInitiatorDB");
    }

    public Connection target() throws SQLException {
        return connect(target, "InstTargetDB");
    }

    EmbeddedInstance targetInstance() {
        return target;
    }

    Path folder() {
        return folder;
    }

    void stopTarget() {
        target.close();
    }

    void startTargetAgain() throws StartFailure {
        target = start("target", target.port(), target.brokerPort());
    }

    private static Connection connect(EmbeddedInstance instance, String database) throws SQLException {
        return DriverManager.getConnection(
                instance.jdbcUrl() + ";databaseName=" + database, "sa", InstanceProcess.PASSWORD);
    }
}
