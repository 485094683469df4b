package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Parser;
import dev.colloquy.instance.types.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ALTER TABLE … DROP COLUMN and DROP CONSTRAINT. */
final class DroppedElements {
    private final AlteredTable altered;

    DroppedElements(AlteredTable altered) {
        this.altered = altered;
    }

    void dropColumns(DefinitionStatement.DropColumns drop) {
        List<ColumnDefinition> left = new ArrayList<>(altered.definition().columns());
        for (String name : drop.columns()) {
            Optional<ColumnDefinition> column = altered.definition().column(name);
            if (column.isEmpty()) {
                if (!drop.ifExists()) {
                    throw altered.missing("DROP COLUMN", name);
                }
                continue;
            }
            requireIndependent(column.get());
            left.remove(column.get());
            if (column.get().computed().isEmpty()) {
                altered.ddl.afterCommit("ALTER TABLE " + altered.table.sql() + " DROP COLUMN "
                        + Storage.quote(column.get().storageName()));
            }
        }
        altered.put(altered.definition()
                .withColumns(left, altered.definition().lastColumnId(), TableBuilder.now(altered.context)));
    }

    private void requireIndependent(ColumnDefinition column) {
        String name = column.name();
        boolean used = column.defaultValue().isPresent()
                || altered.definition().indexes().stream()
                        .anyMatch(index -> index.columns().stream()
                                        .anyMatch(key -> key.name().equalsIgnoreCase(name))
                                || index.included().stream().anyMatch(name::equalsIgnoreCase))
                || altered.definition().constraints().stream()
                        .anyMatch(constraint -> constraint.columns().stream().anyMatch(name::equalsIgnoreCase)
                                || constraint
                                        .text()
                                        .filter(text -> mentions(Parser.parseExpression(text), name))
                                        .isPresent())
                || altered.definition().columns().stream()
                        .flatMap(other -> other.computed().stream())
                        .anyMatch(text -> mentions(Parser.parseExpression(text), name));
        if (used) {
            throw new SqlError(
                    4922,
                    16,
                    9,
                    "ALTER TABLE DROP COLUMN " + name + " failed because one or more objects access this column.");
        }
    }

    private boolean mentions(Expression e, String column) {
        return (e instanceof Expression.Column c && c.name().equalsIgnoreCase(column))
                || Expressions.children(e).stream().anyMatch(part -> mentions(part, column));
    }

    void dropConstraints(DefinitionStatement.DropConstraints drop) {
        TableDefinition changed = altered.definition();
        for (String name : drop.names()) {
            Optional<ConstraintDefinition> constraint = changed.constraint(name);
            if (constraint.isPresent()) {
                changed = without(changed, constraint.get());
            } else {
                Optional<ColumnDefinition> column = changed.columns().stream()
                        .filter(c -> c.defaultValue()
                                .filter(d -> d.name().equalsIgnoreCase(name))
                                .isPresent())
                        .findFirst();
                if (column.isPresent()) {
                    changed = changed.withColumn(
                            column.get().withDefault(Optional.empty()), TableBuilder.now(altered.context));
                } else if (!drop.ifExists()) {
                    throw new SqlError(3728, "'" + name + "' is not a constraint.");
                }
            }
        }
        altered.put(changed);
    }

    private TableDefinition without(TableDefinition changed, ConstraintDefinition constraint) {
        requireUnreferenced(constraint);
        switch (constraint.kind()) {
            case PRIMARY_KEY, UNIQUE -> dropKey(constraint);
            case FOREIGN_KEY -> {
                StoredTable parent = altered.names
                        .tableWithId(
                                altered.definition().databaseId(),
                                constraint.reference().orElseThrow().tableId())
                        .orElse(altered.table);
                altered.ddl.requireUntouched(parent, "DROP CONSTRAINT of a foreign key to it");
                altered.ddl.run(
                        altered.dropConstraint(constraint),
                        TableDdl.foreignKey(
                                altered.table.sql(),
                                altered.definition(),
                                constraint,
                                parent.sql(),
                                parent.definition()));
            }
            case CHECK -> {
                // H2 does not know of it.
            }
        }
        List<ConstraintDefinition> left = new ArrayList<>(changed.constraints());
        left.remove(constraint);
        List<IndexDefinition> indexes = new ArrayList<>(changed.indexes());
        indexes.removeIf(index ->
                (index.primaryKey() || index.uniqueConstraint()) && index.name().equalsIgnoreCase(constraint.name()));
        return changed.withConstraints(left, TableBuilder.now(altered.context))
                .withIndexes(indexes, TableBuilder.now(altered.context));
    }

    private void dropKey(ConstraintDefinition key) {
        altered.ddl.run(
                altered.dropConstraint(key),
                "ALTER TABLE " + altered.table.sql() + " ADD "
                        + TableDdl.key(altered.definition(), key).orElseThrow());
        if (key.kind() == ConstraintDefinition.Kind.PRIMARY_KEY) {
            for (String column : key.columns()) {
                altered.ddl.run(
                        altered.notNull(altered.table, column, "DROP"), altered.notNull(altered.table, column, "SET"));
            }
        }
    }

    private void requireUnreferenced(ConstraintDefinition key) {
        if (key.kind() != ConstraintDefinition.Kind.PRIMARY_KEY && key.kind() != ConstraintDefinition.Kind.UNIQUE) {
            return;
        }
        for (TableDefinition other : altered.names.tables(altered.table)) {
            for (ConstraintDefinition constraint : other.constraints()) {
                boolean refers = constraint
                        .reference()
                        .filter(r -> r.tableId() == altered.definition().objectId()
                                && key.columns().size() == r.columns().size()
                                && r.columns().stream()
                                        .allMatch(c -> key.columns().stream().anyMatch(c::equalsIgnoreCase)))
                        .isPresent();
                if (refers) {
                    throw new SqlError(
                            3725,
                            16,
                            0,
                            "The constraint '" + key.name() + "' is being referenced by table '" + other.name()
                                    + "', foreign key constraint '" + constraint.name() + "'.");
                }
            }
        }
    }
}
