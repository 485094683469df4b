package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.WireMessage;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that has arrived completely and is not opened yet.
 *
 * @param head its body is null
 * @param body as it travelled
 */
record ArrivedMessage(
        int stream,
        WireMessage head,
        boolean bodyPresent,
        Optional<UUID> keyId,
        Optional<byte[]> keyExchange,
        byte[] body) {}
