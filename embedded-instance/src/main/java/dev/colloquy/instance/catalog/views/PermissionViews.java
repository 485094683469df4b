package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.security.PermissionEntry;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code sys.database_permissions} and {@code sys.server_permissions}. */
final class PermissionViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final int CODE_LENGTH = 4;

    /** Number and description of a class of securables. */
    private record SecurableClass(int number, String description) {}

    private static final Map<String, SecurableClass> CLASSES = Map.ofEntries(
            Map.entry(Securable.DATABASE, new SecurableClass(0, "DATABASE")),
            Map.entry(Securable.OBJECT, new SecurableClass(1, "OBJECT_OR_COLUMN")),
            Map.entry(Securable.SCHEMA, new SecurableClass(3, "SCHEMA")),
            Map.entry("USER", new SecurableClass(4, "DATABASE_PRINCIPAL")),
            Map.entry("ROLE", new SecurableClass(4, "DATABASE_PRINCIPAL")),
            Map.entry(Securable.MESSAGE_TYPE, new SecurableClass(15, "MESSAGE_TYPE")),
            Map.entry(Securable.CONTRACT, new SecurableClass(16, "SERVICE_CONTRACT")),
            Map.entry(Securable.SERVICE, new SecurableClass(17, "SERVICE")),
            Map.entry(Securable.REMOTE_SERVICE_BINDING, new SecurableClass(18, "REMOTE_SERVICE_BINDING")),
            Map.entry(Securable.ROUTE, new SecurableClass(19, "ROUTE")),
            Map.entry("SYMMETRIC KEY", new SecurableClass(24, "SYMMETRIC_KEYS")),
            Map.entry(Securable.CERTIFICATE, new SecurableClass(25, "CERTIFICATE")),
            Map.entry(Securable.SERVER, new SecurableClass(100, "SERVER")),
            Map.entry("LOGIN", new SecurableClass(101, "SERVER_PRINCIPAL")),
            Map.entry(Securable.ENDPOINT, new SecurableClass(105, "ENDPOINT")));

    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("ALTER", "AL"),
            Map.entry("ALTER ANY CERTIFICATE", "ALCF"),
            Map.entry("ALTER ANY CONNECTION", "ALCO"),
            Map.entry("ALTER ANY CONTRACT", "ALSC"),
            Map.entry("ALTER ANY DATABASE", "ALDB"),
            Map.entry("ALTER ANY ENDPOINT", "ALHE"),
            Map.entry("ALTER ANY LOGIN", "ALLG"),
            Map.entry("ALTER ANY MESSAGE TYPE", "ALMT"),
            Map.entry("ALTER ANY REMOTE SERVICE BINDING", "ALSB"),
            Map.entry("ALTER ANY ROLE", "ALRL"),
            Map.entry("ALTER ANY ROUTE", "ALRT"),
            Map.entry("ALTER ANY SCHEMA", "ALSM"),
            Map.entry("ALTER ANY SERVICE", "ALSV"),
            Map.entry("ALTER ANY SYMMETRIC KEY", "ALSK"),
            Map.entry("ALTER ANY USER", "ALUS"),
            Map.entry("ALTER SERVER STATE", "ALSS"),
            Map.entry("ALTER SETTINGS", "ALST"),
            Map.entry("AUTHENTICATE", "AUTH"),
            Map.entry("AUTHENTICATE SERVER", "AUTH"),
            Map.entry("CHECKPOINT", "CP"),
            Map.entry("CONNECT", "CO"),
            Map.entry("CONNECT SQL", "COSQ"),
            Map.entry("CONTROL", "CL"),
            Map.entry("CONTROL SERVER", "CL"),
            Map.entry("CREATE ANY DATABASE", "CRDB"),
            Map.entry("CREATE CERTIFICATE", "CRCF"),
            Map.entry("CREATE CONTRACT", "CRSC"),
            Map.entry("CREATE DATABASE", "CRDB"),
            Map.entry("CREATE ENDPOINT", "CRHE"),
            Map.entry("CREATE FUNCTION", "CRFN"),
            Map.entry("CREATE MESSAGE TYPE", "CRMT"),
            Map.entry("CREATE PROCEDURE", "CRPR"),
            Map.entry("CREATE QUEUE", "CRQU"),
            Map.entry("CREATE REMOTE SERVICE BINDING", "CRSB"),
            Map.entry("CREATE ROLE", "CRRL"),
            Map.entry("CREATE ROUTE", "CRRT"),
            Map.entry("CREATE SCHEMA", "CRSM"),
            Map.entry("CREATE SERVICE", "CRSV"),
            Map.entry("CREATE TABLE", "CRTB"),
            Map.entry("CREATE TYPE", "CRTY"),
            Map.entry("CREATE VIEW", "CRVW"),
            Map.entry("DELETE", "DL"),
            Map.entry("EXECUTE", "EX"),
            Map.entry("IMPERSONATE", "IM"),
            Map.entry("INSERT", "IN"),
            Map.entry("RECEIVE", "RC"),
            Map.entry("REFERENCES", "RF"),
            Map.entry("SELECT", "SL"),
            Map.entry("SEND", "SN"),
            Map.entry("SHOWPLAN", "SPLN"),
            Map.entry("SHUTDOWN", "SHDN"),
            Map.entry("TAKE OWNERSHIP", "TO"),
            Map.entry("UPDATE", "UP"),
            Map.entry("VIEW ANY DATABASE", "VWDB"),
            Map.entry("VIEW ANY DEFINITION", "VWAD"),
            Map.entry("VIEW DATABASE STATE", "VWDS"),
            Map.entry("VIEW DEFINITION", "VW"),
            Map.entry("VIEW SERVER STATE", "VWSS"));

    private static final List<String> NAMES = List.of("database_permissions", "server_permissions");

    private final Sources sources;

    PermissionViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "database_permissions" -> permissions(this::ofDatabase);
            case "server_permissions" -> permissions(this::ofServer);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Stream<PermissionEntry> ofDatabase(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.security().permissions().all(scope.databaseId()).stream()
                .filter(entry -> visibility.everything() || visibility.is(entry.granteeId()));
    }

    private Stream<PermissionEntry> ofServer(ViewScope scope) {
        boolean everything = sources.security().logins().isSysadmin(scope.login())
                || sources.security().permissions().allows(scope.login(), "VIEW ANY DEFINITION", Securable.server());
        return sources.security().permissions().all(0).stream()
                .filter(entry ->
                        everything || entry.granteeId() == scope.login().id());
    }

    private static View<?> permissions(Function<ViewScope, Stream<PermissionEntry>> entries) {
        return View.of(entries)
                .column("class", SqlType.TINYINT, row -> classOf(row).number())
                .nullable("class_desc", DESCRIPTION, row -> classOf(row).description())
                .column("major_id", SqlType.INT, row -> row.securable().majorId())
                .constant("minor_id", SqlType.INT, 0)
                .column("grantee_principal_id", SqlType.INT, PermissionEntry::granteeId)
                .column("grantor_principal_id", SqlType.INT, PermissionEntry::grantorId)
                .column("type", SqlType.charOf(CODE_LENGTH), row -> code(row.permission()))
                .nullable("permission_name", SqlType.nvarchar(128), PermissionEntry::permission)
                .column("state", SqlType.charOf(1), row -> row.state().code())
                .nullable("state_desc", DESCRIPTION, row -> row.state().name());
    }

    private static SecurableClass classOf(PermissionEntry entry) {
        String name = entry.securable().securableClass();
        SecurableClass known = CLASSES.get(name);
        return known != null ? known : new SecurableClass(1, name.replace(' ', '_'));
    }

    private static String code(String permission) {
        String code = CODES.getOrDefault(permission, "");
        return code + " ".repeat(CODE_LENGTH - code.length());
    }
}
