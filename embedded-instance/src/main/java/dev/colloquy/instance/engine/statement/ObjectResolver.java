package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Databases;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Optional;
import java.util.UUID;

/** Finds what the names in a statement mean in the session's context. */
public final class ObjectResolver {
    private static final String DEFAULT_SCHEMA = "dbo";

    private final Databases databases;
    private final Security security;
    private final Broker broker;
    private final Authority authority;

    public ObjectResolver(Databases databases, Security security, Broker broker, Authority authority) {
        this.databases = databases;
        this.security = security;
        this.broker = broker;
        this.authority = authority;
    }

    /** The database that the name is in: the one it names, or the current one. */
    Database database(ObjectName name, StatementContext c) {
        return name.database().map(this::database).orElseGet(c::database);
    }

    /** The database of a name; 911 if there is none. */
    Database database(String name) {
        return databases
                .named(name)
                .orElseThrow(() -> new SqlError(
                        911,
                        16,
                        1,
                        "Database '" + name + "' does not exist. Make sure that the name is entered correctly."));
    }

    /** The schema of the name, or the user's default one. */
    String schema(ObjectName name, StatementContext c) {
        return name.schema()
                .filter(schema -> !schema.isEmpty())
                .or(() -> c.user().defaultSchema())
                .orElse(DEFAULT_SCHEMA);
    }

    /** The queue of the name, in the user's default schema or dbo if it names none. */
    Optional<Queue> queue(ObjectName name, StatementContext c) {
        int database = database(name, c).id();
        Optional<Queue> queue = broker.definitions().queue(database, schema(name, c), name.name());
        if (queue.isEmpty() && name.schema().filter(s -> !s.isEmpty()).isEmpty()) {
            return broker.definitions().queue(database, DEFAULT_SCHEMA, name.name());
        }
        return queue;
    }

    Login login(String name) {
        return security.logins().named(name).orElseThrow(() -> SqlErrors.cannotFind("find", "login", name));
    }

    void requireReceive(Queue queue, StatementContext c) {
        authority.requireReceive(queue, c);
    }

    /** RECEIVE on the queue of the conversation's own service, which SEND and END CONVERSATION need. */
    void requireReceiveOnConversation(UUID handle, StatementContext c) {
        if (!authority.mayReceiveEverywhere(c)) {
            broker.conversations().queueOf(c.database(), handle).ifPresent(queue -> requireReceive(queue, c));
        }
    }

    /** SEND on the conversation's own service, which BEGIN CONVERSATION TIMER needs. */
    void requireSendOnConversation(UUID handle, StatementContext c) {
        if (!authority.mayReceiveEverywhere(c)) {
            broker.conversations()
                    .serviceOf(c.database(), handle)
                    .ifPresent(service -> authority.requireSend(service, c));
        }
    }

    /** RECEIVE on the queue of the initiating service, which BEGIN DIALOG needs. */
    void requireReceiveOnServiceQueue(String service, StatementContext c) {
        if (!authority.mayReceiveEverywhere(c)) {
            broker.definitions()
                    .service(c.database().id(), service)
                    .flatMap(s -> broker.definitions().queue(s.databaseId(), s.queueId()))
                    .ifPresent(queue -> requireReceive(queue, c));
        }
    }

    /** 574 for a statement that must not run inside BEGIN TRANSACTION. */
    void forbidUserTransaction(String statement, StatementContext c) {
        if (c.inUserTransaction()) {
            throw new SqlError(574, 16, 0, statement + " statement cannot be used inside a user transaction.");
        }
    }
}
