package dev.colloquy.instance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * An instance that conformance tests run against: one in this process, or what the image holds that the system property
 * {@code conformance.image} names, in a container.
 */
interface TestedInstance extends AutoCloseable {
    /** Begins the JDBC URLs of this instance; what follows is a property after a semicolon. */
    String jdbcUrl();

    /** Port on this machine for TDS. */
    int port();

    /** {@code host:port} of its Service Broker endpoint, as other instances of the same kind reach it. */
    String brokerAddress();

    /** A folder in which instances of the same kind can leave files for each other, by its path there. */
    Path folder();

    /** Stops it; what was committed is there when it starts again. */
    void stop() throws Exception;

    /** Starts it again, on the same ports; returns when somebody can log in. */
    void startAgain() throws Exception;

    @Override
    void close();

    /** A connection of sa. */
    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl() + ";databaseName=" + database, "sa", InstanceProcess.PASSWORD);
    }
}
