package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.storage.Database;
import java.util.Optional;

/** Checks the security of a message that has arrived and opens its body. */
@FunctionalInterface
interface Opener {
    /**
     * Opens a message for the database that it belongs to.
     *
     * @return empty if the sender has to send the key along
     * @throws dev.colloquy.instance.types.SqlError if the message is not to be delivered; its text goes to the sender
     */
    Optional<InboundMessage> open(ArrivedMessage message, Database database);
}
