package dev.colloquy.broker.status;

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
 * @param certificate dialog certificate of the owner of the service that expires first; empty if there is none
 */
public record BrokerStatus(
        Instant readAt,
        Broker broker,
        Queue queue,
        Transmission transmission,
        Optional<DialogCertificate> certificate) {
    /**
     * The broker of a database.
     *
     * @param database whose
     * @param enabled {@code sys.databases.is_broker_enabled}
     * @param endpoints conversation endpoints by {@code state_desc}; states without any are absent
     */
    public record Broker(String database, boolean enabled, Map<String, Integer> endpoints) {
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
     */
    public record Queue(boolean receiveEnabled, boolean enqueueEnabled, int depth) {}

    /**
     * {@code sys.transmission_queue}.
     *
     * @param depth messages in it
     * @param oldest when the oldest one entered it; empty if there is none
     * @param oldestStatus its {@code transmission_status}: why it could not be sent; empty if there is none, if it
     *     has not been tried yet, or if it only waits for the acknowledgement
     */
    public record Transmission(int depth, Optional<Instant> oldest, String oldestStatus) {}

    /**
     * A row of {@code sys.certificates}.
     *
     * @param name certificate
     * @param expiry when it expires
     */
    public record DialogCertificate(String name, Instant expiry) {}
}
