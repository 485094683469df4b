package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Logins;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.RoleMember;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.ServerRole;
import dev.colloquy.instance.types.SqlType;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Logins, server roles, users and database roles. */
final class PrincipalViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final LocalDateTime ROLES_CREATED = LocalDateTime.of(2009, 4, 13, 12, 59, 6, 30_000_000);

    private static final List<String> NAMES = List.of(
            "database_principals", "database_role_members", "server_principals", "sql_logins", "server_role_members");

    private final Sources sources;

    PrincipalViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "database_principals" -> databasePrincipals();
            case "database_role_members" -> databaseRoleMembers();
            case "server_principals" -> serverPrincipals();
            case "sql_logins" -> sqlLogins();
            case "server_role_members" -> serverRoleMembers();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Stream<Principal> visiblePrincipals(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.security().principals().all(scope.databaseId()).stream()
                .filter(principal -> principal.isFixed()
                        || visibility.is(principal.id())
                        || visibility.sees(
                                new Securable("USER", principal.databaseId(), principal.id()), principal.ownerId()));
    }

    private View<?> databasePrincipals() {
        return View.<Principal>of(this::visiblePrincipals)
                .column("name", SqlType.SYSNAME, Principal::name)
                .column("principal_id", SqlType.INT, Principal::id)
                .column("type", SqlType.charOf(1), row -> row.isRole() ? "R" : "S")
                .nullable("type_desc", DESCRIPTION, row -> row.isRole() ? "DATABASE_ROLE" : "SQL_USER")
                .nullable(
                        "default_schema_name",
                        SqlType.SYSNAME,
                        row -> row.defaultSchema().orElse(null))
                .column("create_date", SqlType.DATETIME, Principal::created)
                .column("modify_date", SqlType.DATETIME, Principal::created)
                .nullable("owning_principal_id", SqlType.INT, row -> row.isRole() ? row.ownerId() : null)
                .nullable("sid", Types.SID, row -> row.sid().length == 0 ? null : row.sid())
                .column("is_fixed_role", SqlType.BIT, Principal::isFixedRole)
                .column("authentication_type", SqlType.INT, row -> row.loginId().isPresent() ? 1 : 0)
                .nullable(
                        "authentication_type_desc",
                        DESCRIPTION,
                        row -> row.loginId().isPresent() ? "INSTANCE" : "NONE")
                .nulls(SqlType.SYSNAME, "default_language_name")
                .nulls(SqlType.INT, "default_language_lcid")
                .zeros("allow_encrypted_value_modifications");
    }

    private View<?> databaseRoleMembers() {
        return View.<RoleMember>of(scope -> sources.security().principals().members(scope.databaseId()).stream())
                .column("role_principal_id", SqlType.INT, RoleMember::roleId)
                .column("member_principal_id", SqlType.INT, RoleMember::memberId);
    }

    /** A login or a server role. */
    private record ServerPrincipal(
            String name,
            int id,
            byte[] sid,
            boolean role,
            boolean disabled,
            LocalDateTime created,
            LocalDateTime modified,
            String defaultDatabase) {}

    private ServerPrincipal of(Login login) {
        return new ServerPrincipal(
                login.name(),
                login.id(),
                login.sid(),
                false,
                login.disabled(),
                login.created(),
                sources.security().logins().modified(login),
                login.defaultDatabase());
    }

    private static ServerPrincipal of(ServerRole role) {
        byte[] sid = {(byte) role.id()};
        return new ServerPrincipal(role.sqlName(), role.id(), sid, true, false, ROLES_CREATED, ROLES_CREATED, null);
    }

    private Stream<ServerPrincipal> visibleLogins(ViewScope scope) {
        Logins logins = sources.security().logins();
        boolean everything = sources.security()
                        .permissions()
                        .allows(scope.login(), "ALTER ANY LOGIN", Securable.server())
                || sources.security().permissions().allows(scope.login(), "VIEW ANY DEFINITION", Securable.server());
        return logins.all().stream()
                .filter(login -> everything
                        || login.id() == Login.SA
                        || login.id() == scope.login().id())
                .map(this::of);
    }

    private Stream<ServerPrincipal> visibleServerPrincipals(ViewScope scope) {
        return Stream.concat(
                visibleLogins(scope), Arrays.stream(ServerRole.values()).map(PrincipalViews::of));
    }

    private View<?> serverPrincipals() {
        return View.<ServerPrincipal>of(this::visibleServerPrincipals)
                .with(PrincipalViews::serverPrincipal)
                .nullable("owning_principal_id", SqlType.INT, row -> row.role() ? Login.SA : null)
                .column("is_fixed_role", SqlType.BIT, row -> row.role() && row.id() != ServerRole.PUBLIC.id());
    }

    private View<?> sqlLogins() {
        return View.<ServerPrincipal>of(this::visibleLogins)
                .with(PrincipalViews::serverPrincipal)
                .nullable("is_policy_checked", SqlType.BIT, row -> true)
                .nullable("is_expiration_checked", SqlType.BIT, row -> false)
                .nulls(SqlType.varbinary(256), "password_hash");
    }

    private static View<ServerPrincipal> serverPrincipal(View<ServerPrincipal> view) {
        return view.column("name", SqlType.SYSNAME, ServerPrincipal::name)
                .column("principal_id", SqlType.INT, ServerPrincipal::id)
                .nullable("sid", Types.SID, ServerPrincipal::sid)
                .column("type", SqlType.charOf(1), row -> row.role() ? "R" : "S")
                .nullable("type_desc", DESCRIPTION, row -> row.role() ? "SERVER_ROLE" : "SQL_LOGIN")
                .nullable("is_disabled", SqlType.BIT, ServerPrincipal::disabled)
                .column("create_date", SqlType.DATETIME, ServerPrincipal::created)
                .column("modify_date", SqlType.DATETIME, ServerPrincipal::modified)
                .nullable("default_database_name", SqlType.SYSNAME, ServerPrincipal::defaultDatabase)
                .nullable("default_language_name", SqlType.SYSNAME, row -> row.role() ? null : "us_english")
                .nulls(SqlType.INT, "credential_id");
    }

    private View<?> serverRoleMembers() {
        return View.<RoleMember>of(scope -> roleMembers())
                .column("role_principal_id", SqlType.INT, RoleMember::roleId)
                .column("member_principal_id", SqlType.INT, RoleMember::memberId);
    }

    private Stream<RoleMember> roleMembers() {
        Logins logins = sources.security().logins();
        return logins.all().stream()
                .flatMap(login -> Arrays.stream(ServerRole.values())
                        .filter(role -> role != ServerRole.PUBLIC && logins.isMember(login, role.sqlName()))
                        .map(role -> new RoleMember(role.id(), login.id())));
    }
}
