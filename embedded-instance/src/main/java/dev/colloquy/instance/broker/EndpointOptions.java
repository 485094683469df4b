package dev.colloquy.instance.broker;

import java.util.List;
import java.util.Optional;

/**
 * The options of CREATE ENDPOINT and ALTER ENDPOINT; absent ones keep their default or former value.
 *
 * @param name         only for CREATE
 * @param ownerLoginId only for CREATE
 * @param listenerPort must be present for CREATE
 * @param listenerIp   {@code ALL} or an address without parentheses
 */
public record EndpointOptions(
        String name,
        int ownerLoginId,
        Optional<EndpointState> state,
        Optional<Integer> listenerPort,
        Optional<String> listenerIp,
        Optional<Authentication> authentication,
        Optional<Encryption> encryption,
        Optional<Boolean> messageForwarding,
        Optional<Integer> messageForwardSize) {
    /**
     * AUTHENTICATION.
     *
     * @param certificate name of a certificate of master
     */
    public record Authentication(boolean windows, boolean windowsFirst, Optional<String> certificate) {}

    /** ENCRYPTION with its algorithms in order (AES, RC4); none: AES. */
    public record Encryption(EncryptionMode mode, List<String> algorithms) {
        public Encryption {
            algorithms = List.copyOf(algorithms);
        }
    }
}
