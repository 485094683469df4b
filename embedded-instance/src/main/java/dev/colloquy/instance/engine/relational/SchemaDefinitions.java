package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Optional;
import java.util.stream.Stream;

/** CREATE SCHEMA and DROP SCHEMA. */
final class SchemaDefinitions {
    private final Storage storage;
    private final Tables tables;
    private final Procedures procedures;
    private final AccessControl access;

    SchemaDefinitions(Storage storage, Tables tables, Procedures procedures, AccessControl access) {
        this.storage = storage;
        this.tables = tables;
        this.procedures = procedures;
        this.access = access;
    }

    void create(DefinitionStatement.CreateSchema create, StatementContext context) {
        context.lockDefinitions();
        Database database = context.database();
        if (tables.schema(database.id(), create.name()).isPresent()) {
            throw SqlErrors.duplicateObject(create.name());
        }
        int ownerId = create.owner()
                .map(owner -> access.principalId(context, owner))
                .orElseGet(() -> context.user().id());
        storage.databases().createSchema(database, create.name());
        context.transaction().onRollback(() -> context.transaction().onEnd(() -> dropInH2(database, create.name())));
        tables.createSchema(context.transaction(), database, create.name(), ownerId);
    }

    /** Drops the schema in H2 unless it has come back meanwhile. */
    private void dropInH2(Database database, String schema) {
        if (tables.schema(database.id(), schema).isEmpty()) {
            DefinitionChanges.quietly(() -> storage.databases().dropSchema(database, schema));
        }
    }

    void drop(DefinitionStatement.DropSchema drop, StatementContext context) {
        context.lockDefinitions();
        Database database = context.database();
        Optional<SchemaDefinition> found = tables.schema(database.id(), drop.name());
        if (found.isEmpty() || found.get().isBuiltIn()) {
            if (found.isEmpty() && drop.ifExists()) {
                return;
            }
            throw SqlErrors.cannotFind("drop", "schema", drop.name());
        }
        SchemaDefinition schema = found.get();
        firstObject(database, schema.name()).ifPresent(object -> {
            throw new SqlError(
                    3729,
                    "Cannot drop schema '" + drop.name() + "' because it is being referenced by object '" + object
                            + "'.");
        });
        tables.dropSchema(context.transaction(), schema);
        new Ddl(storage, context).afterCommit(() -> dropInH2(database, schema.name()));
    }

    private Optional<String> firstObject(Database database, String schema) {
        Stream<String> inTables = tables.tables(database.id()).stream()
                .filter(table -> table.schema().equalsIgnoreCase(schema))
                .map(TableDefinition::name);
        Stream<String> inProcedures = procedures.all(database.id()).stream()
                .filter(procedure -> procedure.schema().equalsIgnoreCase(schema))
                .map(ProcedureDefinition::name);
        return Stream.concat(inTables, inProcedures).findFirst();
    }
}
