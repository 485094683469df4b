package dev.colloquy.instance.catalog;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table. Immutable; {@link Tables} replaces it when it is altered.
 *
 * @param objectId     unique among the objects of the database
 * @param columns      in order
 * @param lastColumnId the greatest columnId ever given in the table
 * @param created      UTC
 * @param modified     UTC
 */
public record TableDefinition(
        int databaseId,
        int objectId,
        String schema,
        String name,
        List<ColumnDefinition> columns,
        List<IndexDefinition> indexes,
        List<ConstraintDefinition> constraints,
        int lastColumnId,
        LocalDateTime created,
        LocalDateTime modified) {
    public TableDefinition {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        constraints = List.copyOf(constraints);
    }

    /** The column of that name in any letter case. */
    public Optional<ColumnDefinition> column(String columnName) {
        return columns.stream()
                .filter(c -> c.name().equalsIgnoreCase(columnName))
                .findFirst();
    }

    public Optional<ColumnDefinition> identityColumn() {
        return columns.stream().filter(c -> c.identity().isPresent()).findFirst();
    }

    public Optional<IndexDefinition> index(String indexName) {
        return indexes.stream()
                .filter(i -> i.name().equalsIgnoreCase(indexName))
                .findFirst();
    }

    public Optional<ConstraintDefinition> constraint(String constraintName) {
        return constraints.stream()
                .filter(c -> c.name().equalsIgnoreCase(constraintName))
                .findFirst();
    }

    /** The name of the table in H2; the id keeps it apart from a dropped table of the same name. */
    public String storageName() {
        return name + "#" + objectId;
    }

    public TableDefinition withColumns(List<ColumnDefinition> changed, int newLastColumnId, LocalDateTime at) {
        return new TableDefinition(
                databaseId, objectId, schema, name, changed, indexes, constraints, newLastColumnId, created, at);
    }

    public TableDefinition withIndexes(List<IndexDefinition> changed, LocalDateTime at) {
        return new TableDefinition(
                databaseId, objectId, schema, name, columns, changed, constraints, lastColumnId, created, at);
    }

    public TableDefinition withConstraints(List<ConstraintDefinition> changed, LocalDateTime at) {
        return new TableDefinition(
                databaseId, objectId, schema, name, columns, indexes, changed, lastColumnId, created, at);
    }

    /** The table with one column replaced by its new definition of the same columnId. */
    public TableDefinition withColumn(ColumnDefinition changed, LocalDateTime at) {
        List<ColumnDefinition> all = new ArrayList<>(columns);
        all.replaceAll(c -> c.columnId() == changed.columnId() ? changed : c);
        return withColumns(all, lastColumnId, at);
    }
}
