package dev.colloquy.broker.status;

import dev.colloquy.broker.setup.CertificateDates;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Result of {@code dbo.broker_status}: how the broker of one database fares. The depths and the endpoints saturate at
 * the depth limit of the {@link BrokerStatusReader}.
 *
 * @param readAt when, by the clock of the instance
 * @param broker the broker of the database
 * @param queue the queue that this side receives from
 * @param transmission messages that wait to be sent to the peer's instance
 * @param dialogs what dialogs with the peer need in the database
 */
public record BrokerStatus(Instant readAt, Broker broker, Queue queue, Transmission transmission, Dialogs dialogs) {
    /**
     * The broker of a database.
     *
     * @param database whose
     * @param enabled {@code sys.databases.is_broker_enabled}
     * @param writeError why nothing can be written to the database; empty if something can
     * @param endpoints conversation endpoints by {@code state_desc}; states without any are absent
     */
    public record Broker(
            String database, boolean enabled, Optional<String> writeError, Map<String, Integer> endpoints) {
        /** Copies the map. */
        public Broker {
            endpoints = Map.copyOf(endpoints);
        }
    }

    /**
     * A row of {@code sys.service_queues}.
     *
     * @param receiveEnabled {@code is_receive_enabled}
     * @param enqueueEnabled {@code is_enqueue_enabled}
     * @param depth messages in the queue
     * @param oldest when the oldest of them entered it; empty if there is none
     */
    public record Queue(boolean receiveEnabled, boolean enqueueEnabled, int depth, Optional<Instant> oldest) {
        /** Whether RECEIVE and delivery are both possible. */
        public boolean enabled() {
            return receiveEnabled && enqueueEnabled;
        }
    }

    /**
     * {@code sys.transmission_queue}.
     *
     * @param depth messages in it
     * @param oldest when the oldest one entered it; empty if there is none
     * @param causes how many of them wait for what; causes without any are absent
     * @param status the {@code transmission_status} that most of those have that could not be sent; empty if there are
     *     none
     */
    public record Transmission(
            int depth, Optional<Instant> oldest, Map<TransmissionCause, Integer> causes, String status) {
        /** Copies the map. */
        public Transmission {
            causes = Map.copyOf(causes);
        }
    }

    /**
     * Route, permission and certificates of dialogs with the peer.
     *
     * @param route whether a route leads to the peer's service
     * @param permission at the initiator whether a remote service binding of the peer's service is there, at the target
     *     whether anybody may send to the own service
     * @param own the certificate that new dialogs begin with: of those of the service's owner the one that expires last;
     *     empty if there is none
     * @param peer of the certificates of the users who stand for the peer the one that expires last; empty if there is
     *     none
     */
    public record Dialogs(
            boolean route, boolean permission, Optional<CertificateDates> own, Optional<CertificateDates> peer) {}
}
