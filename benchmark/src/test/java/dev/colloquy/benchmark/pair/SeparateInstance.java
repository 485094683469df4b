package dev.colloquy.benchmark.pair;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An instance outside the services that own it: an embedded one in a process of its own, or, where the system property
 * {@code conformance.image} names an image, what that holds, in a container. Killed and started again it has its data.
 */
abstract class SeparateInstance implements AutoCloseable {
    static final String PASSWORD = "Correct-Horse-1";

    private static final Optional<String> IMAGE =
            Optional.ofNullable(System.getProperty("conformance.image")).filter(name -> !name.isBlank());

    /** Starts an instance; returns when somebody can log in. */
    static SeparateInstance start(String name, Path folder) throws IOException {
        return IMAGE.isPresent() ? ContainerInstance.start(IMAGE.get(), name) : StandaloneInstance.start(name, folder);
    }

    /** Port on this machine for TDS. */
    abstract int port();

    /** Host of the Service Broker endpoint, as other instances of the same kind reach it. */
    abstract String endpointHost();

    /** Port of the Service Broker endpoint. */
    abstract int endpointPort();

    /** Starts it again after it has ended; returns when somebody can log in. */
    abstract void start() throws IOException;

    /** Ends it as {@code kill -9} does and returns when it has ended. */
    abstract void kill() throws InterruptedException;

    @Override
    public abstract void close();

    /** Makes a service own this instance. */
    ServiceSettings ownedBy(ServiceSettings service, String runTimeLogin) {
        return service.with("colloquy.jdbc.url", url())
                .with("colloquy.jdbc.username", runTimeLogin)
                .with("colloquy.jdbc.password", "Run-Time-Login-1")
                .with("colloquy.setup.username", "sa")
                .with("colloquy.setup.password", PASSWORD)
                .with("colloquy.endpoint.host", endpointHost())
                .with("colloquy.endpoint.port", endpointPort());
    }

    /** A connection of sa. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url() + ";databaseName=" + database, "sa", PASSWORD);
    }

    private String url() {
        return "jdbc:sqlserver://localhost:" + port() + ";encrypt=true;trustServerCertificate=true";
    }
}
