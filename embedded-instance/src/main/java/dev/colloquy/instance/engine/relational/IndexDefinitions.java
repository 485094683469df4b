package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE INDEX and DROP INDEX. On a temporary table H2 gets no index, since creating one would commit. */
final class IndexDefinitions {
    private final Storage storage;
    private final Tables tables;
    private final Names names;
    private final Temporaries temporaries;

    IndexDefinitions(Storage storage, Tables tables, Names names, Temporaries temporaries) {
        this.storage = storage;
        this.tables = tables;
        this.names = names;
        this.temporaries = temporaries;
    }

    void create(DefinitionStatement.CreateIndex create, StatementContext context) {
        context.lockDefinitions();
        StoredTable table = names.table(create.table(), context)
                .orElseThrow(() -> new SqlError(
                        1088,
                        16,
                        12,
                        "Cannot find the object \"" + create.table()
                                + "\" because it does not exist or you do not have permissions."));
        TableDefinition changed = new TableBuilder(
                        table.definition(),
                        () -> tables.nextObjectId(table.definition().databaseId()),
                        context,
                        name -> names.require(name, context).definition())
                .addIndex(create.index(), create.included())
                .build(table.definition().created());
        IndexDefinition index = changed.indexes().get(changed.indexes().size() - 1);
        requireIndexable(changed, index);
        if (table.temporary()) {
            if (index.unique()) {
                throw SqlErrors.notSupported("CREATE UNIQUE INDEX on a temporary table");
            }
            temporaries.replace(context.tableVariable(create.table().name()), changed, context.transaction());
            return;
        }
        Ddl ddl = new Ddl(storage, context);
        ddl.requireUntouched(table, "CREATE INDEX");
        ddl.run(
                TableDdl.index(table, index),
                drop(table, index),
                e -> Ddl.isDuplicate(e) ? duplicate(e, table, index) : e);
        tables.put(context.transaction(), changed);
    }

    private static void requireIndexable(TableDefinition table, IndexDefinition index) {
        for (IndexDefinition.Column column : index.columns()) {
            if (StorageTypes.isLarge(table.column(column.name()).orElseThrow().type())) {
                throw new SqlError(
                        1919,
                        "Column '" + column.name() + "' in table '" + table.schema() + "." + table.name()
                                + "' is of a type that is invalid for use as a key column in an index.");
            }
        }
    }

    private static String drop(StoredTable table, IndexDefinition index) {
        String schema = table.sql()
                .substring(
                        0,
                        table.sql().length()
                                - Storage.quote(table.definition().storageName())
                                        .length());
        return "DROP INDEX IF EXISTS " + schema + Storage.quote(TableDdl.indexName(table.definition(), index));
    }

    private static SqlError duplicate(SqlError e, StoredTable table, IndexDefinition index) {
        return new SqlError(
                        1505,
                        "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object"
                                + " name '" + table.objectName() + "' and the index name '" + index.name() + "'.")
                .causedBy(e.getCause());
    }

    void drop(DefinitionStatement.DropIndex drop, StatementContext context) {
        context.lockDefinitions();
        Optional<StoredTable> table = names.table(drop.table(), context);
        Optional<IndexDefinition> index = table.flatMap(t -> t.definition().index(drop.name()));
        if (index.isEmpty()) {
            if (drop.ifExists()) {
                return;
            }
            throw new SqlError(
                    3701,
                    11,
                    6,
                    "Cannot drop the index '" + drop.table() + "." + drop.name()
                            + "', because it does not exist or you do not have permission.");
        }
        drop(table.get(), index.get(), drop, context);
    }

    private void drop(
            StoredTable table, IndexDefinition index, DefinitionStatement.DropIndex drop, StatementContext context) {
        if (index.primaryKey() || index.uniqueConstraint()) {
            throw new SqlError(
                    3723,
                    "An explicit DROP INDEX is not allowed on index '" + drop.table() + "." + index.name()
                            + "'. It is being used for " + (index.primaryKey() ? "PRIMARY" : "UNIQUE")
                            + " KEY constraint enforcement.");
        }
        List<IndexDefinition> left = new ArrayList<>(table.definition().indexes());
        left.remove(index);
        TableDefinition changed = table.definition().withIndexes(left, TableBuilder.now(context));
        if (table.temporary()) {
            temporaries.replace(context.tableVariable(drop.table().name()), changed, context.transaction());
            return;
        }
        Ddl ddl = new Ddl(storage, context);
        ddl.requireUntouched(table, "DROP INDEX");
        ddl.run(drop(table, index), TableDdl.index(table, index));
        tables.put(context.transaction(), changed);
    }
}
