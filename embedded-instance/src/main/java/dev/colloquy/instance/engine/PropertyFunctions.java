package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.views.CatalogObject;
import dev.colloquy.instance.catalog.views.ObjectType;
import dev.colloquy.instance.engine.SessionFunctions.Arguments;
import dev.colloquy.instance.engine.SessionFunctions.Registry;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.Locale;
import java.util.Optional;

/** SERVERPROPERTY, DATABASEPROPERTYEX, OBJECTPROPERTY, COLUMNPROPERTY and CONNECTIONPROPERTY; NULL for what they lack. */
final class PropertyFunctions {
    private PropertyFunctions() {}

    static void addTo(Registry registry) {
        SqlType variant = SqlType.SQL_VARIANT;
        registry.add(
                "SERVERPROPERTY",
                variant,
                1,
                1,
                a -> a.isNull(0)
                        ? null
                        : ServerProperties.value(
                                a.text(0), a.scope().session().instance().serverName()));
        registry.add("DATABASEPROPERTYEX", variant, 2, 2, PropertyFunctions::database);
        registry.add("CONNECTIONPROPERTY", variant, 1, 1, PropertyFunctions::connection);
        registry.add("OBJECTPROPERTY", SqlType.INT, 2, 2, PropertyFunctions::object);
        registry.add("OBJECTPROPERTYEX", variant, 2, 2, a -> {
            Object value = object(a);
            return value == null ? null : ServerProperties.number((Integer) value);
        });
        registry.add("COLUMNPROPERTY", SqlType.INT, 3, 3, PropertyFunctions::column);
    }

    private static Object database(Arguments a) {
        String name = a.text(0);
        String property = a.text(1);
        Optional<Database> database = name == null
                ? Optional.empty()
                : a.scope().session().instance().storage().databases().named(name);
        if (property == null || database.isEmpty()) {
            return null;
        }
        return switch (property.toUpperCase(Locale.ROOT)) {
            case "COLLATION" -> ServerProperties.text(ServerProperties.COLLATION);
            case "STATUS" -> ServerProperties.text("ONLINE");
            case "UPDATEABILITY" -> ServerProperties.text("READ_WRITE");
            case "USERACCESS" -> ServerProperties.text("MULTI_USER");
            case "RECOVERY" -> ServerProperties.text("SIMPLE");
            case "VERSION" -> ServerProperties.number(957);
            case "ISANSINULLSENABLED", "ISQUOTEDIDENTIFIERSENABLED", "ISANSINULLDEFAULT", "ISREADCOMMITTEDSNAPSHOT" ->
                ServerProperties.number(1);
            case "ISAUTOCLOSE", "ISAUTOSHRINK", "ISINSTANDBY", "ISFULLTEXTENABLED" -> ServerProperties.number(0);
            default -> null;
        };
    }

    private static Object connection(Arguments a) {
        if (a.isNull(0)) {
            return null;
        }
        return switch (a.text(0).toUpperCase(Locale.ROOT)) {
            case "NET_TRANSPORT", "PHYSICAL_NET_TRANSPORT" -> variantText("TCP");
            case "PROTOCOL_TYPE" -> variantText("TSQL");
            case "AUTH_SCHEME" -> variantText("SQL");
            case "CLIENT_NET_ADDRESS" ->
                variantText(a.scope().session().request().clientAddress());
            default -> null;
        };
    }

    private static SqlValue variantText(String value) {
        return SqlValue.of(SqlType.nvarchar(48), value);
    }

    private static Object object(Arguments a) {
        Integer id = a.integer(0);
        String property = a.text(1);
        int database = a.scope().database().id();
        Optional<CatalogObject> object = id == null
                ? Optional.empty()
                : a.scope().session().instance().objects().withId(database, id);
        if (property == null || object.isEmpty()) {
            return null;
        }
        ObjectType type = object.get().type();
        return switch (property.toUpperCase(Locale.ROOT)) {
            case "ISTABLE", "ISUSERTABLE" -> flag(type == ObjectType.USER_TABLE);
            case "ISVIEW" -> flag(type == ObjectType.VIEW);
            case "ISPROCEDURE" -> flag(type == ObjectType.SQL_STORED_PROCEDURE);
            case "ISQUEUE" -> flag(type == ObjectType.SERVICE_QUEUE);
            case "ISPRIMARYKEY" -> flag(type == ObjectType.PRIMARY_KEY_CONSTRAINT);
            case "ISUNIQUECNST" -> flag(type == ObjectType.UNIQUE_CONSTRAINT);
            case "ISFOREIGNKEY" -> flag(type == ObjectType.FOREIGN_KEY_CONSTRAINT);
            case "ISCHECKCNST" -> flag(type == ObjectType.CHECK_CONSTRAINT);
            case "ISDEFAULTCNST" -> flag(type == ObjectType.DEFAULT_CONSTRAINT);
            case "ISMSSHIPPED" -> flag(object.get().systemObject());
            case "ISTRIGGER", "ISSCALARFUNCTION", "ISTABLEFUNCTION", "ISINLINEFUNCTION" -> 0;
            case "OWNERID" -> object.get().schemaOwnerId();
            case "SCHEMAID" -> object.get().schemaId();
            case "TABLEHASIDENTITY" ->
                table(a, object.get())
                        .map(t -> flag(t.identityColumn().isPresent()))
                        .orElse(null);
            default -> null;
        };
    }

    private static Optional<TableDefinition> table(Arguments a, CatalogObject object) {
        return a.scope().session().instance().tables().tableWithId(object.databaseId(), object.objectId());
    }

    private static Object column(Arguments a) {
        Integer id = a.integer(0);
        String column = a.text(1);
        String property = a.text(2);
        if (id == null || column == null || property == null) {
            return null;
        }
        Optional<ColumnDefinition> found = a.scope()
                .session()
                .instance()
                .tables()
                .tableWithId(a.scope().database().id(), id)
                .flatMap(table -> table.column(column));
        return found.map(c -> property(c, property)).orElse(null);
    }

    private static Integer property(ColumnDefinition column, String property) {
        return switch (property.toUpperCase(Locale.ROOT)) {
            case "ALLOWSNULL" -> flag(column.nullable());
            case "ISIDENTITY" -> flag(column.identity().isPresent());
            case "ISCOMPUTED" -> flag(column.computed().isPresent());
            case "ISROWGUIDCOL" -> flag(column.rowGuid());
            case "COLUMNID" -> column.columnId();
            case "PRECISION" ->
                column.type().precision() != 0
                        ? Integer.valueOf(column.type().precision())
                        : column.type().length() == 0
                                ? null
                                : Integer.valueOf(column.type().length());
            case "SCALE" -> column.type().scale();
            default -> null;
        };
    }

    private static Integer flag(boolean value) {
        return value ? 1 : 0;
    }
}
