package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;

/**
 * A table whose rows are in H2.
 *
 * @param sql       its name in H2's SQL
 * @param database  the name of its database, for messages
 * @param temporary whether it is a table variable or temporary table of the session
 */
record StoredTable(TableDefinition definition, String sql, String database, boolean temporary) {
    static StoredTable of(Database database, TableDefinition definition) {
        return new StoredTable(
                definition,
                Storage.quote(database.storageSchema(definition.schema())) + "."
                        + Storage.quote(definition.storageName()),
                database.name(),
                false);
    }

    /** {@code dbo.t}, as duplicate key errors name the table. */
    String objectName() {
        return isVariable() ? definition.name() : definition.schema() + "." + definition.name();
    }

    /** {@code db.dbo.t}, as errors about columns name the table. */
    String fullName() {
        return isVariable() ? definition.name() : database + "." + objectName();
    }

    private boolean isVariable() {
        return temporary && definition.name().startsWith("@");
    }
}
