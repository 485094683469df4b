package dev.colloquy.instance.engine;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.relational.AccessControl;
import dev.colloquy.instance.engine.statement.Authority;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.BrokerDefinition;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.tsql.Statement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Optional;
import java.util.Set;

/**
 * What a session may do. A member of sysadmin and the owner of a database may do everything in it; inside a procedure,
 * objects of the procedure's owner are not checked again (ownership chain), dynamic SQL excepted.
 */
final class Authorization implements AccessControl, Authority {
    private static final String DB_OWNER = "db_owner";
    private static final Set<String> SERVER_CLASSES = Set.of("ENDPOINT", "SERVER", "LOGIN", "DATABASE", "SERVER ROLE");

    private final Storage storage;
    private final Security security;
    private final Tables tables;
    private final Broker broker;

    Authorization(Storage storage, Security security, Tables tables, Broker broker) {
        this.storage = storage;
        this.security = security;
        this.tables = tables;
        this.broker = broker;
    }

    /** 916: the login has no user in the database. */
    static SqlError noAccess(String login, String database) {
        return new SqlError(
                916,
                14,
                1,
                "The server principal \"" + login + "\" is not able to access the database \"" + database
                        + "\" under the current security context.");
    }

    boolean isSysadmin(EngineSession session) {
        return session.impersonated() == null && security.logins().isSysadmin(session.login());
    }

    /** Whether the user of the context owns its database, as a sysadmin does everywhere. */
    private boolean ownsDatabase(Scope scope) {
        Principal user = scope.user();
        return user.id() == Principal.DBO || security.principals().isMember(user, DB_OWNER);
    }

    /** principal_id of the owner of a schema and of what is in it. */
    int ownerOf(int databaseId, String schema) {
        return tables.schema(databaseId, schema).map(SchemaDefinition::ownerId).orElse(Principal.DBO);
    }

    // Objects

    @Override
    public void require(StatementContext context, String permission, TableDefinition table) {
        Scope scope = (Scope) context;
        if (!isTemporary(table)) {
            require(scope, permission, table.databaseId(), table.objectId(), table.schema(), table.name());
        }
    }

    @Override
    public void requireView(StatementContext context, int databaseId, String schema, String name) {
        broker.definitions()
                .queue(databaseId, schema, name)
                .ifPresent(queue ->
                        require((Scope) context, "SELECT", databaseId, queue.id(), queue.schema(), queue.name()));
    }

    private static boolean isTemporary(TableDefinition table) {
        return table.name().startsWith("#") || table.name().startsWith("@");
    }

    @Override
    public int principalId(StatementContext context, String name) {
        return security.principals()
                .named(context.database().id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind("find", "principal", name))
                .id();
    }

    void requireExecute(ProcedureDefinition procedure, Scope scope) {
        require(scope, "EXECUTE", procedure.databaseId(), procedure.objectId(), procedure.schema(), procedure.name());
    }

    @Override
    public void requireReceive(Queue queue, StatementContext context) {
        require((Scope) context, "RECEIVE", queue.databaseId(), queue.id(), queue.schema(), queue.name());
    }

    @Override
    public boolean mayReceiveEverywhere(StatementContext context) {
        return context.user().id() == Principal.DBO;
    }

    private void require(Scope scope, String permission, int databaseId, int objectId, String schema, String name) {
        Principal user = userIn(databaseId, scope);
        if (user.id() == Principal.DBO || isChained(scope, databaseId, schema)) {
            return;
        }
        SchemaDefinition definition = tables.schema(databaseId, schema).orElse(null);
        int schemaId = definition == null ? SchemaDefinition.DBO : definition.schemaId();
        int owner = definition == null ? Principal.DBO : definition.ownerId();
        if (!security.permissions().allows(user, permission, Securable.object(databaseId, objectId), schemaId, owner)) {
            throw SqlErrors.permissionDenied(permission, name, databaseName(databaseId), schema);
        }
    }

    private Principal userIn(int databaseId, Scope scope) {
        if (scope.database().id() == databaseId) {
            return scope.user();
        }
        if (scope.session().impersonated() != null) {
            throw noAccess(scope.session().impersonated().name(), databaseName(databaseId));
        }
        return security.principals()
                .userOf(databaseId, scope.login())
                .orElseThrow(() -> noAccess(scope.login().name(), databaseName(databaseId)));
    }

    private boolean isChained(Scope scope, int databaseId, String schema) {
        ProcedureDefinition procedure = scope.procedure();
        return procedure != null
                && procedure.databaseId() == databaseId
                && ownerOf(databaseId, procedure.schema()) == ownerOf(databaseId, schema);
    }

    private String databaseName(int databaseId) {
        return storage.databases().withId(databaseId).orElseThrow().name();
    }

    // Definitions

    /** 262 unless the user may define objects of the kind. */
    void requireDefinition(String permission, Scope scope) {
        if (!ownsDatabase(scope) && !hasDatabasePermission(permission, scope)) {
            throw new SqlError(
                    262,
                    14,
                    1,
                    permission + " permission denied in database '"
                            + scope.database().name() + "'.");
        }
    }

    private boolean hasDatabasePermission(String permission, Scope scope) {
        return security.permissions()
                .allows(
                        scope.user(),
                        permission,
                        Securable.database(scope.database().id()),
                        Principal.DBO);
    }

    /** Refuses a statement that defines something to those who do not own the database, with 262 or 15247. */
    void require(Statement statement, Scope scope) {
        if (isSysadmin(scope.session())) {
            return;
        }
        if (isOfServer(statement)) {
            throw new SqlError(15247, 16, 1, "User does not have permission to perform this action.");
        }
        Optional<String> permission = permissionFor(statement);
        if (permission.isPresent()) {
            requireDefinition(permission.get(), scope);
        } else if (!ownsDatabase(scope)) {
            throw new SqlError(15247, 16, 1, "User does not have permission to perform this action.");
        }
    }

    /** Statements about the whole instance, which owning a database gives no right to. */
    private static boolean isOfServer(Statement statement) {
        if (statement instanceof SecurityStatement.AlterRole s) {
            return s.server();
        } else if (statement instanceof BrokerDefinition.DropBrokerObject s) {
            return s.kind() == BrokerDefinition.Kind.ENDPOINT;
        } else if (statement instanceof SecurityStatement.AlterAuthorization s) {
            return SERVER_CLASSES.contains(s.securable().securableClass());
        } else if (statement instanceof SecurityStatement.PermissionChange s) {
            return s.securable().isPresent()
                    && SERVER_CLASSES.contains(s.securable().get().securableClass());
        } else if (statement instanceof DefinitionStatement.AlterDatabase s) {
            return s.database().isPresent()
                    || s.options().stream().anyMatch(option -> option.startsWith("TRUSTWORTHY"));
        }
        return statement instanceof BrokerDefinition.DefineEndpoint
                || statement instanceof SecurityStatement.CreateLogin
                || statement instanceof SecurityStatement.AlterLogin
                || statement instanceof SecurityStatement.DropLogin
                || statement instanceof DefinitionStatement.DropDatabase;
    }

    private static Optional<String> permissionFor(Statement statement) {
        if (statement instanceof DefinitionStatement.CreateTable) {
            return Optional.of("CREATE TABLE");
        } else if (statement instanceof DefinitionStatement.CreateProcedure) {
            return Optional.of("CREATE PROCEDURE");
        } else if (statement instanceof DefinitionStatement.CreateSchema) {
            return Optional.of("CREATE SCHEMA");
        } else if (statement instanceof DefinitionStatement.CreateDatabase) {
            return Optional.of("CREATE DATABASE");
        }
        return Optional.empty();
    }
}
