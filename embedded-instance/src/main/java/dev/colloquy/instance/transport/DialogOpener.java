package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.broker.WireMessage;
import dev.colloquy.instance.security.DialogKey;
import dev.colloquy.instance.security.KeyExchange;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Principals;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.util.Optional;
import java.util.UUID;

/** Dialog security on the way in. Used by several threads. */
final class DialogOpener implements Opener {
    private final KeyExchange keyExchange;
    private final Principals principals;

    DialogOpener(KeyExchange keyExchange, Principals principals) {
        this.keyExchange = keyExchange;
        this.principals = principals;
    }

    @Override
    public Optional<InboundMessage> open(ArrivedMessage arrived, Database database) {
        WireMessage head = arrived.head();
        if (arrived.keyId().isEmpty()) {
            WireMessage message = MessageFrame.withBody(head, arrived.bodyPresent() ? arrived.body() : null);
            return Optional.of(new InboundMessage(database, message, Optional.empty(), Optional.empty()));
        }
        Optional<DialogKey> found = key(arrived, database);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        DialogKey key = found.get();
        if (key.isInitiators() == head.fromInitiator()) {
            throw corrupted(head);
        }
        if (head.fromInitiator() && head.sequence() == 0) {
            keyExchange.requireValidRemote(key);
        }
        byte[] body = keyExchange
                .cipher(key, head.conversationId())
                .open(head.fromInitiator(), MessageFrame.associated(head, arrived.bodyPresent()), arrived.body());
        WireMessage message = MessageFrame.withBody(head, arrived.bodyPresent() ? body : null);
        return Optional.of(new InboundMessage(database, message, remoteUser(key, database), Optional.of(key.id())));
    }

    private Optional<DialogKey> key(ArrivedMessage arrived, Database database) {
        UUID keyId = arrived.keyId().orElseThrow();
        Optional<DialogKey> known = keyExchange.key(database.id(), keyId);
        if (known.isPresent()) {
            return known;
        }
        if (arrived.keyExchange().isPresent()) {
            DialogKey key = keyExchange.accept(database, arrived.keyExchange().get());
            if (!key.id().equals(keyId)) {
                throw corrupted(arrived.head());
            }
            return Optional.of(key);
        }
        if (!arrived.head().fromInitiator()) {
            // The key was made here and is gone; the target cannot give it back.
            throw new SqlError(
                    9736,
                    "This message could not be delivered because the security context could not be retrieved. The key"
                            + " of the conversation is no longer in the database '" + database.name() + "'.");
        }
        return Optional.empty();
    }

    /** The initiator's user in the target database. Replies are not checked against permissions. */
    private Optional<Principal> remoteUser(DialogKey key, Database database) {
        return key.isInitiators()
                ? Optional.empty()
                : keyExchange.remotePrincipal(key).flatMap(id -> principals.withId(database.id(), id));
    }

    private static SqlError corrupted(WireMessage head) {
        return new SqlError(
                28066,
                "A corrupted message has been received. The security dialog message header is invalid. This occurred in"
                        + " the message with Conversation ID '"
                        + head.conversationId() + "', Initiator: " + (head.fromInitiator() ? 1 : 0)
                        + ", and Message sequence number: " + head.sequence() + ".");
    }
}
