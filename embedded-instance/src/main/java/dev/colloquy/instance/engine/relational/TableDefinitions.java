package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** CREATE TABLE, DROP TABLE and the table of SELECT … INTO. */
final class TableDefinitions {
    private final Storage storage;
    private final Tables tables;
    private final Procedures procedures;
    private final Names names;
    private final Temporaries temporaries;

    TableDefinitions(Storage storage, Tables tables, Procedures procedures, Names names, Temporaries temporaries) {
        this.storage = storage;
        this.tables = tables;
        this.procedures = procedures;
        this.names = names;
        this.temporaries = temporaries;
    }

    void create(DefinitionStatement.CreateTable create, StatementContext context) {
        if (Names.isTemporary(create.name().name())) {
            String name = create.name().name();
            temporaries.create(context.tableVariable(name), name, create.elements(), create.indexes(), context);
            return;
        }
        create(create.name(), context, builder -> {
            builder.add(create.elements());
            create.indexes().forEach(index -> builder.addIndex(index, List.of()));
            return builder;
        });
    }

    /** Creates the table of SELECT … INTO. */
    StoredTable create(ObjectName name, List<Output> outputs, StatementContext context) {
        if (Names.isTemporary(name.name())) {
            return temporaries.create(context.tableVariable(name.name()), name.name(), outputs, context);
        }
        return create(name, context, builder -> builder.addResult(outputs));
    }

    private StoredTable create(ObjectName name, StatementContext context, UnaryOperator<TableBuilder> fill) {
        context.lockDefinitions();
        Database database = names.database(name, context);
        SchemaDefinition schema = requireSchema(database, name, context);
        requireFree(database, schema.name(), name.name());
        TableDefinition start = TableBuilder.empty(
                database.id(), tables.nextObjectId(database.id()), schema.name(), name.name(), context);
        TableBuilder builder = new TableBuilder(
                start,
                () -> tables.nextObjectId(database.id()),
                context,
                parent -> names.require(parent, context).definition());
        TableDefinition definition = fill.apply(builder).build(start.created());
        definition.constraints().forEach(c -> requireFree(database, schema.name(), c.name()));
        StoredTable table = StoredTable.of(database, definition);
        createInH2(table, database, schema, context);
        tables.put(context.transaction(), definition);
        return table;
    }

    private void createInH2(StoredTable table, Database database, SchemaDefinition schema, StatementContext context) {
        TableDefinition definition = table.definition();
        if (schema.isBuiltIn() && schema.schemaId() != SchemaDefinition.DBO) {
            storage.databases().createSchema(database, schema.name());
        }
        Ddl ddl = new Ddl(storage, context);
        ddl.run(TableDdl.create(table.sql(), definition, false), "DROP TABLE IF EXISTS " + table.sql());
        for (ConstraintDefinition constraint : definition.constraints()) {
            if (constraint.kind() == ConstraintDefinition.Kind.FOREIGN_KEY) {
                addForeignKey(ddl, table, constraint);
            }
        }
        for (IndexDefinition index : definition.indexes()) {
            if (!index.primaryKey() && !index.uniqueConstraint()) {
                ddl.run(TableDdl.index(table, index), "DROP TABLE IF EXISTS " + table.sql());
            }
        }
    }

    /** Adds a foreign key in H2. Error 1776 if the referenced columns are no key. */
    void addForeignKey(Ddl ddl, StoredTable table, ConstraintDefinition key) {
        int parentId = key.reference().orElseThrow().tableId();
        StoredTable parent = parentId == table.definition().objectId()
                ? table
                : names.tableWithId(table.definition().databaseId(), parentId)
                        .orElseThrow(() -> SqlErrors.invalidObjectName(key.name()));
        ddl.requireUntouched(parent, "A foreign key to it");
        requireKey(parent, key);
        ddl.run(
                TableDdl.foreignKey(table.sql(), table.definition(), key, parent.sql(), parent.definition()),
                "ALTER TABLE IF EXISTS " + table.sql() + " DROP CONSTRAINT IF EXISTS "
                        + Storage.quote(TableDdl.constraintName(key)),
                e -> conflict(e, table, parent, key));
    }

    private static void requireKey(StoredTable parent, ConstraintDefinition key) {
        List<String> columns = key.reference().orElseThrow().columns();
        boolean found = parent.definition().constraints().stream()
                .filter(c -> c.kind() == ConstraintDefinition.Kind.PRIMARY_KEY
                        || c.kind() == ConstraintDefinition.Kind.UNIQUE)
                .anyMatch(c -> c.columns().size() == columns.size()
                        && columns.stream()
                                .allMatch(column -> c.columns().stream().anyMatch(column::equalsIgnoreCase)));
        if (!found) {
            throw new SqlError(
                    1776,
                    "There are no primary or candidate keys in the referenced table '" + parent.objectName()
                            + "' that match the referencing column list in the foreign key '" + key.name() + "'.");
        }
    }

    private static SqlError conflict(SqlError e, StoredTable table, StoredTable parent, ConstraintDefinition key) {
        if (e.number() != 9001) {
            return e;
        }
        return new SqlError(
                        547,
                        16,
                        0,
                        "The ALTER TABLE statement conflicted with the FOREIGN KEY constraint \"" + key.name()
                                + "\". The conflict occurred in database \"" + table.database() + "\", table \""
                                + parent.objectName() + "\", column '"
                                + key.reference().orElseThrow().columns().get(0) + "'.")
                .causedBy(e.getCause());
    }

    private SchemaDefinition requireSchema(Database database, ObjectName name, StatementContext context) {
        String schema = name.schema().filter(s -> !s.isEmpty()).orElseGet(() -> Names.defaultSchema(context));
        return tables.schema(database.id(), schema)
                .orElseThrow(() -> new SqlError(
                        2760,
                        "The specified schema name \"" + schema
                                + "\" either does not exist or you do not have permission to use it."));
    }

    /** Error 2714 if something in the schema has the name. */
    void requireFree(Database database, String schema, String name) {
        if (tables.table(database.id(), schema, name).isPresent()
                || tables.tableOfConstraint(database.id(), schema, name).isPresent()
                || procedures.find(database.id(), schema, name).isPresent()
                || names.view(database, schema, name).isPresent()) {
            throw SqlErrors.duplicateObject(name);
        }
    }

    void drop(DefinitionStatement.DropTable drop, StatementContext context) {
        for (ObjectName name : drop.names()) {
            if (Names.isTemporary(name.name())) {
                dropTemporary(name.name(), drop.ifExists(), context);
            } else {
                drop(name, drop.ifExists(), context);
            }
        }
    }

    private static SqlError cannotDrop(Object name) {
        return new SqlError(
                3701,
                11,
                5,
                "Cannot drop the table '" + name + "', because it does not exist or you do not have permission.");
    }

    private void dropTemporary(String name, boolean ifExists, StatementContext context) {
        try {
            temporaries.drop(context.tableVariable(name), context.transaction());
        } catch (SqlError e) {
            if (e.number() != 208) {
                throw e;
            }
            if (!ifExists) {
                throw cannotDrop(name);
            }
        }
    }

    private void drop(ObjectName name, boolean ifExists, StatementContext context) {
        context.lockDefinitions();
        Optional<StoredTable> found = names.table(name, context);
        if (found.isEmpty()) {
            if (ifExists) {
                return;
            }
            throw cannotDrop(name);
        }
        StoredTable table = found.get();
        requireUnreferenced(table);
        tables.remove(context.transaction(), table.definition());
        new Ddl(storage, context).afterCommit("DROP TABLE IF EXISTS " + table.sql());
    }

    private void requireUnreferenced(StoredTable table) {
        int id = table.definition().objectId();
        boolean referenced = names.tables(table).stream()
                .filter(other -> other.objectId() != id)
                .flatMap(other -> other.constraints().stream())
                .anyMatch(c -> c.reference().filter(r -> r.tableId() == id).isPresent());
        if (referenced) {
            throw new SqlError(
                    3726,
                    "Could not drop object '" + table.definition().name()
                            + "' because it is referenced by a FOREIGN KEY constraint.");
        }
    }
}
