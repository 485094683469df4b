package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Definitions;
import dev.colloquy.instance.broker.OutboundMessage;
import dev.colloquy.instance.broker.RemoteServiceBinding;
import dev.colloquy.instance.broker.WireMessage;
import dev.colloquy.instance.security.DialogBinding;
import dev.colloquy.instance.security.DialogKey;
import dev.colloquy.instance.security.DialogProtection;
import dev.colloquy.instance.security.KeyExchange;
import dev.colloquy.instance.types.SqlError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Dialog security on the way out. The initiator's side decides with the first message of a dialog; the target's side
 * answers with the key that the dialog came with, or in the clear. Used by several threads.
 */
final class DialogSealer implements Sealer {
    private static final int REMEMBERED_DIALOGS = 16_384;
    private static final byte[] NOTHING = new byte[0];

    private final KeyExchange keyExchange;
    private final Definitions definitions;
    private final Secured secured;

    /** Dialogs that began in the clear: a binding that is created later must not change them half-way. */
    private final Map<UUID, Boolean> clearDialogs = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED_DIALOGS;
        }
    };

    /**
     * Creates the sealer of an instance.
     *
     * @param secured is told which key a dialog of this side uses from now on
     */
    DialogSealer(KeyExchange keyExchange, Definitions definitions, Secured secured) {
        this.keyExchange = keyExchange;
        this.definitions = definitions;
        this.secured = secured;
    }

    @Override
    public Sealed seal(OutboundMessage outbound) {
        Optional<DialogKey> key = keyOf(outbound);
        WireMessage message = outbound.message();
        byte[] body = message.body() == null ? NOTHING : message.body();
        if (key.isEmpty()) {
            return new Sealed(body, key);
        }
        byte[] associated = MessageFrame.associated(message, message.body() != null);
        byte[] sealed =
                keyExchange.cipher(key.get(), message.conversationId()).seal(message.fromInitiator(), associated, body);
        return new Sealed(sealed, key);
    }

    private Optional<DialogKey> keyOf(OutboundMessage outbound) {
        WireMessage message = outbound.message();
        if (outbound.keyId().isPresent()) {
            Optional<DialogKey> known =
                    keyExchange.key(outbound.databaseId(), outbound.keyId().get());
            if (known.isPresent()) {
                return known;
            }
            if (!message.fromInitiator()) {
                throw new SqlError(
                        28050,
                        "The session keys for this conversation could not be created or accessed. The database master"
                                + " key is required for this operation.");
            }
        }
        return message.fromInitiator() ? decide(outbound) : Optional.empty();
    }

    private Optional<DialogKey> decide(OutboundMessage outbound) {
        WireMessage message = outbound.message();
        if (isRememberedClear(message.conversationId())) {
            return Optional.empty();
        }
        DialogProtection protection = keyExchange.protect(
                outbound.databaseId(),
                message.fromBroker(),
                outbound.servicePrincipalId(),
                outbound.encryptionRequested(),
                binding(outbound.databaseId(), message.toService()));
        if (protection.refusal().isPresent()) {
            throw protection.refusal().get();
        }
        if (protection.key().isPresent()) {
            secured.secured(
                    message.conversationId(), true, protection.key().get().id());
        } else {
            rememberClear(message.conversationId());
        }
        return protection.key();
    }

    private boolean isRememberedClear(UUID conversationId) {
        synchronized (clearDialogs) {
            return clearDialogs.containsKey(conversationId);
        }
    }

    private void rememberClear(UUID conversationId) {
        synchronized (clearDialogs) {
            clearDialogs.put(conversationId, Boolean.TRUE);
        }
    }

    private Optional<DialogBinding> binding(int databaseId, String service) {
        for (RemoteServiceBinding binding : definitions.bindings(databaseId)) {
            if (binding.service().equals(service)) {
                return Optional.of(new DialogBinding(binding.userId(), binding.anonymous()));
            }
        }
        return Optional.empty();
    }

    /** Notes the key of a dialog; {@link dev.colloquy.instance.broker.Outbound#secured}. */
    @FunctionalInterface
    interface Secured {
        void secured(UUID conversationId, boolean initiator, UUID keyId);
    }
}
