package dev.colloquy.instance.engine;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.catalog.views.SystemView;
import dev.colloquy.instance.catalog.views.SystemViews;
import dev.colloquy.instance.engine.relational.Relational;
import dev.colloquy.instance.engine.statement.BrokerDefinitions;
import dev.colloquy.instance.engine.statement.BrokerStatements;
import dev.colloquy.instance.engine.statement.CertificateStatements;
import dev.colloquy.instance.engine.statement.DatabaseStatements;
import dev.colloquy.instance.engine.statement.ObjectResolver;
import dev.colloquy.instance.engine.statement.PermissionStatements;
import dev.colloquy.instance.engine.statement.ReceiveProjection;
import dev.colloquy.instance.engine.statement.Securables;
import dev.colloquy.instance.engine.statement.SecurityStatements;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Databases;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Builds what the sessions of an engine share. */
final class EngineParts {
    private final Storage storage;
    private final Security security;
    private final Broker broker;
    private final Path dataDirectory;
    private final Tables tables;
    private final Procedures procedures;
    private final SystemViews views;

    EngineParts(Storage storage, Security security, Broker broker, Path dataDirectory) {
        this.storage = storage;
        this.security = security;
        this.broker = broker;
        this.dataDirectory = dataDirectory;
        this.tables = new Tables(storage);
        this.procedures = new Procedures(storage);
        this.views = new SystemViews(storage, security, broker, tables, procedures);
    }

    SystemViews views() {
        return views;
    }

    Instance instance(String serverName, Clock clock, OpenSessions sessions) {
        Databases databases = storage.databases();
        Authorization authorization = new Authorization(storage, security, tables, broker);
        ObjectResolver resolver = new ObjectResolver(databases, security, broker, authorization);
        Relational relational = new Relational(storage, tables, procedures, this::view, authorization);
        Securables securables = new Securables(security, broker, tables, procedures, resolver);
        return new Instance(
                serverName,
                clock,
                storage,
                security,
                broker,
                tables,
                procedures,
                views,
                relational,
                authorization,
                new SecurityStatements(
                        security,
                        new CertificateStatements(security, broker, dataDirectory),
                        new PermissionStatements(security, broker, tables, securables)),
                new BrokerDefinitions(broker, security, resolver),
                new BrokerStatements(broker, resolver, new ReceiveProjection(relational)),
                new DatabaseStatements(databases, security, broker, tables, procedures, resolver, sessions),
                new ProgramCache(),
                new ProcedurePrograms(),
                new ApplicationLocks(),
                sessions);
    }

    /** What can be read like a table: a system view or a queue. */
    private Optional<SystemView> view(Database database, String schema, String name) {
        return views.find(schema, name).or(() -> views.queue(database, schema, name));
    }

    /** Gives the system databases of a new instance their schemas and broker objects; security knows them already. */
    void prepareDatabases() {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            for (Database database : storage.databases().all()) {
                if (broker.definitions().messageTypes(database.id()).isEmpty()) {
                    broker.initialize(transaction, database);
                }
                if (tables.schemas(database.id()).isEmpty()) {
                    tables.initialize(transaction, database);
                }
            }
            transaction.commit();
        }
    }
}
