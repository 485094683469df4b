package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.OutboundMessage;
import dev.colloquy.instance.security.DialogKey;
import java.util.Optional;

/** Secures a message before it leaves. */
@FunctionalInterface
interface Sealer {
    /**
     * Seals the body as the dialog's security demands.
     *
     * @throws dev.colloquy.instance.types.SqlError whose text is the transmission_status, if the dialog cannot be secured
     */
    Sealed seal(OutboundMessage message);

    /**
     * What travels.
     *
     * @param body never null; empty for a clear message without a body
     * @param key  absent: the body is clear
     */
    record Sealed(byte[] body, Optional<DialogKey> key) {}
}
