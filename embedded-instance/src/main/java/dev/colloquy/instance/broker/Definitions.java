package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Service Broker objects of all databases.
 *
 * <p>Names of services, contracts and message types are compared exactly, those of queues, routes and bindings without
 * regard to case. Changes show at once and are undone with the transaction, which must hold the definition lock. The
 * methods raise the errors of their statements except for missing permissions.
 */
public final class Definitions {
    private final ContractDefinitions contracts;
    private final ServiceDefinitions services;
    private final RouteDefinitions routes;
    private DefinitionEvents events;

    Definitions(ObjectStore store, Clock clock) {
        this.contracts = new ContractDefinitions(store);
        this.services = new ServiceDefinitions(store, clock, contracts);
        this.routes = new RouteDefinitions(store, clock);
    }

    void listen(DefinitionEvents listener) {
        this.events = listener;
    }

    /** Adds what every database is born with and is not stored. */
    void keepSystemObjects(Database database) {
        SystemObjects.messageTypes(database.id()).forEach(contracts.messageTypes::keepSystem);
        SystemObjects.contracts(database.id()).forEach(contracts.contracts::keepSystem);
        SystemObjects.queues(database).forEach(queue -> {
            if (services.queues.withId(queue.databaseId(), queue.id()).isEmpty()) {
                services.queues.keepSystem(queue);
            }
        });
        SystemObjects.services(database.id()).forEach(services.services::keepSystem);
    }

    void forgetDatabase(Transaction transaction, int databaseId) {
        contracts.messageTypes.forgetDatabase(transaction, databaseId);
        contracts.contracts.forgetDatabase(transaction, databaseId);
        services.queues.forgetDatabase(transaction, databaseId);
        services.services.forgetDatabase(transaction, databaseId);
        routes.routes.forgetDatabase(transaction, databaseId);
        routes.bindings.forgetDatabase(transaction, databaseId);
    }

    public Optional<MessageType> messageType(int databaseId, String name) {
        return contracts.messageTypes.named(databaseId, name);
    }

    public Optional<MessageType> messageType(int databaseId, int id) {
        return contracts.messageTypes.withId(databaseId, id);
    }

    public List<MessageType> messageTypes(int databaseId) {
        return contracts.messageTypes.all(databaseId);
    }

    public Optional<Contract> contract(int databaseId, String name) {
        return contracts.contracts.named(databaseId, name);
    }

    public Optional<Contract> contract(int databaseId, int id) {
        return contracts.contracts.withId(databaseId, id);
    }

    public List<Contract> contracts(int databaseId) {
        return contracts.contracts.all(databaseId);
    }

    public Optional<Queue> queue(int databaseId, String schema, String name) {
        return services.queue(databaseId, schema, name);
    }

    public Optional<Queue> queue(int databaseId, int id) {
        return services.queues.withId(databaseId, id);
    }

    public List<Queue> queues(int databaseId) {
        return services.queues.all(databaseId);
    }

    public Optional<Service> service(int databaseId, String name) {
        return services.services.named(databaseId, name);
    }

    public Optional<Service> service(int databaseId, int id) {
        return services.services.withId(databaseId, id);
    }

    public List<Service> services(int databaseId) {
        return services.services.all(databaseId);
    }

    public Optional<Route> route(int databaseId, String name) {
        return routes.routes.named(databaseId, RouteDefinitions.key(name));
    }

    public Optional<Route> route(int databaseId, int id) {
        return routes.routes.withId(databaseId, id);
    }

    public List<Route> routes(int databaseId) {
        return routes.routes.all(databaseId);
    }

    public Optional<RemoteServiceBinding> binding(int databaseId, String name) {
        return routes.bindings.named(databaseId, RouteDefinitions.key(name));
    }

    public Optional<RemoteServiceBinding> binding(int databaseId, int id) {
        return routes.bindings.withId(databaseId, id);
    }

    public List<RemoteServiceBinding> bindings(int databaseId) {
        return routes.bindings.all(databaseId);
    }

    /** The binding for dialogs to a service, compared exactly. */
    public Optional<RemoteServiceBinding> bindingFor(int databaseId, String service) {
        return routes.bindingFor(databaseId, service);
    }

    /** CREATE MESSAGE TYPE: 2714. VALID_XML is not supported. */
    public MessageType createMessageType(
            Transaction transaction, Database database, String name, int ownerId, Validation validation) {
        MessageType type = contracts.create(transaction, database, name, ownerId, validation);
        events.deliveryChanged(transaction);
        return type;
    }

    /** ALTER MESSAGE TYPE: 15151, 9663. */
    public void alterMessageType(Transaction transaction, Database database, String name, Validation validation) {
        contracts.alter(transaction, database, name, validation);
    }

    /** DROP MESSAGE TYPE: 15151, 9663, 3716. */
    public void dropMessageType(Transaction transaction, Database database, String name) {
        contracts.dropMessageType(transaction, database, name);
    }

    /** CREATE CONTRACT: 2714, 8403, 8492, 15151. */
    public Contract createContract(
            Transaction transaction, Database database, String name, int ownerId, List<ContractUsage> usages) {
        Contract contract = contracts.create(transaction, database, name, ownerId, usages);
        events.deliveryChanged(transaction);
        return contract;
    }

    /** DROP CONTRACT: 15151, 9663, 3716. Conversations that use it end with an error. */
    public void dropContract(Transaction transaction, Database database, String name) {
        Contract contract = contracts.existingContract(database, "drop", name);
        boolean used = services(database.id()).stream()
                .anyMatch(service -> service.contractIds().contains(contract.id()));
        if (used) {
            throw BrokerErrors.bound("service contract", name, "service");
        }
        contracts.dropContract(transaction, contract);
        events.contractDropped(transaction, contract);
    }

    /** CREATE QUEUE: 2714 if another queue has the name; the caller has looked for tables and other objects. */
    public Queue createQueue(
            Transaction transaction, Database database, String schema, String name, QueueOptions options) {
        return services.create(transaction, database, schema, name, options);
    }

    /** ALTER QUEUE. Switching it off ends the waits on it with 9617. */
    public void alterQueue(Transaction transaction, Database database, Queue queue, QueueOptions options) {
        Queue altered = services.alter(transaction, queue, options);
        events.queueAltered(transaction, altered);
    }

    /** DROP QUEUE: 9663, 3716. */
    public void dropQueue(Transaction transaction, Database database, Queue queue) {
        services.drop(transaction, queue);
        events.queueDropped(transaction, queue);
    }

    /** CREATE SERVICE: 2714, 8404, 15151. */
    public Service createService(
            Transaction transaction,
            Database database,
            String name,
            int ownerId,
            Queue queue,
            List<String> contractNames) {
        Service service = services.create(transaction, database, name, ownerId, queue, contractNames);
        events.deliveryChanged(transaction);
        return service;
    }

    /** ALTER SERVICE: 8493, 8404, 9663, 15151. Conversations and messages move with it to another queue. */
    public void alterService(
            Transaction transaction,
            Database database,
            Service service,
            Optional<Queue> queue,
            List<String> added,
            List<String> dropped) {
        Service altered = services.alter(transaction, database, service, queue, added, dropped);
        if (altered.queueId() != service.queueId()) {
            events.serviceMoved(transaction, service, altered);
        }
        events.deliveryChanged(transaction);
    }

    /** DROP SERVICE: 15151, 9663. Its conversations vanish; their far sides get error -8470. */
    public void dropService(Transaction transaction, Database database, String name) {
        Service service = services.dropService(transaction, database, name);
        events.serviceDropped(transaction, service);
    }

    /** CREATE ROUTE: 2714, 9659 to 9662, 9743 to 9747. */
    public Route createRoute(
            Transaction transaction, Database database, String name, int ownerId, RouteOptions options) {
        Route route = routes.create(transaction, database, name, ownerId, options);
        events.deliveryChanged(transaction);
        return route;
    }

    /** ALTER ROUTE: as CREATE ROUTE. */
    public void alterRoute(Transaction transaction, Database database, Route route, RouteOptions options) {
        routes.alter(transaction, route, options);
        events.deliveryChanged(transaction);
    }

    /** DROP ROUTE: 15151. Routes in use may be dropped. */
    public void dropRoute(Transaction transaction, Database database, String name) {
        Route route = route(database.id(), name).orElseThrow(() -> SqlErrors.cannotFind("drop", "route", name));
        routes.routes.remove(transaction, route);
        events.deliveryChanged(transaction);
    }

    /** CREATE REMOTE SERVICE BINDING: 2714, 9619, 28083. */
    public RemoteServiceBinding createBinding(
            Transaction transaction,
            Database database,
            String name,
            int ownerId,
            String service,
            Principal user,
            boolean anonymous) {
        RemoteServiceBinding binding = routes.create(transaction, database, name, ownerId, service, user, anonymous);
        events.deliveryChanged(transaction);
        return binding;
    }

    /** ALTER REMOTE SERVICE BINDING: 28083. */
    public void alterBinding(
            Transaction transaction,
            Database database,
            RemoteServiceBinding binding,
            Optional<Principal> user,
            Optional<Boolean> anonymous) {
        routes.alter(transaction, binding, user, anonymous);
        events.deliveryChanged(transaction);
    }

    /** DROP REMOTE SERVICE BINDING: 15151. */
    public void dropBinding(Transaction transaction, Database database, String name) {
        RemoteServiceBinding binding = binding(database.id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind("drop", "remote service binding", name));
        routes.bindings.remove(transaction, binding);
        events.deliveryChanged(transaction);
    }

    /** ALTER AUTHORIZATION ON MESSAGE TYPE. */
    public void setOwner(Transaction transaction, Database database, MessageType type, int principalId) {
        contracts.messageTypes.replace(
                transaction,
                new MessageType(type.databaseId(), type.id(), type.name(), principalId, type.validation()));
    }

    /** ALTER AUTHORIZATION ON CONTRACT. */
    public void setOwner(Transaction transaction, Database database, Contract contract, int principalId) {
        contracts.contracts.replace(
                transaction,
                new Contract(contract.databaseId(), contract.id(), contract.name(), principalId, contract.usages()));
    }

    /** ALTER AUTHORIZATION ON SERVICE. */
    public void setOwner(Transaction transaction, Database database, Service service, int principalId) {
        services.services.replace(
                transaction,
                new Service(
                        service.databaseId(),
                        service.id(),
                        service.name(),
                        principalId,
                        service.queueId(),
                        service.contractIds()));
        events.deliveryChanged(transaction);
    }

    /** ALTER AUTHORIZATION ON ROUTE. */
    public void setOwner(Transaction transaction, Database database, Route route, int principalId) {
        routes.routes.replace(
                transaction,
                new Route(
                        route.databaseId(),
                        route.id(),
                        route.name(),
                        principalId,
                        route.serviceName(),
                        route.brokerInstance(),
                        route.expires(),
                        route.address(),
                        route.mirrorAddress()));
    }

    /** ALTER AUTHORIZATION ON REMOTE SERVICE BINDING. */
    public void setOwner(Transaction transaction, Database database, RemoteServiceBinding binding, int principalId) {
        routes.bindings.replace(
                transaction,
                new RemoteServiceBinding(
                        binding.databaseId(),
                        binding.id(),
                        binding.name(),
                        principalId,
                        binding.service(),
                        binding.userId(),
                        binding.anonymous()));
    }

    /** Names of what a principal owns, for 15138. */
    public List<String> ownedBy(int databaseId, int principalId) {
        List<String> names = new ArrayList<>();
        messageTypes(databaseId).stream()
                .filter(o -> o.ownerId() == principalId)
                .forEach(o -> names.add(o.name()));
        contracts(databaseId).stream().filter(o -> o.ownerId() == principalId).forEach(o -> names.add(o.name()));
        services(databaseId).stream().filter(o -> o.ownerId() == principalId).forEach(o -> names.add(o.name()));
        routes(databaseId).stream().filter(o -> o.ownerId() == principalId).forEach(o -> names.add(o.name()));
        bindings(databaseId).stream().filter(o -> o.ownerId() == principalId).forEach(o -> names.add(o.name()));
        return names;
    }
}
