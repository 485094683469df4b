package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Definitions;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Permissions;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GRANT, DENY, REVOKE and ALTER AUTHORIZATION. */
public final class PermissionStatements {
    private static final Set<String> SERVER_PERMISSIONS = Set.of(
            "CONTROL SERVER",
            "VIEW SERVER STATE",
            "VIEW ANY DATABASE",
            "VIEW ANY DEFINITION",
            "CONNECT SQL",
            "VIEW SERVER PERFORMANCE STATE",
            "VIEW SERVER SECURITY STATE",
            "ALTER ANY ENDPOINT",
            "ALTER ANY LOGIN",
            "CREATE ENDPOINT",
            "CREATE ANY DATABASE");

    private final Security security;
    private final Broker broker;
    private final Tables tables;
    private final Securables securables;

    public PermissionStatements(Security security, Broker broker, Tables tables, Securables securables) {
        this.security = security;
        this.broker = broker;
        this.tables = tables;
        this.securables = securables;
    }

    Command change(SecurityStatement.PermissionChange s, StatementContext c) {
        for (String permission : s.permissions()) {
            Securable securable = s.securable()
                    .map(named -> securables.find(named, c))
                    .orElseGet(() -> SERVER_PERMISSIONS.contains(permission)
                            ? Securable.server()
                            : Securable.database(c.database().id()));
            for (String principal : s.principals()) {
                if (securable.isOfServer()) {
                    changeForLogin(s.action(), permission, securable, principal, c);
                } else {
                    changeForUser(s.action(), permission, securable, principal, c);
                }
            }
        }
        return switch (s.action()) {
            case GRANT -> Command.GRANT;
            case DENY -> Command.DENY;
            case REVOKE -> Command.REVOKE;
        };
    }

    private void changeForLogin(
            SecurityStatement.Action action, String permission, Securable securable, String name, StatementContext c) {
        if (c.database().id() != Database.MASTER) {
            throw new SqlError(
                    4621,
                    16,
                    10,
                    "Permissions at the server scope can only be granted when the current database is master.");
        }
        Permissions permissions = security.permissions();
        Transaction tx = c.transaction();
        if (name.equalsIgnoreCase("public")) {
            Principal everyone = security.principals()
                    .named(Database.MASTER, "public")
                    .orElseThrow(() -> SqlErrors.cannotFind("find", "principal", name));
            apply(action, permission, securable, everyone, tx);
            return;
        }
        Login login = security.logins().named(name).orElseThrow(() -> SqlErrors.cannotFind("find", "login", name));
        switch (action) {
            case GRANT -> permissions.grant(tx, permission, securable, login);
            case DENY -> permissions.deny(tx, permission, securable, login);
            case REVOKE -> permissions.revoke(tx, permission, securable, login);
        }
    }

    private void changeForUser(
            SecurityStatement.Action action, String permission, Securable securable, String name, StatementContext c) {
        Principal user = security.principals()
                .named(c.database().id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind("find", "user", name));
        apply(action, permission, securable, user, c.transaction());
    }

    private void apply(
            SecurityStatement.Action action,
            String permission,
            Securable securable,
            Principal principal,
            Transaction tx) {
        Permissions permissions = security.permissions();
        switch (action) {
            case GRANT -> permissions.grant(tx, permission, securable, principal);
            case DENY -> permissions.deny(tx, permission, securable, principal);
            case REVOKE -> permissions.revoke(tx, permission, securable, principal);
        }
    }

    Command alterAuthorization(SecurityStatement.AlterAuthorization s, StatementContext c) {
        String name = s.principal().orElseThrow(() -> SqlErrors.notSupported("ALTER AUTHORIZATION … TO SCHEMA OWNER"));
        Principal owner = security.principals()
                .named(c.database().id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind("find", "principal", name));
        setOwner(securables.find(s.securable(), c), owner, c);
        return Command.ALTER_AUTHORIZATION;
    }

    private void setOwner(Securable securable, Principal owner, StatementContext c) {
        Transaction tx = c.transaction();
        Database database = c.database();
        Definitions definitions = broker.definitions();
        int db = database.id();
        int id = securable.majorId();
        switch (securable.securableClass()) {
            case Securable.SERVICE ->
                definitions.service(db, id).ifPresent(x -> definitions.setOwner(tx, database, x, owner.id()));
            case Securable.CONTRACT ->
                definitions.contract(db, id).ifPresent(x -> definitions.setOwner(tx, database, x, owner.id()));
            case Securable.MESSAGE_TYPE ->
                definitions.messageType(db, id).ifPresent(x -> definitions.setOwner(tx, database, x, owner.id()));
            case Securable.ROUTE ->
                definitions.route(db, id).ifPresent(x -> definitions.setOwner(tx, database, x, owner.id()));
            case Securable.REMOTE_SERVICE_BINDING ->
                definitions.binding(db, id).ifPresent(x -> definitions.setOwner(tx, database, x, owner.id()));
            case Securable.CERTIFICATE ->
                security.certificates()
                        .withId(db, id)
                        .ifPresent(x -> security.certificates().setOwner(tx, x, owner));
            case Securable.SCHEMA -> tables.schemaWithId(db, id).ifPresent(x -> tables.setOwner(tx, x, owner.id()));
            default -> throw SqlErrors.notSupported("ALTER AUTHORIZATION ON " + securable.securableClass() + "::");
        }
    }

    /** 15138 if the principal owns something, which would be left without owner. */
    void requireOwnsNothing(Principal principal) {
        int db = principal.databaseId();
        List<String> owned = broker.definitions().ownedBy(db, principal.id());
        Optional<String> kind = owned.isEmpty() ? Optional.empty() : Optional.of(owned.get(0));
        if (security.certificates().all(db).stream().map(Certificate::ownerId).anyMatch(id -> id == principal.id())) {
            kind = Optional.of("certificate");
        }
        if (tables.schemas(db).stream().map(SchemaDefinition::ownerId).anyMatch(id -> id == principal.id())) {
            kind = Optional.of("schema");
        }
        if (kind.isPresent()) {
            throw new SqlError(
                    15138,
                    16,
                    1,
                    "The database principal owns a " + kind.get() + " in the database, and cannot be dropped.");
        }
    }
}
