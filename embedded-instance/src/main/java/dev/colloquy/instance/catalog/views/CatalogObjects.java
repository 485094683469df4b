package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects in schemas, over all the rooms that define them: for {@code sys.objects}, OBJECT_ID and OBJECT_NAME. */
public final class CatalogObjects {
    private final Tables tables;
    private final Procedures procedures;
    private final Broker broker;

    CatalogObjects(Tables tables, Procedures procedures, Broker broker) {
        this.tables = tables;
        this.procedures = procedures;
        this.broker = broker;
    }

    /** Finds an object by name in any letter case. */
    public Optional<CatalogObject> named(int databaseId, String schema, String name) {
        return tables.table(databaseId, schema, name)
                .map(this::table)
                .or(() -> procedures.find(databaseId, schema, name).map(this::procedure))
                .or(() -> broker.definitions().queue(databaseId, schema, name).map(this::queue))
                .or(() -> tables.tableOfConstraint(databaseId, schema, name)
                        .flatMap(table -> constraints(table)
                                .filter(object -> object.name().equalsIgnoreCase(name))
                                .findFirst()));
    }

    /** Finds an object by its id. */
    public Optional<CatalogObject> withId(int databaseId, int objectId) {
        return tables.tableWithId(databaseId, objectId)
                .map(this::table)
                .or(() -> procedures.withId(databaseId, objectId).map(this::procedure))
                .or(() -> broker.definitions().queue(databaseId, objectId).map(this::queue))
                .or(() -> tables.tables(databaseId).stream()
                        .flatMap(this::constraints)
                        .filter(object -> object.objectId() == objectId)
                        .findFirst());
    }

    /** All objects of a database. */
    Stream<CatalogObject> all(int databaseId) {
        return Stream.of(
                        tables.tables(databaseId).stream().flatMap(this::withConstraints),
                        procedures.all(databaseId).stream().map(this::procedure),
                        broker.definitions().queues(databaseId).stream().map(this::queue))
                .flatMap(objects -> objects);
    }

    private Stream<CatalogObject> withConstraints(TableDefinition table) {
        return Stream.concat(Stream.of(table(table)), constraints(table));
    }

    CatalogObject table(TableDefinition table) {
        return object(
                table.databaseId(),
                table.objectId(),
                table.schema(),
                table.name(),
                0,
                ObjectType.USER_TABLE,
                table.created(),
                table.modified(),
                false);
    }

    CatalogObject constraint(TableDefinition table, ConstraintDefinition constraint) {
        return child(table, constraint.objectId(), constraint.name(), ObjectType.of(constraint.kind()));
    }

    CatalogObject constraint(TableDefinition table, ColumnDefinition.DefaultValue value) {
        return child(table, value.objectId(), value.name(), ObjectType.DEFAULT_CONSTRAINT);
    }

    private Stream<CatalogObject> constraints(TableDefinition table) {
        List<CatalogObject> all = new ArrayList<>();
        table.constraints().forEach(constraint -> all.add(constraint(table, constraint)));
        table.columns().forEach(column -> column.defaultValue().ifPresent(value -> all.add(constraint(table, value))));
        return all.stream();
    }

    private CatalogObject child(TableDefinition table, int id, String name, ObjectType type) {
        return object(
                table.databaseId(),
                id,
                table.schema(),
                name,
                table.objectId(),
                type,
                table.modified(),
                table.modified(),
                false);
    }

    CatalogObject procedure(ProcedureDefinition procedure) {
        return object(
                procedure.databaseId(),
                procedure.objectId(),
                procedure.schema(),
                procedure.name(),
                0,
                ObjectType.SQL_STORED_PROCEDURE,
                procedure.created(),
                procedure.modified(),
                false);
    }

    CatalogObject queue(Queue queue) {
        return object(
                queue.databaseId(),
                queue.id(),
                queue.schema(),
                queue.name(),
                0,
                ObjectType.SERVICE_QUEUE,
                queue.created(),
                queue.modified(),
                queue.isSystem());
    }

    private CatalogObject object(
            int databaseId,
            int id,
            String schemaName,
            String name,
            int parentId,
            ObjectType type,
            LocalDateTime created,
            LocalDateTime modified,
            boolean systemObject) {
        SchemaDefinition schema = tables.schema(databaseId, schemaName)
                .orElseGet(() -> new SchemaDefinition(databaseId, SchemaDefinition.DBO, schemaName, 1));
        return new CatalogObject(
                databaseId,
                id,
                schema.name(),
                schema.schemaId(),
                schema.ownerId(),
                name,
                parentId,
                type,
                created,
                modified,
                systemObject);
    }
}
