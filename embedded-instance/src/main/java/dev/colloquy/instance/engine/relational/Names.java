package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.catalog.views.SystemView;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.List;
import java.util.Optional;

/** Finds tables, temporary tables and views by name. */
final class Names {
    private final Storage storage;
    private final Tables tables;
    private final ViewLookup views;
    private final Temporaries temporaries;
    private final IdentityInserts identityInserts = new IdentityInserts();

    Names(Storage storage, Tables tables, ViewLookup views, Temporaries temporaries) {
        this.storage = storage;
        this.tables = tables;
        this.views = views;
        this.temporaries = temporaries;
    }

    IdentityInserts identityInserts() {
        return identityInserts;
    }

    static boolean isTemporary(String name) {
        return name.startsWith("#") || name.startsWith("@");
    }

    long version(int databaseId) {
        return tables.version(databaseId);
    }

    Database database(int databaseId) {
        return storage.databases()
                .withId(databaseId)
                .orElseThrow(() -> new SqlError(911, "The database with id " + databaseId + " does not exist."));
    }

    /** The database that a name means. Error 911 if there is none. */
    Database database(ObjectName name, StatementContext context) {
        if (name.database().isEmpty() || name.database().get().isEmpty()) {
            return context.database();
        }
        return storage.databases()
                .named(name.database().get())
                .orElseThrow(() -> SqlErrors.invalidObjectName(name.toString()));
    }

    /** The schemas in which to look for a name: the written one, or the user's default one and dbo. */
    List<String> schemas(ObjectName name, StatementContext context) {
        Optional<String> written = name.schema().filter(schema -> !schema.isEmpty());
        if (written.isPresent()) {
            return List.of(written.get());
        }
        String own = defaultSchema(context);
        return own.equalsIgnoreCase("dbo") ? List.of("dbo") : List.of(own, "dbo");
    }

    static String defaultSchema(StatementContext context) {
        return context.user().defaultSchema().orElse("dbo");
    }

    Optional<StoredTable> table(ObjectName name, StatementContext context) {
        if (isTemporary(name.name())) {
            return Optional.of(temporary(name.name(), context));
        }
        Database database = database(name, context);
        for (String schema : schemas(name, context)) {
            Optional<TableDefinition> table = tables.table(database.id(), schema, name.name());
            if (table.isPresent()) {
                return table.map(definition -> StoredTable.of(database, definition));
            }
        }
        return Optional.empty();
    }

    /** The tables in the database of a table. */
    List<TableDefinition> tables(StoredTable table) {
        return table.temporary() ? List.of() : tables.tables(table.definition().databaseId());
    }

    Optional<StoredTable> tableWithId(int databaseId, int objectId) {
        return tables.tableWithId(databaseId, objectId)
                .map(definition -> StoredTable.of(database(databaseId), definition));
    }

    /** The table that has the constraint of that id. */
    Optional<StoredTable> tableOfConstraint(int databaseId, int constraintId) {
        return tables.tables(databaseId).stream()
                .filter(table -> table.constraints().stream().anyMatch(c -> c.objectId() == constraintId))
                .findFirst()
                .map(definition -> StoredTable.of(database(databaseId), definition));
    }

    /** The table of that name. Error 208 if there is none. */
    StoredTable require(ObjectName name, StatementContext context) {
        return table(name, context).orElseThrow(() -> SqlErrors.invalidObjectName(name.toString()));
    }

    /** A temporary table or table variable of the session. */
    StoredTable temporary(String name, StatementContext context) {
        return temporaries
                .find(context.tableVariable(name), context.transaction())
                .orElseThrow(() -> SqlErrors.invalidObjectName(name));
    }

    Optional<SystemView> view(Database database, String schema, String name) {
        return views.find(database, schema, name);
    }
}
