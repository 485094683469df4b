package dev.colloquy.contract;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What one side must know of the other to hold secure dialogs with it. Everything here is public.
 *
 * @param side whose identity this is
 * @param address Service Broker endpoint of its instance as the peer reaches it, {@code TCP://host:port}
 * @param brokerInstance {@code service_broker_guid} of its database; absent where only certificates were handed over
 * @param transportCertificate public X.509 certificate of its endpoint
 * @param dialogCertificate public X.509 certificate of the owner of its service
 */
public record BrokerIdentity(
        Side side,
        String address,
        Optional<UUID> brokerInstance,
        PublicCertificate transportCertificate,
        PublicCertificate dialogCertificate) {
    /** Refuses null. */
    public BrokerIdentity {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(brokerInstance, "brokerInstance");
        Objects.requireNonNull(transportCertificate, "transportCertificate");
        Objects.requireNonNull(dialogCertificate, "dialogCertificate");
    }

    /** Of a side whose database is known. */
    public BrokerIdentity(
            Side side,
            String address,
            UUID brokerInstance,
            PublicCertificate transportCertificate,
            PublicCertificate dialogCertificate) {
        this(side, address, Optional.of(brokerInstance), transportCertificate, dialogCertificate);
    }
}
