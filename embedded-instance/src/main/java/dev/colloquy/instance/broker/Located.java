package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import java.util.Optional;

/**
 * Where an arriving message belongs. Exactly one is present.
 *
 * @param database the database that holds the conversation or the service
 * @param refusal  the sender keeps the message and shows this status
 * @param error    the sender's conversation fails
 */
public record Located(Optional<Database> database, Optional<String> refusal, Optional<BrokerError> error) {
    static Located in(Database database) {
        return new Located(Optional.of(database), Optional.empty(), Optional.empty());
    }

    static Located refused(String status) {
        return new Located(Optional.empty(), Optional.of(status), Optional.empty());
    }

    static Located failed(BrokerError error) {
        return new Located(Optional.empty(), Optional.empty(), Optional.of(error));
    }
}
