package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.SessionFunctions.Arguments;
import dev.colloquy.instance.engine.SessionFunctions.Registry;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Principals;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.types.SqlType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who the session is and what it may do. */
final class PrincipalFunctions {
    private PrincipalFunctions() {}

    static void addTo(Registry registry) {
        SqlType name = SqlType.SYSNAME;
        for (String function : new String[] {"CURRENT_USER", "SESSION_USER", "USER"}) {
            registry.add(function, name, 0, 0, a -> a.scope().user().name());
        }
        for (String function : new String[] {"SYSTEM_USER", "ORIGINAL_LOGIN"}) {
            registry.add(function, name, 0, 0, a -> a.scope().login().name());
        }
        registry.add("USER_NAME", name, 0, 1, PrincipalFunctions::userName);
        for (String function : new String[] {"USER_ID", "DATABASE_PRINCIPAL_ID"}) {
            registry.add(function, SqlType.INT, 0, 1, PrincipalFunctions::userId);
        }
        registry.add("SUSER_SNAME", name, 0, 1, PrincipalFunctions::loginNameBySid);
        registry.add("SUSER_NAME", name, 0, 1, PrincipalFunctions::loginName);
        registry.add("SUSER_ID", SqlType.INT, 0, 1, a -> login(a).map(Login::id).orElse(null));
        registry.add(
                "SUSER_SID",
                SqlType.varbinary(85),
                0,
                2,
                a -> login(a).map(Login::sid).orElse(null));
        registry.add("IS_SRVROLEMEMBER", SqlType.INT, 1, 2, PrincipalFunctions::isServerRoleMember);
        registry.add(
                "IS_MEMBER",
                SqlType.INT,
                1,
                1,
                a -> isRoleMember(a, Optional.of(a.scope().user())));
        registry.add(
                "IS_ROLEMEMBER",
                SqlType.INT,
                1,
                2,
                a -> isRoleMember(a, a.size() == 1 ? Optional.of(a.scope().user()) : named(a, a.text(1))));
        registry.add("HAS_PERMS_BY_NAME", SqlType.INT, 3, 5, PrincipalFunctions::hasPermission);
    }

    private static Principals principals(Arguments a) {
        return a.scope().session().instance().security().principals();
    }

    private static Optional<Principal> named(Arguments a, String name) {
        return name == null
                ? Optional.empty()
                : principals(a).named(a.scope().database().id(), name);
    }

    private static Object userName(Arguments a) {
        if (a.size() == 0) {
            return a.scope().user().name();
        }
        Integer id = a.integer(0);
        return id == null
                ? null
                : principals(a)
                        .withId(a.scope().database().id(), id)
                        .map(Principal::name)
                        .orElse(null);
    }

    private static Object userId(Arguments a) {
        return a.size() == 0
                ? (Object) a.scope().user().id()
                : named(a, a.text(0)).map(Principal::id).orElse(null);
    }

    private static Object loginNameBySid(Arguments a) {
        if (a.size() == 0) {
            return a.scope().login().name();
        }
        if (a.isNull(0)) {
            return null;
        }
        byte[] sid = (byte[])
                Conversions.convert(a.values().get(0), SqlType.varbinary(85)).value();
        return a.scope().session().instance().security().logins().all().stream()
                .filter(login -> Arrays.equals(login.sid(), sid))
                .map(Login::name)
                .findFirst()
                .orElse(null);
    }

    private static Object loginName(Arguments a) {
        if (a.size() == 0) {
            return a.scope().login().name();
        }
        Integer id = a.integer(0);
        return id == null
                ? null
                : a.scope()
                        .session()
                        .instance()
                        .security()
                        .logins()
                        .withId(id)
                        .map(Login::name)
                        .orElse(null);
    }

    private static Optional<Login> login(Arguments a) {
        if (a.size() == 0) {
            return Optional.of(a.scope().login());
        }
        String name = a.text(0);
        return name == null
                ? Optional.empty()
                : a.scope().session().instance().security().logins().named(name);
    }

    private static Object isServerRoleMember(Arguments a) {
        String role = a.text(0);
        Optional<Login> login = a.size() == 1
                ? Optional.of(a.scope().login())
                : Optional.ofNullable(a.text(1))
                        .flatMap(name -> a.scope()
                                .session()
                                .instance()
                                .security()
                                .logins()
                                .named(name));
        if (role == null || login.isEmpty()) {
            return null;
        }
        return a.scope().session().instance().security().logins().isMember(login.get(), role) ? 1 : 0;
    }

    private static Object isRoleMember(Arguments a, Optional<Principal> member) {
        String role = a.text(0);
        if (member.isEmpty() || named(a, role).filter(Principal::isRole).isEmpty()) {
            return null;
        }
        boolean owner = member.get().id() == Principal.DBO && role.equalsIgnoreCase("db_owner");
        return owner || principals(a).isMember(member.get(), role) ? 1 : 0;
    }

    /** HAS_PERMS_BY_NAME for objects, databases and the server; NULL for a securable that does not exist. */
    private static Object hasPermission(Arguments a) {
        String permission = a.text(2);
        if (permission == null) {
            return null;
        }
        String securableClass = a.isNull(1) ? "SERVER" : a.text(1).toUpperCase(Locale.ROOT);
        Scope scope = a.scope();
        int database = scope.database().id();
        var permissions = scope.session().instance().security().permissions();
        String upper = permission.toUpperCase(Locale.ROOT);
        boolean allowed;
        switch (securableClass) {
            case "SERVER" -> allowed = permissions.allows(scope.login(), upper, Securable.server());
            case "DATABASE" ->
                allowed = permissions.allows(scope.user(), upper, Securable.database(database), Principal.DBO);
            case "OBJECT" -> {
                var object =
                        Optional.ofNullable(a.text(0)).flatMap(n -> CatalogFunctions.find(NameParser.parse(n), scope));
                if (object.isEmpty()) {
                    return null;
                }
                Securable securable =
                        Securable.object(object.get().databaseId(), object.get().objectId());
                allowed = permissions.allows(
                        scope.user(),
                        upper,
                        securable,
                        object.get().schemaId(),
                        object.get().schemaOwnerId());
            }
            default -> {
                return null;
            }
        }
        return allowed ? 1 : 0;
    }
}
