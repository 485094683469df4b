package dev.colloquy.broker.setup;

import dev.colloquy.contract.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What set-up is to make of an instance.
 *
 * @param side whose objects
 * @param endpoint the Service Broker endpoint
 * @param runTimeLogin login to create and to let EXECUTE the procedures; absent if run-time work uses the set-up login
 * @param certificates how long those are valid that set-up creates
 * @param migrations class path folders of the Flyway migrations
 * @param severalPeers whether the peer has several instances
 */
public record SetupPlan(
        Side side,
        Endpoint endpoint,
        Optional<RunTimeLogin> runTimeLogin,
        Certificates certificates,
        List<String> migrations,
        boolean severalPeers) {
    /**
     * The Service Broker endpoint and the way to it.
     *
     * @param host name or address by which the peer's instance reaches this instance
     * @param port {@code LISTENER_PORT} of an endpoint that has to be created
     * @param advertisedPort port by which the peer's instance reaches this instance, if it is not {@code LISTENER_PORT}
     * @param startStopped whether an endpoint that somebody has stopped is started
     */
    public record Endpoint(String host, int port, OptionalInt advertisedPort, boolean startStopped) {
        private static final int MAXIMUM_PORT = 65_535;

        /** One that is started when it is found stopped. */
        public Endpoint(String host, int port, OptionalInt advertisedPort) {
            this(host, port, advertisedPort, true);
        }

        /** Refuses a blank host and ports that are none. */
        public Endpoint {
            if (host.isBlank()) {
                throw new IllegalArgumentException("the host of the Service Broker endpoint is blank");
            }
            check(port);
            advertisedPort.ifPresent(Endpoint::check);
        }

        /**
         * Where the peer's instance reaches it, {@code TCP://host:port}.
         *
         * @param listenerPort what the endpoint listens on
         */
        String address(int listenerPort) {
            return "TCP://" + host + ":" + advertisedPort.orElse(listenerPort);
        }

        private static void check(int port) {
            if (port < 1 || port > MAXIMUM_PORT) {
                throw new IllegalArgumentException("no port for a Service Broker endpoint: " + port);
            }
        }
    }

    /**
     * The own certificates.
     *
     * @param validity how long a certificate that has to be created is valid
     * @param renewal how long before its expiry it is renewed; less than {@code validity}
     * @param dialog where the dialog certificate comes from that all instances of this side share; absent if this
     *     instance has one of its own, which set-up makes and renews
     */
    public record Certificates(Duration validity, Duration renewal, Optional<DialogCertificateFiles> dialog) {
        /** With a dialog certificate of its own. */
        public Certificates(Duration validity, Duration renewal) {
            this(validity, renewal, Optional.empty());
        }

        /** Refuses a validity that ends at once, and a renewal as soon as a certificate has been created. */
        public Certificates {
            if (validity.isNegative() || validity.isZero()) {
                throw new IllegalArgumentException("certificates cannot be valid for " + validity);
            }
            if (renewal.isNegative() || renewal.compareTo(validity) >= 0) {
                throw new IllegalArgumentException(
                        "certificates that are valid for " + validity + " cannot be renewed " + renewal + " before");
            }
        }
    }

    /** Copies the list. */
    public SetupPlan {
        migrations = List.copyOf(migrations);
    }

    /** With a peer of one instance. */
    public SetupPlan(
            Side side,
            Endpoint endpoint,
            Optional<RunTimeLogin> runTimeLogin,
            Certificates certificates,
            List<String> migrations) {
        this(side, endpoint, runTimeLogin, certificates, migrations, false);
    }

    /** Certificates are renewed when a twelfth of their validity is left. */
    public SetupPlan(
            Side side,
            String endpointHost,
            int endpointPort,
            Optional<RunTimeLogin> runTimeLogin,
            Duration certificateValidity,
            List<String> migrations) {
        this(
                side,
                new Endpoint(endpointHost, endpointPort, OptionalInt.empty()),
                runTimeLogin,
                new Certificates(certificateValidity, certificateValidity.dividedBy(12)),
                migrations);
    }
}
