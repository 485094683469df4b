package dev.colloquy.instance.broker;

import java.util.List;
import java.util.Optional;

/**
 * The Service Broker endpoint, as {@code sys.service_broker_endpoints} shows it.
 *
 * @param listenerIp         absent: ALL
 * @param windows            WINDOWS is among the authentication methods
 * @param windowsFirst       WINDOWS was written before CERTIFICATE
 * @param certificateId      certificate of master; absent without CERTIFICATE
 * @param algorithms         in order of preference: AES, RC4
 * @param messageForwardSize megabytes
 */
public record Endpoint(
        int id,
        String name,
        int ownerLoginId,
        EndpointState state,
        int port,
        Optional<String> listenerIp,
        boolean windows,
        boolean windowsFirst,
        Optional<Integer> certificateId,
        EncryptionMode encryption,
        List<String> algorithms,
        boolean messageForwarding,
        int messageForwardSize) {
    public Endpoint {
        algorithms = List.copyOf(algorithms);
    }
}
