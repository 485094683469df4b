package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Message types and contracts. */
final class ContractDefinitions {
    private static final String MESSAGE_TYPE = "message_type";
    private static final String CONTRACT = "contract";

    private final ObjectStore store;
    final Registry<MessageType> messageTypes;
    final Registry<Contract> contracts;

    ContractDefinitions(ObjectStore store) {
        this.store = store;
        this.messageTypes = new Registry<>(
                store,
                MESSAGE_TYPE,
                MESSAGE_TYPE,
                MessageType::name,
                ContractDefinitions::write,
                ContractDefinitions::readMessageType);
        this.contracts = new Registry<>(
                store,
                CONTRACT,
                CONTRACT,
                Contract::name,
                ContractDefinitions::write,
                ContractDefinitions::readContract);
    }

    MessageType create(Transaction transaction, Database database, String name, int ownerId, Validation validation) {
        requireSupported(validation);
        int id = store.nextId(MESSAGE_TYPE, database.id(), SystemObjects.FIRST_USER_ID - 1);
        MessageType type = new MessageType(database.id(), id, name, ownerId, validation);
        messageTypes.add(transaction, type);
        return type;
    }

    MessageType alter(Transaction transaction, Database database, String name, Validation validation) {
        MessageType former = existing(database, "alter", name);
        requireSupported(validation);
        MessageType type =
                new MessageType(former.databaseId(), former.id(), former.name(), former.ownerId(), validation);
        messageTypes.replace(transaction, type);
        return type;
    }

    void dropMessageType(Transaction transaction, Database database, String name) {
        MessageType type = existing(database, "drop", name);
        boolean used = contracts.all(database.id()).stream()
                .anyMatch(contract -> contract.usages().containsKey(type.id()));
        if (used) {
            throw BrokerErrors.bound("message type", name, "contract");
        }
        messageTypes.remove(transaction, type);
    }

    private MessageType existing(Database database, String verb, String name) {
        MessageType type = messageTypes
                .named(database.id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind(verb, "message type", name));
        if (type.isSystem()) {
            throw BrokerErrors.systemObject();
        }
        return type;
    }

    Contract create(Transaction transaction, Database database, String name, int ownerId, List<ContractUsage> usages) {
        Map<Integer, SentBy> byType = new HashMap<>();
        boolean initiatorSpeaks = false;
        for (ContractUsage usage : usages) {
            MessageType type = messageTypes
                    .named(database.id(), usage.messageType())
                    .orElseThrow(() -> BrokerErrors.cannotFind("message type", usage.messageType()));
            if (byType.put(type.id(), usage.sentBy()) != null) {
                throw BrokerErrors.duplicateMessageTypeInContract(usage.messageType());
            }
            initiatorSpeaks |= usage.sentBy().initiator();
        }
        if (!initiatorSpeaks) {
            throw BrokerErrors.noInitiatorMessage(name);
        }
        int id = store.nextId(CONTRACT, database.id(), SystemObjects.FIRST_USER_ID - 1);
        Contract contract = new Contract(database.id(), id, name, ownerId, byType);
        contracts.add(transaction, contract);
        return contract;
    }

    /** Drops a contract that no service uses; the caller has checked that. */
    Contract dropContract(Transaction transaction, Contract contract) {
        contracts.remove(transaction, contract);
        return contract;
    }

    Contract existingContract(Database database, String verb, String name) {
        Contract contract =
                contracts.named(database.id(), name).orElseThrow(() -> SqlErrors.cannotFind(verb, "contract", name));
        if (contract.isSystem()) {
            throw BrokerErrors.systemObject();
        }
        return contract;
    }

    private static void requireSupported(Validation validation) {
        if (validation == Validation.VALID_XML) {
            throw SqlErrors.notSupported("VALIDATION = VALID_XML WITH SCHEMA COLLECTION");
        }
    }

    private static Map<String, String> write(MessageType type) {
        return Map.of(
                "owner",
                Integer.toString(type.ownerId()),
                "validation",
                type.validation().name());
    }

    private static MessageType readMessageType(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new MessageType(
                stored.databaseId(),
                stored.objectId(),
                stored.name(),
                Integer.parseInt(attributes.get("owner")),
                Validation.valueOf(attributes.get("validation")));
    }

    private static Map<String, String> write(Contract contract) {
        String usages = contract.usages().entrySet().stream()
                .map(usage -> usage.getKey() + ":" + usage.getValue())
                .collect(Collectors.joining(","));
        return Map.of("owner", Integer.toString(contract.ownerId()), "usages", usages);
    }

    private static Contract readContract(StoredObject stored) {
        Map<Integer, SentBy> usages = new HashMap<>();
        for (String usage : stored.attributes().get("usages").split(",", -1)) {
            int colon = usage.indexOf(':');
            usages.put(Integer.valueOf(usage.substring(0, colon)), SentBy.valueOf(usage.substring(colon + 1)));
        }
        return new Contract(
                stored.databaseId(),
                stored.objectId(),
                stored.name(),
                Integer.parseInt(stored.attributes().get("owner")),
                usages);
    }
}
