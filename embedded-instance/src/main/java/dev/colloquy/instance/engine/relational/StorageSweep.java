package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.StorageSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Removes from H2, at start, the tables and columns that no definition knows: what a crash has left between a
 * definition's change in H2 and the commit of its transaction.
 */
final class StorageSweep {
    private final Storage storage;
    private final Set<String> known = new HashSet<>();
    private final Set<String> knownTables = new HashSet<>();
    private final Set<String> schemas = new HashSet<>();

    StorageSweep(Storage storage, Tables tables) {
        this.storage = storage;
        for (Database database : storage.databases().all()) {
            tables.schemas(database.id()).forEach(schema -> schemas.add(key(database.storageSchema(schema.name()))));
            for (TableDefinition table : tables.tables(database.id())) {
                String schema = database.storageSchema(table.schema());
                knownTables.add(key(schema, table.storageName()));
                for (ColumnDefinition column : table.columns()) {
                    known.add(key(schema, table.storageName(), column.storageName()));
                }
            }
        }
    }

    private static String key(String... parts) {
        return String.join("\0", parts).toLowerCase(Locale.ROOT);
    }

    void run() {
        Set<String> unknown = new HashSet<>();
        try (StorageSession session = storage.openSession();
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_schema, table_name, column_name"
                        + " FROM INFORMATION_SCHEMA.columns WHERE table_name LIKE '%#%'")) {
            while (rows.next()) {
                String schema = rows.getString(1);
                String table = rows.getString(2);
                String column = rows.getString(3);
                String sql = Storage.quote(schema) + "." + Storage.quote(table);
                if (!schemas.contains(key(schema))) {
                    continue;
                }
                if (!knownTables.contains(key(schema, table))) {
                    unknown.add("DROP TABLE IF EXISTS " + sql + " CASCADE");
                } else if (!known.contains(key(schema, table, column))) {
                    unknown.add("ALTER TABLE " + sql + " DROP COLUMN IF EXISTS " + Storage.quote(column));
                }
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
        unknown.forEach(sql -> DefinitionChanges.quietly(() -> storage.define(sql)));
    }
}
