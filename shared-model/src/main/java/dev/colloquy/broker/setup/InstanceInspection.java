package dev.colloquy.broker.setup;

import java.time.Instant;
import java.util.Optional;

/**
 * What an instance holds outside the database of the service, at which the run-time login cannot look.
 *
 * @param readAt when, by the clock of the instance
 * @param endpoint the Service Broker endpoint; empty if there is none
 * @param peerCertificate of the transport certificates whose owners may connect the one that expires last; empty if
 *     there is none
 * @param localRoute whether msdb has a route that says the service is in this instance
 * @param msdbBrokerEnabled whether the broker of msdb is enabled, without which nothing arrives from the network
 */
public record InstanceInspection(
        Instant readAt,
        Optional<Endpoint> endpoint,
        Optional<CertificateDates> peerCertificate,
        boolean localRoute,
        boolean msdbBrokerEnabled) {
    /**
     * A row of {@code sys.service_broker_endpoints}.
     *
     * @param name of the endpoint
     * @param state {@code state_desc}: STARTED, STOPPED or DISABLED
     * @param certificate that it authenticates with; empty if it does not by certificate
     */
    public record Endpoint(String name, String state, Optional<CertificateDates> certificate) {
        /** Whether it listens. */
        public boolean started() {
            return "STARTED".equals(state);
        }
    }
}
