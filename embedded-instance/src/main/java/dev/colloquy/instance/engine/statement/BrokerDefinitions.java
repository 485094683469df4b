package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.ContractUsage;
import dev.colloquy.instance.broker.Definitions;
import dev.colloquy.instance.broker.EncryptionMode;
import dev.colloquy.instance.broker.EndpointOptions;
import dev.colloquy.instance.broker.EndpointState;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.QueueOptions;
import dev.colloquy.instance.broker.RouteOptions;
import dev.colloquy.instance.broker.SentBy;
import dev.colloquy.instance.broker.Validation;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.tsql.BrokerDefinition;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.List;
import java.util.Optional;

/** CREATE, ALTER and DROP of message types, contracts, queues, services, routes, bindings and the endpoint. */
public final class BrokerDefinitions {
    private final Broker broker;
    private final Security security;
    private final ObjectResolver resolver;

    public BrokerDefinitions(Broker broker, Security security, ObjectResolver resolver) {
        this.broker = broker;
        this.security = security;
        this.resolver = resolver;
    }

    /** Runs the statement; none of them has a command of its own in the DONE token's list. */
    public Command execute(BrokerDefinition statement, StatementContext context) {
        context.lockDefinitions();
        if (statement instanceof BrokerDefinition.DefineMessageType s) defineMessageType(s, context);
        else if (statement instanceof BrokerDefinition.CreateContract s) createContract(s, context);
        else if (statement instanceof BrokerDefinition.DefineQueue s) defineQueue(s, context);
        else if (statement instanceof BrokerDefinition.CreateService s) createService(s, context);
        else if (statement instanceof BrokerDefinition.AlterService s) alterService(s, context);
        else if (statement instanceof BrokerDefinition.DefineRoute s) defineRoute(s, context);
        else if (statement instanceof BrokerDefinition.DefineBinding s) defineBinding(s, context);
        else if (statement instanceof BrokerDefinition.DefineEndpoint s) defineEndpoint(s, context);
        else if (statement instanceof BrokerDefinition.DropBrokerObject s) drop(s, context);
        else throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
        return Command.OTHER;
    }

    private Definitions definitions() {
        return broker.definitions();
    }

    private void defineMessageType(BrokerDefinition.DefineMessageType s, StatementContext c) {
        if (s.validation() == BrokerDefinition.Validation.VALID_XML) {
            throw SqlErrors.notSupported("VALIDATION = VALID_XML WITH SCHEMA COLLECTION");
        }
        Validation validation = Validation.valueOf(s.validation().name());
        if (s.alter()) {
            definitions().alterMessageType(c.transaction(), c.database(), s.name(), validation);
        } else {
            definitions().createMessageType(c.transaction(), c.database(), s.name(), owner(s.owner(), c), validation);
        }
    }

    private void createContract(BrokerDefinition.CreateContract s, StatementContext c) {
        List<ContractUsage> usages = s.usages().stream()
                .map(usage -> new ContractUsage(
                        usage.messageType(), SentBy.valueOf(usage.sentBy().name())))
                .toList();
        definitions().createContract(c.transaction(), c.database(), s.name(), owner(s.owner(), c), usages);
    }

    private void defineQueue(BrokerDefinition.DefineQueue s, StatementContext c) {
        QueueOptions options = new QueueOptions(s.status(), s.retention(), s.poisonMessageHandling());
        if (s.alter()) {
            Queue queue = resolver.queue(s.name(), c)
                    .orElseThrow(() ->
                            SqlErrors.cannotFind("alter", "queue", s.name().name()));
            definitions().alterQueue(c.transaction(), resolver.database(s.name(), c), queue, options);
        } else {
            definitions()
                    .createQueue(
                            c.transaction(),
                            resolver.database(s.name(), c),
                            resolver.schema(s.name(), c),
                            s.name().name(),
                            options);
        }
    }

    private void createService(BrokerDefinition.CreateService s, StatementContext c) {
        Queue queue = requireQueue(s.queue().name(), resolver.queue(s.queue(), c));
        definitions().createService(c.transaction(), c.database(), s.name(), owner(s.owner(), c), queue, s.contracts());
    }

    private void alterService(BrokerDefinition.AlterService s, StatementContext c) {
        var service = definitions()
                .service(c.database().id(), s.name())
                .orElseThrow(() -> SqlErrors.cannotFind("alter", "service", s.name()));
        Optional<Queue> queue = s.queue().map(name -> requireQueue(name.name(), resolver.queue(name, c)));
        definitions().alterService(c.transaction(), c.database(), service, queue, s.added(), s.dropped());
    }

    private static Queue requireQueue(String name, Optional<Queue> queue) {
        return queue.orElseThrow(() -> SqlErrors.cannotFind("find", "queue", name));
    }

    private void defineRoute(BrokerDefinition.DefineRoute s, StatementContext c) {
        RouteOptions options = new RouteOptions(
                s.serviceName(), s.brokerInstance(), s.lifetimeSeconds(), s.address(), s.mirrorAddress());
        if (s.alter()) {
            var route = definitions()
                    .route(c.database().id(), s.name())
                    .orElseThrow(() -> SqlErrors.cannotFind("alter", "route", s.name()));
            definitions().alterRoute(c.transaction(), c.database(), route, options);
        } else {
            definitions().createRoute(c.transaction(), c.database(), s.name(), owner(s.owner(), c), options);
        }
    }

    private void defineBinding(BrokerDefinition.DefineBinding s, StatementContext c) {
        Optional<Principal> user = s.user().map(name -> bindingUser(name, c));
        if (s.alter()) {
            var binding = definitions()
                    .binding(c.database().id(), s.name())
                    .orElseThrow(() -> SqlErrors.cannotFind("alter", "remote service binding", s.name()));
            definitions().alterBinding(c.transaction(), c.database(), binding, user, s.anonymous());
        } else {
            definitions()
                    .createBinding(
                            c.transaction(),
                            c.database(),
                            s.name(),
                            owner(s.owner(), c),
                            s.service().orElseThrow(),
                            user.orElseThrow(),
                            s.anonymous().orElse(false));
        }
    }

    private Principal bindingUser(String name, StatementContext c) {
        Principal user = security.principals()
                .named(c.database().id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind("find", "user", name));
        if (user.kind() != Principal.Kind.SQL_USER) {
            throw new SqlError(
                    28083,
                    16,
                    1,
                    "The database principal '" + name
                            + "' cannot be used in a remote service binding because it cannot own certificates. Remote"
                            + " service bindings cannot be associated with 1) roles, 2) groups or 3) principals mapped to"
                            + " certificates or asymmetric keys.");
        }
        return user;
    }

    private void defineEndpoint(BrokerDefinition.DefineEndpoint s, StatementContext c) {
        resolver.forbidUserTransaction(s.alter() ? "ALTER ENDPOINT" : "CREATE ENDPOINT", c);
        EndpointOptions options = new EndpointOptions(
                s.name(),
                s.owner()
                        .map(name -> resolver.login(name).id())
                        .orElse(c.login().id()),
                s.state().map(state -> EndpointState.valueOf(state.name())),
                s.listenerPort(),
                s.listenerIp(),
                s.authentication()
                        .map(a -> new EndpointOptions.Authentication(a.windows(), a.windowsFirst(), a.certificate())),
                s.encryption()
                        .map(e -> new EndpointOptions.Encryption(
                                EncryptionMode.valueOf(e.mode().name()), e.algorithms())),
                s.messageForwarding(),
                Optional.empty());
        if (s.messageForwarding().orElse(false)) {
            throw SqlErrors.notSupported("MESSAGE_FORWARDING = ENABLED");
        }
        if (s.alter()) {
            broker.endpoints().alter(c.transaction(), s.name(), options);
        } else {
            broker.endpoints().create(c.transaction(), options);
        }
    }

    private void drop(BrokerDefinition.DropBrokerObject s, StatementContext c) {
        var tx = c.transaction();
        String name = s.name().name();
        switch (s.kind()) {
            case MESSAGE_TYPE -> definitions().dropMessageType(tx, c.database(), name);
            case CONTRACT -> definitions().dropContract(tx, c.database(), name);
            case QUEUE -> {
                Queue queue =
                        resolver.queue(s.name(), c).orElseThrow(() -> SqlErrors.cannotFind("drop", "queue", name));
                definitions().dropQueue(tx, resolver.database(s.name(), c), queue);
            }
            case SERVICE -> definitions().dropService(tx, c.database(), name);
            case ROUTE -> definitions().dropRoute(tx, c.database(), name);
            case REMOTE_SERVICE_BINDING -> definitions().dropBinding(tx, c.database(), name);
            case ENDPOINT -> {
                resolver.forbidUserTransaction("DROP ENDPOINT", c);
                broker.endpoints().drop(tx, name);
            }
        }
    }

    private int owner(Optional<String> name, StatementContext c) {
        return name.map(n -> security.principals()
                        .named(c.database().id(), n)
                        .orElseThrow(() -> SqlErrors.cannotFind("find", "user", n)))
                .orElse(c.user())
                .id();
    }
}
