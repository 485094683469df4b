package dev.colloquy.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/**
 * A running instance: a TDS server that SQL Server clients connect to, with a Service Broker behind it.
 *
 * <pre>{@code
 * try (EmbeddedInstance instance = EmbeddedInstance.builder().start();
 *         Connection c = DriverManager.getConnection(instance.jdbcUrl(), "sa", instance.saPassword())) {
 *     …
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Several instances may run in one process, each on a directory of its own.
 */
public final class EmbeddedInstance implements AutoCloseable {
    private final String name;
    private final String saPassword;
    private final int brokerPort;
    private final Rooms rooms;
    private final Optional<Path> temporaryDirectory;
    private boolean closed;

    private EmbeddedInstance(
            String name, String saPassword, int brokerPort, Rooms rooms, Optional<Path> temporaryDirectory) {
        this.name = name;
        this.saPassword = saPassword;
        this.brokerPort = brokerPort;
        this.rooms = rooms;
        this.temporaryDirectory = temporaryDirectory;
    }

    /** Settings for an instance; the defaults make one on free ports with a temporary directory. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name, {@code @@SERVERNAME}. */
    public String name() {
        return name;
    }

    /** The TDS port. */
    public int port() {
        return rooms.tdsPort();
    }

    /** The port on which the Service Broker endpoint listens if it is created with {@code LISTENER_PORT = 4022}. */
    public int brokerPort() {
        return brokerPort;
    }

    /** The password of {@code sa}. */
    public String saPassword() {
        return saPassword;
    }

    /** A URL for mssql-jdbc, without user, password and database. The connection is encrypted. */
    public String jdbcUrl() {
        return "jdbc:sqlserver://localhost:" + port() + ";encrypt=true;trustServerCertificate=true";
    }

    /**
     * Stops accepting, cancels what runs, rolls back what is open and closes the store. What was committed is there at
     * the next start. Calling it again does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        rooms.close();
        temporaryDirectory.ifPresent(EmbeddedInstance::delete);
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.getLogger(EmbeddedInstance.class.getName())
                    .log(System.Logger.Level.WARNING, "the temporary directory " + directory + " stays: " + e);
        }
    }

    /** Collects the settings of an instance. */
    public static final class Builder {
        private static final int CONVENTIONAL_BROKER_PORT = 4022;

        private String name = "colloquy";
        private int port;
        private int brokerPort = CONVENTIONAL_BROKER_PORT;
        private String bind = "127.0.0.1";
        private Optional<Path> directory = Optional.empty();
        private Optional<String> saPassword = Optional.empty();

        private Builder() {}

        /** The name of the instance; {@code colloquy} unless given. */
        public Builder name(String instanceName) {
            this.name = instanceName;
            return this;
        }

        /** The TDS port, 0 (the default) for any free one. */
        public Builder port(int tdsPort) {
            this.port = tdsPort;
            return this;
        }

        /**
         * The port that stands for {@code LISTENER_PORT = 4022} of CREATE ENDPOINT, as a container's port mapping would;
         * 0 for any free one, 4022 unless given. Other listener ports are taken literally.
         */
        public Builder brokerPort(int endpointPort) {
            this.brokerPort = endpointPort;
            return this;
        }

        /** The address to listen on for clients and peers; loopback unless given. */
        public Builder bind(String address) {
            this.bind = address;
            return this;
        }

        /** The data directory; a temporary one, deleted on close, unless given. */
        public Builder directory(Path dataDirectory) {
            this.directory = Optional.of(dataDirectory);
            return this;
        }

        /** The password of {@code sa}; a random one, see {@link EmbeddedInstance#saPassword()}, unless given. */
        public Builder saPassword(String password) {
            this.saPassword = Optional.of(password);
            return this;
        }

        /**
         * Starts the instance; returns once clients can log in.
         *
         * @throws StartFailure if the directory or a port cannot be used, or the password is too weak
         */
        public EmbeddedInstance start() throws StartFailure {
            Optional<Path> temporary = directory.isPresent() ? Optional.empty() : Optional.of(temporaryDirectory());
            Path data = directory.or(() -> temporary).orElseThrow();
            String password = saPassword.orElseGet(Builder::randomPassword);
            int endpointPort = brokerPort == 0 ? freePort() : brokerPort;
            Rooms rooms =
                    Rooms.open(new Rooms.Plan(name, data, address(), port, endpointPort, password, Clock.systemUTC()));
            return new EmbeddedInstance(name, password, endpointPort, rooms, temporary);
        }

        private InetAddress address() throws StartFailure {
            try {
                return InetAddress.getByName(bind);
            } catch (UnknownHostException e) {
                throw new StartFailure("the address to listen on is unknown: " + bind, e);
            }
        }

        private static Path temporaryDirectory() {
            try {
                return Files.createTempDirectory("colloquy-instance");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Random, with a prefix that meets the password policy. */
        private static String randomPassword() {
            byte[] random = new byte[18];
            new SecureRandom().nextBytes(random);
            return "Aa1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        }
    }
}
