package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Queues and services. */
final class ServiceDefinitions {
    private static final String QUEUE = "queue";
    private static final String SERVICE = "service";
    /** Numbers of schema-scoped objects; tables and procedures take theirs from the same sequence. */
    private static final String OBJECT_FAMILY = "object";

    private static final int FIRST_OBJECT_ID = 245_575_912;

    private final ObjectStore store;
    private final Clock clock;
    private final ContractDefinitions contracts;
    final Registry<Queue> queues;
    final Registry<Service> services;

    ServiceDefinitions(ObjectStore store, Clock clock, ContractDefinitions contracts) {
        this.store = store;
        this.clock = clock;
        this.contracts = contracts;
        this.queues = new Registry<>(
                store,
                QUEUE,
                OBJECT_FAMILY,
                queue -> key(queue.schema(), queue.name()),
                ServiceDefinitions::write,
                ServiceDefinitions::readQueue);
        this.services = new Registry<>(
                store, SERVICE, SERVICE, Service::name, ServiceDefinitions::write, ServiceDefinitions::readService);
    }

    Optional<Queue> queue(int databaseId, String schema, String name) {
        return queues.named(databaseId, key(schema, name));
    }

    private static String key(String schema, String name) {
        return schema.toLowerCase(Locale.ROOT) + '\0' + name.toLowerCase(Locale.ROOT);
    }

    Queue create(Transaction transaction, Database database, String schema, String name, QueueOptions options) {
        LocalDateTime now = LocalDateTime.now(clock);
        int id = store.nextId(OBJECT_FAMILY, database.id(), FIRST_OBJECT_ID);
        Queue queue = new Queue(
                database.id(),
                id,
                schema,
                name,
                options.status().orElse(true),
                options.retention().orElse(false),
                options.poisonMessageHandling().orElse(true),
                now,
                now);
        queues.add(transaction, queue);
        return queue;
    }

    Queue alter(Transaction transaction, Queue former, QueueOptions options) {
        Queue queue = new Queue(
                former.databaseId(),
                former.id(),
                former.schema(),
                former.name(),
                options.status().orElse(former.enabled()),
                options.retention().orElse(former.retention()),
                options.poisonMessageHandling().orElse(former.poisonMessageHandling()),
                former.created(),
                LocalDateTime.now(clock));
        queues.replace(transaction, queue);
        return queue;
    }

    void drop(Transaction transaction, Queue queue) {
        if (queue.isSystem()) {
            throw BrokerErrors.systemObject();
        }
        boolean used = services.all(queue.databaseId()).stream().anyMatch(service -> service.queueId() == queue.id());
        if (used) {
            throw BrokerErrors.bound("queue", queue.name(), "service");
        }
        queues.remove(transaction, queue);
    }

    Service create(
            Transaction transaction, Database database, String name, int ownerId, Queue queue, List<String> names) {
        List<Integer> contractIds = new ArrayList<>();
        for (String contract : names) {
            addContract(database, contractIds, contract);
        }
        int id = store.nextId(SERVICE, database.id(), SystemObjects.FIRST_USER_ID - 1);
        Service service = new Service(database.id(), id, name, ownerId, queue.id(), contractIds);
        services.add(transaction, service);
        return service;
    }

    private void addContract(Database database, List<Integer> contractIds, String name) {
        Contract contract = contracts
                .contracts
                .named(database.id(), name)
                .orElseThrow(() -> BrokerErrors.cannotFind("contract", name));
        if (contractIds.contains(contract.id())) {
            throw BrokerErrors.duplicateContractInService(name);
        }
        contractIds.add(contract.id());
    }

    Service alter(
            Transaction transaction,
            Database database,
            Service former,
            Optional<Queue> queue,
            List<String> added,
            List<String> dropped) {
        requireUser(former);
        if (queue.isEmpty() && added.isEmpty() && dropped.isEmpty()) {
            throw BrokerErrors.nothingToAlter(former.name());
        }
        List<Integer> contractIds = new ArrayList<>(former.contractIds());
        for (String name : dropped) {
            Optional<Contract> contract = contracts.contracts.named(database.id(), name);
            if (contract.isEmpty()
                    || !contractIds.remove((Integer) contract.get().id())) {
                throw BrokerErrors.cannotFind("contract", name);
            }
        }
        for (String name : added) {
            addContract(database, contractIds, name);
        }
        Service service = new Service(
                former.databaseId(),
                former.id(),
                former.name(),
                former.ownerId(),
                queue.map(Queue::id).orElse(former.queueId()),
                contractIds);
        services.replace(transaction, service);
        return service;
    }

    Service dropService(Transaction transaction, Database database, String name) {
        Service service =
                services.named(database.id(), name).orElseThrow(() -> SqlErrors.cannotFind("drop", "service", name));
        requireUser(service);
        services.remove(transaction, service);
        return service;
    }

    private static void requireUser(Service service) {
        if (service.isSystem()) {
            throw BrokerErrors.systemObject();
        }
    }

    private static Map<String, String> write(Queue queue) {
        return Map.of(
                "schema", queue.schema(),
                "enabled", Boolean.toString(queue.enabled()),
                "retention", Boolean.toString(queue.retention()),
                "poison", Boolean.toString(queue.poisonMessageHandling()),
                "created", queue.created().toString(),
                "modified", queue.modified().toString());
    }

    private static Queue readQueue(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new Queue(
                stored.databaseId(),
                stored.objectId(),
                attributes.get("schema"),
                stored.name(),
                Boolean.parseBoolean(attributes.get("enabled")),
                Boolean.parseBoolean(attributes.get("retention")),
                Boolean.parseBoolean(attributes.get("poison")),
                LocalDateTime.parse(attributes.get("created")),
                LocalDateTime.parse(attributes.get("modified")));
    }

    private static Map<String, String> write(Service service) {
        return Map.of(
                "owner", Integer.toString(service.ownerId()),
                "queue", Integer.toString(service.queueId()),
                "contracts", service.contractIds().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static Service readService(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        List<Integer> contractIds = new ArrayList<>();
        String list = attributes.get("contracts");
        if (!list.isEmpty()) {
            for (String id : list.split(",", -1)) {
                contractIds.add(Integer.valueOf(id));
            }
        }
        return new Service(
                stored.databaseId(),
                stored.objectId(),
                stored.name(),
                Integer.parseInt(attributes.get("owner")),
                Integer.parseInt(attributes.get("queue")),
                contractIds);
    }
}
