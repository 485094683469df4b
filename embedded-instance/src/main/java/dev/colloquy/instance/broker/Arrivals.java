package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import java.util.Optional;
import java.util.UUID;

/** Puts the messages of the far side on the queue of an endpoint, whether they come from near or far. */
final class Arrivals {
    private final DialogTable table;
    private final Definitions definitions;
    private final DialogEffects effects;

    Arrivals(DialogTable table, Definitions definitions, DialogEffects effects) {
        this.table = table;
        this.definitions = definitions;
        this.effects = effects;
    }

    /** What a target endpoint is made of. */
    record Opening(
            UUID conversationId, String fromService, UUID fromBroker, long expires, boolean encryption, UUID keyId) {}

    /** Creates the target endpoint in a new conversation group; its first message follows. */
    Dialog open(Changes changes, Service service, Contract contract, Opening opening) {
        ConversationGroup group = table.groupOrNew(service.databaseId(), UUID.randomUUID(), service);
        Progress progress =
                new Progress(DialogState.STARTED_INBOUND, 0, 0, -1, opening.fromBroker(), 0, opening.keyId(), 0);
        Dialog dialog = new Dialog(
                table.nextId(),
                service.databaseId(),
                table.nextHandle(),
                opening.conversationId(),
                false,
                service.id(),
                contract.id(),
                group,
                opening.fromService(),
                opening.expires(),
                opening.encryption(),
                progress);
        changes.create(dialog);
        return dialog;
    }

    /** Whether a service takes new conversations on a contract: -8425, -8408. */
    Optional<BrokerError> refusal(Database database, Service service, String contractName) {
        Optional<Contract> contract = definitions.contract(database.id(), contractName);
        if (contract.isEmpty()) {
            return Optional.of(ConversationErrors.contractNotFound(contractName));
        }
        return service.contractIds().contains(contract.get().id())
                ? Optional.empty()
                : Optional.of(ConversationErrors.contractNotSupported(service.name(), contractName));
    }

    /**
     * Stores the next message of a direction.
     *
     * @param dialog the receiving endpoint
     * @return the error for the sender if the message is not acceptable, which is then not stored
     */
    Optional<BrokerError> store(
            Changes changes, Dialog dialog, long sequence, WireMessage.Kind kind, String typeName, byte[] body) {
        return switch (kind) {
            case MESSAGE -> storeMessage(changes, dialog, sequence, typeName, body);
            case END_DIALOG -> {
                if (arrive(changes, dialog, sequence, DialogEvent.END_DIALOG_ARRIVED)) {
                    enqueueReady(changes, dialog, MessageType.END_DIALOG_ID, sequence, null);
                    effects.hold(changes, dialog, TransmissionStatus.HELD_AFTER_END);
                }
                yield Optional.empty();
            }
            case ERROR -> {
                if (arrive(changes, dialog, sequence, DialogEvent.ERROR_ARRIVED)) {
                    enqueueReady(changes, dialog, MessageType.ERROR_ID, sequence, body);
                    effects.hold(changes, dialog, TransmissionStatus.HELD_AFTER_ERROR);
                }
                yield Optional.empty();
            }
        };
    }

    /** Stores the first message of a conversation; the endpoint just opened vanishes again if it is not acceptable. */
    Optional<BrokerError> storeFirst(Changes changes, Dialog dialog, String typeName, byte[] body) {
        Optional<BrokerError> error = store(changes, dialog, 0, WireMessage.Kind.MESSAGE, typeName, body);
        if (changes.of(dialog).state() == DialogState.STARTED_INBOUND) {
            changes.remove(dialog);
        }
        return error;
    }

    private Optional<BrokerError> storeMessage(
            Changes changes, Dialog dialog, long sequence, String typeName, byte[] body) {
        Optional<MessageType> type = definitions.messageType(dialog.databaseId, typeName);
        if (type.isEmpty()) {
            return Optional.of(ConversationErrors.messageTypeNotFound(typeName));
        }
        Optional<BrokerError> misuse = misuse(dialog, type.get());
        if (misuse.isPresent()) {
            return misuse;
        }
        Optional<String> invalid = XmlValidation.failure(type.get().validation(), body);
        if (invalid.isPresent()) {
            boolean fromInitiator = !dialog.initiator;
            effects.fail(
                    changes,
                    dialog,
                    ConversationErrors.invalidOnArrival(
                            typeName, invalid.get(), dialog.conversationId, fromInitiator, sequence));
            return Optional.of(ConversationErrors.invalidAtTarget(
                    typeName, invalid.get(), dialog.conversationId, fromInitiator, sequence));
        }
        if (arrive(changes, dialog, sequence, DialogEvent.MESSAGE_ARRIVED)) {
            enqueueReady(changes, dialog, type.get().id(), sequence, body);
        }
        return Optional.empty();
    }

    private Optional<BrokerError> misuse(Dialog dialog, MessageType type) {
        Optional<Contract> contract = definitions.contract(dialog.databaseId, dialog.contractId);
        SentBy sentBy = contract.isEmpty() ? null : contract.get().usages().get(type.id());
        if (sentBy == null) {
            return Optional.of(ConversationErrors.notInLocalContract(type.name()));
        }
        boolean fromInitiator = !dialog.initiator;
        boolean allowed = fromInitiator ? sentBy.initiator() : sentBy.target();
        return allowed ? Optional.empty() : Optional.of(ConversationErrors.sentByWrongSide(type.name(), fromInitiator));
    }

    /** Advances the endpoint; false if it has ended and the message is to be discarded. */
    private static boolean arrive(Changes changes, Dialog dialog, long sequence, DialogEvent event) {
        Progress now = changes.of(dialog);
        DialogTransitions.Transition transition = DialogTransitions.of(now.state(), event);
        if (transition.outcome() != DialogTransitions.Outcome.TAKEN) {
            return false;
        }
        changes.set(dialog, now.received(sequence, transition.to()));
        return true;
    }

    private void enqueueReady(Changes changes, Dialog dialog, int messageTypeId, long sequence, byte[] body) {
        effects.enqueue(changes, dialog, messageTypeId, QueueMessage.READY, sequence, body);
    }
}
