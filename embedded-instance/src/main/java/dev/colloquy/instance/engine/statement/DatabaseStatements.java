package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Databases;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** CREATE, ALTER and DROP DATABASE. None of them runs inside a user transaction, so none has to be undone by hand. */
public final class DatabaseStatements {
    private static final int LONGEST_NAME = 123;
    private static final String SINGLE_USER = "SINGLE_USER";
    /** Options that wait until nobody else uses the database; here they wait for nobody unless told NO_WAIT. */
    private static final Set<String> NEED_EXCLUSIVE_USE =
            Set.of("ENABLE_BROKER", "DISABLE_BROKER", "NEW_BROKER", SINGLE_USER);

    private final Databases databases;
    private final Security security;
    private final Broker broker;
    private final Tables tables;
    private final Procedures procedures;
    private final ObjectResolver resolver;
    private final DatabaseUse use;

    public DatabaseStatements(
            Databases databases,
            Security security,
            Broker broker,
            Tables tables,
            Procedures procedures,
            ObjectResolver resolver,
            DatabaseUse use) {
        this.databases = databases;
        this.security = security;
        this.broker = broker;
        this.tables = tables;
        this.procedures = procedures;
        this.resolver = resolver;
        this.use = use;
    }

    /** Which sessions are in a database, so that one in use is not dropped. */
    public interface DatabaseUse {
        /** True if a session other than the given one has the database as its current one. */
        boolean inUse(int databaseId, int exceptSpid);

        /** Ends the sessions in a database but the given one; what they have open is rolled back. */
        void endOthers(int databaseId, int exceptSpid);
    }

    /** Runs the statement and tells which command it was. */
    public Command execute(DefinitionStatement statement, StatementContext c) {
        c.lockDefinitions();
        if (statement instanceof DefinitionStatement.CreateDatabase s) return create(s, c);
        if (statement instanceof DefinitionStatement.DropDatabase s) return drop(s, c);
        if (statement instanceof DefinitionStatement.AlterDatabase s) return alter(s, c);
        throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
    }

    private Command create(DefinitionStatement.CreateDatabase s, StatementContext c) {
        forbidTransaction("CREATE DATABASE", c);
        if (s.name().length() > LONGEST_NAME || s.name().indexOf('.') >= 0) {
            throw SqlErrors.notSupported("the database name '" + s.name() + "' (a dot, or more than 123 characters)");
        }
        if (databases.named(s.name()).isPresent()) {
            throw new SqlError(
                    1801, 16, 3, "Database '" + s.name() + "' already exists. Choose a different database name.");
        }
        Transaction transaction = c.transaction();
        Database database = databases.create(transaction, s.name());
        security.initialize(transaction, database, c.login());
        broker.initialize(transaction, database);
        tables.initialize(transaction, database);
        return Command.CREATE_DATABASE;
    }

    private Command drop(DefinitionStatement.DropDatabase s, StatementContext c) {
        forbidTransaction("DROP DATABASE", c);
        for (String name : s.names()) {
            Optional<Database> database = databases.named(name);
            if (database.isPresent()) {
                drop(database.get(), c);
            } else if (!s.ifExists()) {
                throw new SqlError(
                        3701,
                        11,
                        1,
                        "Cannot drop the database '" + name
                                + "', because it does not exist or you do not have permission.");
            }
        }
        return Command.DROP_DATABASE;
    }

    private void drop(Database database, StatementContext c) {
        if (database.isSystem()) {
            throw new SqlError(
                    3708, "Cannot drop the database '" + database.name() + "' because it is a system database.");
        }
        if (c.database().id() == database.id() || use.inUse(database.id(), c.spid())) {
            throw new SqlError(
                    3702, 16, 4, "Cannot drop database \"" + database.name() + "\" because it is currently in use.");
        }
        Transaction transaction = c.transaction();
        broker.forget(transaction, database);
        security.forget(transaction, database.id());
        tables.forget(database.id());
        procedures.forget(database.id());
        databases.drop(transaction, database);
    }

    private Command alter(DefinitionStatement.AlterDatabase s, StatementContext c) {
        Database database = s.database().map(resolver::database).orElseGet(c::database);
        forbidTransaction("ALTER DATABASE", c);
        boolean single = s.options().contains(SINGLE_USER);
        boolean exclusive = s.options().stream().anyMatch(NEED_EXCLUSIVE_USE::contains);
        // To wait until all others have left is not supported: the database would be in single-user mode beside them.
        if (exclusive && (s.noWait() || (single && !s.rollback()))) {
            requireUnused(database, c);
        }
        for (String option : s.options()) {
            database = apply(option, database, c);
        }
        if (single) {
            use.endOthers(database.id(), c.spid());
        }
        return Command.OTHER;
    }

    private void requireUnused(Database database, StatementContext c) {
        if (use.inUse(database.id(), c.spid())) {
            throw new SqlError(
                    5070,
                    16,
                    2,
                    "Database state cannot be changed while other users are using the database '" + database.name()
                            + "'");
        }
    }

    private Database apply(String option, Database database, StatementContext c) {
        Transaction transaction = c.transaction();
        return switch (option) {
            case "ENABLE_BROKER" -> setBroker(transaction, database, database.serviceBrokerGuid(), true);
            case "DISABLE_BROKER" -> setBroker(transaction, database, database.serviceBrokerGuid(), false);
            case "NEW_BROKER" -> {
                broker.removeConversations(transaction, database);
                yield setBroker(transaction, database, UUID.randomUUID(), true);
            }
            case "TRUSTWORTHY ON", "TRUSTWORTHY OFF" ->
                replace(transaction, database, database.withTrustworthy(option.endsWith("ON")));
            case "HONOR_BROKER_PRIORITY ON", "HONOR_BROKER_PRIORITY OFF" ->
                replace(transaction, database, database.withHonorPriority(option.endsWith("ON")));
            case SINGLE_USER, "MULTI_USER" ->
                replace(transaction, database, database.withSingleUser(option.equals(SINGLE_USER)));
            // What these choose is how this instance always works.
            case "READ_COMMITTED_SNAPSHOT ON",
                    "ALLOW_SNAPSHOT_ISOLATION ON",
                    "RECOVERY SIMPLE",
                    "AUTO_CLOSE OFF",
                    "AUTO_SHRINK OFF",
                    "ONLINE",
                    "READ_WRITE" -> database;
            default -> throw SqlErrors.notSupported("ALTER DATABASE … SET " + option);
        };
    }

    private Database setBroker(Transaction transaction, Database database, UUID guid, boolean enabled) {
        if (enabled
                && databases
                        .withBroker(guid)
                        .filter(other -> other.id() != database.id())
                        .isPresent()) {
            throw new SqlError(
                    9772,
                    "The Service Broker in database \"" + database.name()
                            + "\" cannot be enabled because there is already an enabled Service Broker with the same ID.");
        }
        Database changed = replace(transaction, database, database.withBroker(guid, enabled));
        transaction.onEnd(() -> databases.withId(changed.id()).ifPresent(broker::brokerChanged));
        return changed;
    }

    private Database replace(Transaction transaction, Database former, Database changed) {
        if (!former.equals(changed)) {
            databases.replace(transaction, changed);
        }
        return changed;
    }

    private static void forbidTransaction(String statement, StatementContext c) {
        if (c.inUserTransaction()) {
            throw new SqlError(226, 16, 6, statement + " statement not allowed within multi-statement transaction.");
        }
    }
}
