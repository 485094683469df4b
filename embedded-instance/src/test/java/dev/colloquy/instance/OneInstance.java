package dev.colloquy.instance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One instance with an empty database {@code Work}. */
public final class OneInstance implements BeforeAllCallback, AfterAllCallback {
    private TestedInstances instances;
    private TestedInstance instance;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        instances = new TestedInstances();
        instance = instances.start("single");
        try (Connection master = instance.connect("master")) {
            Conversation.execute(master, "CREATE DATABASE Work");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (instances != null) {
            instances.close();
        }
    }

    TestedInstance instance() {
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
