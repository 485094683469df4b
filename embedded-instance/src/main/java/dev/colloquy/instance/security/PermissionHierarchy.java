package dev.colloquy.instance.security;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which permissions include which (<a
 * href="https://learn.microsoft.com/sql/relational-databases/security/permissions-database-engine">Permissions (Database
 * Engine)</a>), and what the fixed roles may do.
 */
final class PermissionHierarchy {
    private static final String CONTROL = "CONTROL";
    private static final String ALTER = "ALTER";

    /** Permissions that a schema or a database passes on under the same name. */
    private static final Set<String> INHERITED = Set.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "EXECUTE",
            "REFERENCES",
            ALTER,
            "VIEW DEFINITION",
            "TAKE OWNERSHIP",
            CONTROL);

    private static final Set<String> DDL_ADMIN = Set.of(
            "ALTER ANY CERTIFICATE",
            "ALTER ANY CONTRACT",
            "ALTER ANY MESSAGE TYPE",
            "ALTER ANY REMOTE SERVICE BINDING",
            "ALTER ANY ROUTE",
            "ALTER ANY SCHEMA",
            "ALTER ANY SERVICE",
            "ALTER ANY SYMMETRIC KEY",
            "CHECKPOINT",
            "CREATE DEFAULT",
            "CREATE FUNCTION",
            "CREATE PROCEDURE",
            "CREATE QUEUE",
            "CREATE SYNONYM",
            "CREATE TABLE",
            "CREATE TYPE",
            "CREATE VIEW",
            "CREATE XML SCHEMA COLLECTION",
            "REFERENCES");

    private static final Map<Integer, Set<String>> DATABASE_ROLES = Map.of(
            16384, Set.of(CONTROL),
            16385, Set.of("ALTER ANY USER", "CREATE SCHEMA", "CONNECT"),
            16386, Set.of("ALTER ANY ROLE", "ALTER ANY APPLICATION ROLE", "CREATE SCHEMA", "VIEW DEFINITION"),
            16387, DDL_ADMIN,
            16389, Set.of("BACKUP DATABASE", "BACKUP LOG", "CHECKPOINT"),
            16390, Set.of("SELECT"),
            16391, Set.of("INSERT", "UPDATE", "DELETE"));

    private static final Map<Integer, Set<String>> DENYING_ROLES =
            Map.of(16392, Set.of("SELECT"), 16393, Set.of("INSERT", "UPDATE", "DELETE"));

    private static final Map<Integer, Set<String>> SERVER_ROLES = Map.of(
            ServerRole.PUBLIC.id(), Set.of("CONNECT SQL", "VIEW ANY DATABASE"),
            ServerRole.SYSADMIN.id(), Set.of("CONTROL SERVER"),
            ServerRole.SECURITYADMIN.id(), Set.of("ALTER ANY LOGIN"),
            ServerRole.SERVERADMIN.id(),
                    Set.of("ALTER ANY ENDPOINT", "ALTER SERVER STATE", "ALTER SETTINGS", "SHUTDOWN"),
            ServerRole.SETUPADMIN.id(), Set.of("ALTER ANY LINKED SERVER"),
            ServerRole.PROCESSADMIN.id(), Set.of("ALTER ANY CONNECTION", "ALTER SERVER STATE"),
            ServerRole.DISKADMIN.id(), Set.of("ALTER RESOURCES"),
            ServerRole.DBCREATOR.id(), Set.of("ALTER ANY DATABASE"),
            ServerRole.BULKADMIN.id(), Set.of("ADMINISTER BULK OPERATIONS"));

    /**
     * The permissions of which each one suffices.
     *
     * @param onSecurable at the securable itself
     * @param onSchema    at its schema, if it has one
     * @param onTop       at the database or the server that holds it
     */
    record Covering(Set<String> onSecurable, Set<String> onSchema, Set<String> onTop) {}

    private record Wanted(String permission, String securableClass) {}

    private static final Map<Wanted, Covering> KNOWN = new ConcurrentHashMap<>();

    private PermissionHierarchy() {}

    static Covering covering(String permission, Securable securable) {
        Wanted wanted = new Wanted(permission, securable.securableClass());
        Covering known = KNOWN.get(wanted);
        return known != null ? known : remember(wanted, securable.isOfServer());
    }

    private static Covering remember(Wanted wanted, boolean ofServer) {
        String permission = wanted.permission();
        boolean top = wanted.securableClass().equals(Securable.DATABASE)
                || wanted.securableClass().equals(Securable.SERVER);
        Set<String> onTop = new LinkedHashSet<>();
        onTop.add(ofServer ? "CONTROL SERVER" : CONTROL);
        if (top) {
            onTop.add(permission);
            addCreators(onTop, permission);
            addServerStates(onTop, permission);
        } else {
            if (permission.equals(ALTER)) {
                addAlterAny(onTop, wanted.securableClass());
            }
            if (!ofServer && INHERITED.contains(permission)) {
                onTop.add(permission);
            }
            if (ofServer && permission.equals("VIEW DEFINITION")) {
                onTop.add("VIEW ANY DEFINITION");
            }
        }
        Set<String> onSchema = INHERITED.contains(permission) ? withControl(permission) : Set.of(CONTROL);
        Covering covering = new Covering(withControl(permission), onSchema, Set.copyOf(onTop));
        KNOWN.put(wanted, covering);
        return covering;
    }

    private static Set<String> withControl(String permission) {
        return permission.equals(CONTROL) ? Set.of(CONTROL) : Set.of(permission, CONTROL);
    }

    private static void addAlterAny(Set<String> onTop, String securableClass) {
        onTop.add(securableClass.equals(Securable.OBJECT) ? "ALTER ANY SCHEMA" : "ALTER ANY " + securableClass);
        onTop.add(ALTER);
    }

    /** CREATE SERVICE is part of ALTER ANY SERVICE, that of ALTER. */
    private static void addCreators(Set<String> onTop, String permission) {
        if (permission.startsWith("CREATE ANY ")) {
            onTop.add("ALTER ANY " + permission.substring("CREATE ANY ".length()));
        } else if (permission.startsWith("CREATE ")) {
            onTop.add("ALTER ANY " + permission.substring("CREATE ".length()));
            onTop.add(ALTER);
        } else if (permission.startsWith("ALTER ANY ")) {
            onTop.add(ALTER);
        }
    }

    private static void addServerStates(Set<String> onTop, String permission) {
        if (permission.equals("VIEW SERVER STATE")) {
            onTop.add("ALTER SERVER STATE");
        }
    }

    /** What a fixed database role has on the database. */
    static Set<String> grantedTo(int roleId) {
        return DATABASE_ROLES.getOrDefault(roleId, Set.of());
    }

    /** What a fixed database role takes from its members on the database. */
    static Set<String> deniedTo(int roleId) {
        return DENYING_ROLES.getOrDefault(roleId, Set.of());
    }

    /** What a fixed server role has on the server. */
    static Set<String> grantedToServerRole(ServerRole role) {
        return SERVER_ROLES.getOrDefault(role.id(), Set.of());
    }
}
