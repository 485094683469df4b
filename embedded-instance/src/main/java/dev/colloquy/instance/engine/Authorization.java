package dev.colloquy.instance.engine;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.Service;
import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.relational.AccessControl;
import dev.colloquy.instance.engine.statement.Authority;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;

/**
 * What a session may do. A member of sysadmin and the owner of a database may do everything in it; inside a procedure,
 * objects of the procedure's owner are not checked again (ownership chain), dynamic SQL excepted.
 */
final class Authorization implements AccessControl, Authority {
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
    public void requireSend(Service service, StatementContext context) {
        Scope scope = (Scope) context;
        ProcedureDefinition procedure = scope.procedure();
        boolean chained = procedure != null
                && procedure.databaseId() == service.databaseId()
                && ownerOf(procedure.databaseId(), procedure.schema()) == service.ownerId();
        Securable securable = Securable.service(service.databaseId(), service.id());
        if (!chained && !security.permissions().allows(scope.user(), "SEND", securable, service.ownerId())) {
            throw SqlErrors.permissionDenied("SEND", service.name(), databaseName(service.databaseId()), "dbo");
        }
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
        if (!hasDatabasePermission(permission, scope)) {
            throw definitionDenied(permission, scope.database().name());
        }
    }

    /** 262: the permission to define something is missing. */
    static SqlError definitionDenied(String permission, String database) {
        return new SqlError(262, 14, 1, permission + " permission denied in database '" + database + "'.");
    }

    /** Whether the user has a permission on the current database. */
    boolean hasDatabasePermission(String permission, Scope scope) {
        return security.permissions()
                .allows(
                        scope.user(),
                        permission,
                        Securable.database(scope.database().id()),
                        Principal.DBO);
    }

    /** Whether the session's login has a permission on a database, as its user there. */
    boolean hasPermissionOn(Database database, String permission, Scope scope) {
        return scope.session().impersonated() == null
                && security.principals()
                        .userOf(database.id(), scope.login())
                        .filter(user -> security.permissions()
                                .allows(user, permission, Securable.database(database.id()), Principal.DBO))
                        .isPresent();
    }

    /** Whether the session's login has a permission on the server; whom it impersonates has none. */
    boolean hasServerPermission(String permission, Scope scope) {
        return scope.session().impersonated() == null
                && security.permissions().allows(scope.login(), permission, Securable.server());
    }
}
