package dev.colloquy.instance.broker;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A sequenced message of a dialog as it travels between instances.
 *
 * @param fromInitiator the initiator of the dialog sent it
 * @param sequence      per conversation and direction, from 0
 * @param toBroker      broker instance of the receiving database, if the sender knows it
 * @param fromBroker    broker instance of the sending database
 * @param contract      name of the contract
 * @param messageType   name of the message type, also for END_DIALOG and ERROR
 * @param expires       end of the dialog's lifetime
 * @param body          null if empty; not to be changed
 */
public record WireMessage(
        UUID conversationId,
        boolean fromInitiator,
        long sequence,
        Kind kind,
        String toService,
        Optional<UUID> toBroker,
        String fromService,
        UUID fromBroker,
        String contract,
        String messageType,
        int priority,
        Instant expires,
        byte[] body) {
    /** What the message does to the receiving endpoint. */
    public enum Kind {
        /** A message of the program. */
        MESSAGE,
        /** END CONVERSATION. */
        END_DIALOG,
        /** END CONVERSATION WITH ERROR. It may follow a gap: the messages before it were withdrawn. */
        ERROR
    }
}
