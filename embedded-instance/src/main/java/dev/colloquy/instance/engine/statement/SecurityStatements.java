package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Optional;

/** Logins, users, roles and master keys; certificates and permissions are handed on. */
public final class SecurityStatements {
    private final Security security;
    private final CertificateStatements certificates;
    private final PermissionStatements permissions;

    public SecurityStatements(Security security, CertificateStatements certificates, PermissionStatements permissions) {
        this.security = security;
        this.certificates = certificates;
        this.permissions = permissions;
    }

    /** Runs the statement and tells which command it was. */
    public Command execute(SecurityStatement statement, StatementContext context) {
        context.lockDefinitions();
        if (statement instanceof SecurityStatement.CreateLogin s) return createLogin(s, context);
        if (statement instanceof SecurityStatement.AlterLogin s) return alterLogin(s, context);
        if (statement instanceof SecurityStatement.DropLogin s) return dropLogin(s, context);
        if (statement instanceof SecurityStatement.CreateUser s) return createUser(s, context);
        if (statement instanceof SecurityStatement.DropUser s) return dropUser(s, context);
        if (statement instanceof SecurityStatement.CreateRole s) return createRole(s, context);
        if (statement instanceof SecurityStatement.DropRole s) return dropRole(s, context);
        if (statement instanceof SecurityStatement.AlterRole s) return alterRole(s, context);
        if (statement instanceof SecurityStatement.CreateMasterKey s) return createMasterKey(s, context);
        if (statement instanceof SecurityStatement.DropMasterKey) return dropMasterKey(context);
        if (statement instanceof SecurityStatement.CreateCertificate s) return certificates.create(s, context);
        if (statement instanceof SecurityStatement.AlterCertificate s) return certificates.alter(s, context);
        if (statement instanceof SecurityStatement.BackupCertificate s) return certificates.backup(s, context);
        if (statement instanceof SecurityStatement.DropCertificate s) return certificates.drop(s, context);
        if (statement instanceof SecurityStatement.PermissionChange s) return permissions.change(s, context);
        if (statement instanceof SecurityStatement.AlterAuthorization s)
            return permissions.alterAuthorization(s, context);
        throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
    }

    private Command createLogin(SecurityStatement.CreateLogin s, StatementContext context) {
        security.logins()
                .create(context.transaction(), s.name(), s.password().value(), s.defaultDatabase(), s.checkPolicy());
        return Command.CREATE_LOGIN;
    }

    private Command alterLogin(SecurityStatement.AlterLogin s, StatementContext context) {
        Login login = login("alter", s.name());
        security.logins()
                .alter(context.transaction(), login, s.enabled(), s.password().map(SecurityStatement.Secret::value));
        return Command.ALTER_LOGIN;
    }

    private Command dropLogin(SecurityStatement.DropLogin s, StatementContext context) {
        security.logins().drop(context.transaction(), login("drop", s.name()));
        return Command.DROP_LOGIN;
    }

    private Login login(String verb, String name) {
        return security.logins().named(name).orElseThrow(() -> SqlErrors.cannotFind(verb, "login", name));
    }

    private Command createUser(SecurityStatement.CreateUser s, StatementContext context) {
        Optional<Login> login = Optional.empty();
        if (!s.withoutLogin()) {
            String name = s.login().orElse(s.name());
            login = Optional.of(security.logins().named(name).orElseThrow(() -> notALogin(name)));
        }
        security.principals()
                .createUser(context.transaction(), context.database().id(), s.name(), login, s.defaultSchema());
        return Command.CREATE_USER;
    }

    private static SqlError notALogin(String name) {
        return new SqlError(15007, 16, 1, "'" + name + "' is not a valid login or you do not have permission.");
    }

    private Command dropUser(SecurityStatement.DropUser s, StatementContext context) {
        dropPrincipal(context, s.name(), "user", s.ifExists());
        return Command.DROP_USER;
    }

    private Command createRole(SecurityStatement.CreateRole s, StatementContext context) {
        Optional<Integer> owner = s.owner()
                .map(name -> principal(context, "find", "principal", name).id());
        security.principals()
                .createRole(context.transaction(), context.database().id(), s.name(), owner);
        return Command.CREATE_ROLE;
    }

    private Command dropRole(SecurityStatement.DropRole s, StatementContext context) {
        dropPrincipal(context, s.name(), "role", s.ifExists());
        return Command.DROP_ROLE;
    }

    private void dropPrincipal(StatementContext context, String name, String kind, boolean ifExists) {
        Optional<Principal> principal =
                security.principals().named(context.database().id(), name);
        if (principal.isEmpty() && ifExists) {
            return;
        }
        Principal found = principal.orElseThrow(() -> SqlErrors.cannotFind("drop", kind, name));
        permissions.requireOwnsNothing(found);
        security.principals().drop(context.transaction(), found);
    }

    private Command alterRole(SecurityStatement.AlterRole s, StatementContext context) {
        if (s.server()) {
            Login member = login("find", s.member());
            if (s.add()) {
                security.logins().addMember(context.transaction(), s.name(), member);
            } else {
                security.logins().removeMember(context.transaction(), s.name(), member);
            }
            return Command.ALTER_ROLE;
        }
        Principal role = principal(context, "alter", "role", s.name());
        Principal member = principal(context, "add", "principal", s.member());
        if (s.add()) {
            security.principals().addMember(context.transaction(), role, member);
        } else {
            security.principals().removeMember(context.transaction(), role, member);
        }
        return Command.ALTER_ROLE;
    }

    private Principal principal(StatementContext context, String verb, String kind, String name) {
        return security.principals()
                .named(context.database().id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind(verb, kind, name));
    }

    private Command createMasterKey(SecurityStatement.CreateMasterKey s, StatementContext context) {
        security.masterKeys()
                .create(context.transaction(), context.database(), s.password().value());
        return Command.OTHER;
    }

    private Command dropMasterKey(StatementContext context) {
        security.masterKeys().drop(context.transaction(), context.database());
        return Command.OTHER;
    }
}
