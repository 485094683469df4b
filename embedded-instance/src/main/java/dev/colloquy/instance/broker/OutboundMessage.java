package dev.colloquy.instance.broker;

import java.util.Optional;
import java.util.UUID;

/**
 * A message handed to the transport; passed back as it is with the outcome.
 *
 * @param encryptionRequested ENCRYPTION = ON
 * @param servicePrincipalId  owner of the local service
 * @param keyId               the key exchange that the dialog has used so far
 * @param attempt             tells attempts to send the same message apart
 */
public record OutboundMessage(
        int databaseId,
        UUID conversationHandle,
        WireMessage message,
        boolean encryptionRequested,
        int servicePrincipalId,
        Optional<UUID> keyId,
        long attempt) {}
