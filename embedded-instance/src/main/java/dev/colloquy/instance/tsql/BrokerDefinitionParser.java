package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Message types, contracts, queues, services, routes and remote service bindings. */
final class BrokerDefinitionParser {
    private static final Set<String> ROUTE_OPTIONS =
            Set.of("SERVICE_NAME", "BROKER_INSTANCE", "LIFETIME", "ADDRESS", "MIRROR_ADDRESS");

    private final TokenCursor cursor;

    BrokerDefinitionParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** {@code [AUTHORIZATION owner]}. */
    private Optional<String> owner() {
        return cursor.accept(Keyword.AUTHORIZATION) ? Optional.of(cursor.identifier()) : Optional.empty();
    }

    /**
     * {@code MESSAGE TYPE name [AUTHORIZATION owner] [VALIDATION = {NONE | EMPTY | WELL_FORMED_XML | VALID_XML WITH SCHEMA
     * COLLECTION name}]}; ALTER must have a VALIDATION and has no owner.
     */
    Statement messageType(Position position, boolean alter) {
        cursor.expectWords("MESSAGE", "TYPE");
        String name = cursor.identifier();
        Optional<String> owner = alter ? Optional.empty() : owner();
        BrokerDefinition.Validation validation = BrokerDefinition.Validation.NONE;
        Optional<ObjectName> collection = Optional.empty();
        if (alter || cursor.at("VALIDATION")) {
            cursor.expect("VALIDATION");
            cursor.expect('=');
            validation = validation();
            if (validation == BrokerDefinition.Validation.VALID_XML) {
                cursor.expectWords("WITH", "SCHEMA", "COLLECTION");
                collection = Optional.of(cursor.objectName());
            }
        }
        return new BrokerDefinition.DefineMessageType(position, alter, name, owner, validation, collection);
    }

    private BrokerDefinition.Validation validation() {
        for (BrokerDefinition.Validation validation : BrokerDefinition.Validation.values()) {
            if (cursor.accept(validation.name())) {
                return validation;
            }
        }
        throw cursor.syntaxError();
    }

    /** {@code CONTRACT name [AUTHORIZATION owner] ( usage {, usage} )}. */
    Statement createContract(Position position) {
        cursor.next();
        String name = cursor.identifier();
        Optional<String> owner = owner();
        return new BrokerDefinition.CreateContract(position, name, owner, cursor.listInParentheses(this::usage));
    }

    /** {@code type SENT BY {INITIATOR | TARGET | ANY}}. */
    private BrokerDefinition.ContractUsage usage() {
        String messageType = cursor.identifier();
        cursor.expectWords("SENT", "BY");
        for (BrokerDefinition.SentBy sentBy : BrokerDefinition.SentBy.values()) {
            if (cursor.accept(sentBy.name())) {
                return new BrokerDefinition.ContractUsage(messageType, sentBy);
            }
        }
        throw cursor.syntaxError();
    }

    /** {@code QUEUE name [WITH option {, option}] [ON filegroup]}; ALTER must have options. */
    Statement queue(Position position, boolean alter) {
        cursor.next();
        ObjectName name = cursor.objectName();
        if (alter && (cursor.at("REBUILD") || cursor.at("REORGANIZE") || cursor.at("MOVE"))) {
            throw cursor.notSupported("ALTER QUEUE … " + cursor.word());
        }
        Optional<Boolean> status = Optional.empty();
        Optional<Boolean> retention = Optional.empty();
        Optional<Boolean> poison = Optional.empty();
        if (alter || cursor.at(Keyword.WITH)) {
            cursor.expect(Keyword.WITH);
            do {
                if (cursor.accept("STATUS")) {
                    status = Optional.of(flag());
                } else if (cursor.accept("RETENTION")) {
                    retention = Optional.of(flag());
                } else if (cursor.at("ACTIVATION")) {
                    throw cursor.notSupported("ACTIVATION");
                } else {
                    poison = Optional.of(poisonMessageHandling());
                }
            } while (cursor.accept(','));
        }
        if (!alter && cursor.accept(Keyword.ON) && !cursor.accept(Keyword.PRIMARY)) {
            cursor.identifier();
        }
        return new BrokerDefinition.DefineQueue(position, alter, name, status, retention, poison);
    }

    /** {@code = {ON | OFF}}. */
    private boolean flag() {
        cursor.expect('=');
        return cursor.onOff();
    }

    /** {@code POISON_MESSAGE_HANDLING ( STATUS = {ON | OFF} )}. */
    private boolean poisonMessageHandling() {
        cursor.expect("POISON_MESSAGE_HANDLING");
        cursor.expect('(');
        cursor.expect("STATUS");
        boolean on = flag();
        cursor.expect(')');
        return on;
    }

    /** {@code SERVICE name [AUTHORIZATION owner] ON QUEUE queue [( contract {, contract} )]}. */
    Statement createService(Position position) {
        cursor.next();
        String name = cursor.identifier();
        Optional<String> owner = owner();
        cursor.expectWords("ON", "QUEUE");
        ObjectName queue = cursor.objectName();
        List<String> contracts = cursor.at('(') ? cursor.listInParentheses(cursor::identifier) : List.of();
        return new BrokerDefinition.CreateService(position, name, owner, queue, contracts);
    }

    /** {@code SERVICE name [ON QUEUE queue] [( {ADD | DROP} CONTRACT name {, …} )]}. */
    Statement alterService(Position position) {
        cursor.next();
        String name = cursor.identifier();
        Optional<ObjectName> queue = Optional.empty();
        if (cursor.accept(Keyword.ON)) {
            cursor.expect("QUEUE");
            queue = Optional.of(cursor.objectName());
        }
        List<String> added = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        if (cursor.accept('(')) {
            do {
                boolean drop = cursor.accept(Keyword.DROP);
                if (!drop) {
                    cursor.expect(Keyword.ADD);
                }
                cursor.expect("CONTRACT");
                (drop ? dropped : added).add(cursor.identifier());
            } while (cursor.accept(','));
            cursor.expect(')');
        }
        return new BrokerDefinition.AlterService(position, name, queue, added, dropped);
    }

    /** {@code ROUTE name [AUTHORIZATION owner] WITH option {, option}}; CREATE must have an ADDRESS. */
    Statement route(Position position, boolean alter) {
        cursor.next();
        String name = cursor.identifier();
        Optional<String> owner = alter ? Optional.empty() : owner();
        cursor.expect(Keyword.WITH);
        Map<String, Object> options = new HashMap<>();
        do {
            routeOption(options);
        } while (cursor.accept(','));
        if (!alter && !options.containsKey("ADDRESS")) {
            throw cursor.syntaxError();
        }
        return new BrokerDefinition.DefineRoute(
                position,
                alter,
                name,
                owner,
                text(options, "SERVICE_NAME"),
                text(options, "BROKER_INSTANCE"),
                Optional.ofNullable((Long) options.get("LIFETIME")),
                text(options, "ADDRESS"),
                text(options, "MIRROR_ADDRESS"));
    }

    private static Optional<String> text(Map<String, Object> options, String name) {
        return Optional.ofNullable((String) options.get(name));
    }

    /** {@code {SERVICE_NAME | BROKER_INSTANCE | ADDRESS | MIRROR_ADDRESS} = 'text' | LIFETIME = seconds}, each once. */
    private void routeOption(Map<String, Object> options) {
        String name = cursor.peek().text().toUpperCase(Locale.ROOT);
        if (!ROUTE_OPTIONS.contains(name) || options.containsKey(name)) {
            throw cursor.syntaxError();
        }
        cursor.word();
        cursor.expect('=');
        options.put(name, name.equals("LIFETIME") ? (Object) cursor.integer() : cursor.string());
    }

    /**
     * {@code REMOTE SERVICE BINDING name [AUTHORIZATION owner] TO SERVICE 'name' WITH USER = user [, ANONYMOUS = {ON |
     * OFF}]}; ALTER has neither owner nor service, and one of the options suffices.
     */
    Statement binding(Position position, boolean alter) {
        cursor.expectWords("REMOTE", "SERVICE", "BINDING");
        String name = cursor.identifier();
        Optional<String> owner = Optional.empty();
        Optional<String> service = Optional.empty();
        if (!alter) {
            owner = owner();
            cursor.expectWords("TO", "SERVICE");
            service = Optional.of(cursor.string());
        }
        cursor.expect(Keyword.WITH);
        Optional<String> user = Optional.empty();
        Optional<Boolean> anonymous = Optional.empty();
        do {
            if (cursor.accept(Keyword.USER)) {
                cursor.expect('=');
                user = Optional.of(cursor.identifier());
            } else {
                cursor.expect("ANONYMOUS");
                anonymous = Optional.of(flag());
            }
        } while (cursor.accept(','));
        if (!alter && user.isEmpty()) {
            throw cursor.syntaxError();
        }
        return new BrokerDefinition.DefineBinding(position, alter, name, owner, service, user, anonymous);
    }

    /** {@code kind name}; only a queue's name may be qualified. */
    Statement drop(Position position, String kind) {
        for (int words = kind.split(" ", -1).length; words > 0; words--) {
            cursor.next();
        }
        BrokerDefinition.Kind which = BrokerDefinition.Kind.valueOf(kind.replace(' ', '_'));
        ObjectName name =
                which == BrokerDefinition.Kind.QUEUE ? cursor.objectName() : ObjectName.of(cursor.identifier());
        return new BrokerDefinition.DropBrokerObject(position, which, name);
    }
}
