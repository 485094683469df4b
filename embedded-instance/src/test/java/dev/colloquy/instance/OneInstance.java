package dev.colloquy.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One instance in this process with an empty database {@code Work}. */
public final class OneInstance implements BeforeAllCallback, AfterAllCallback {
    private Path folder;
    private EmbeddedInstance instance;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("one-instance");
        instance = EmbeddedInstance.builder()
                .name("single")
                .port(0)
                .brokerPort(0)
                .directory(folder)
                .saPassword(InstanceProcess.PASSWORD)
                .start();
        try (Connection master = DriverManager.getConnection(instance.jdbcUrl(), "sa", InstanceProcess.PASSWORD)) {
            Conversation.execute(master, "CREATE DATABASE Work");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        instance.close();
        DeletedTree.delete(folder);
    }

    EmbeddedInstance instance() {
        return instance;
    }

    /** A connection to the database with the driver's defaults. */
    Connection connect() throws SQLException {
        return connect("encrypt=true;trustServerCertificate=true");
    }

    /** A connection to the database with the given properties. */
    Connection connect(String properties) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlserver://localhost:" + instance.port()
                + ";databaseName=Work;user=sa;password=" + InstanceProcess.PASSWORD + ";" + properties);
    }
}
