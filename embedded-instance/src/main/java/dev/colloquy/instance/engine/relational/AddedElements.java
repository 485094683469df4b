package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Parser;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import java.util.List;
import java.util.Optional;
import org.h2.util.HasSQL;

/** ALTER TABLE … ADD. */
final class AddedElements {
    private final AlteredTable altered;
    private final TableDefinitions definitions;

    AddedElements(AlteredTable altered, TableDefinitions definitions) {
        this.altered = altered;
        this.definitions = definitions;
    }

    void add(DefinitionStatement.TableElements elements) {
        TableDefinition changed = new TableBuilder(
                        altered.definition(),
                        () -> altered.tables.nextObjectId(altered.definition().databaseId()),
                        altered.context,
                        name -> altered.names.require(name, altered.context).definition())
                .add(elements)
                .build(altered.definition().created());
        List<ConstraintDefinition> added = changed.constraints()
                .subList(
                        altered.definition().constraints().size(),
                        changed.constraints().size());
        added.forEach(constraint -> definitions.requireFree(
                altered.names.database(altered.definition().databaseId()),
                altered.definition().schema(),
                constraint.name()));
        for (ColumnDefinition column : changed.columns()) {
            if (altered.definition().column(column.name()).isEmpty()
                    && column.computed().isEmpty()) {
                addColumn(column);
            }
        }
        StoredTable now = new StoredTable(changed, altered.table.sql(), altered.table.database(), false);
        for (ConstraintDefinition constraint : added) {
            addConstraint(now, constraint);
        }
        altered.put(changed);
    }

    private void addColumn(ColumnDefinition column) {
        String name = Storage.quote(column.storageName());
        Optional<String> fill = filler(column);
        if (fill.isEmpty() && !column.nullable() && column.identity().isEmpty() && altered.hasRows("TRUE")) {
            throw new SqlError(
                    4901,
                    "ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT"
                            + " definition specified, or the column being added is an identity or timestamp"
                            + " column, or alternatively if none of the previous conditions are satisfied the"
                            + " table must be empty to allow addition of this column. Column '" + column.name()
                            + "' cannot be added to non-empty table '"
                            + altered.definition().name()
                            + "' because it does not satisfy these conditions.");
        }
        altered.ddl.run(
                "ALTER TABLE " + altered.table.sql() + " ADD COLUMN " + TableDdl.column(column)
                        + fill.map(value -> " DEFAULT " + value).orElse(""),
                "ALTER TABLE IF EXISTS " + altered.table.sql() + " DROP COLUMN IF EXISTS " + name);
        if (fill.isPresent()) {
            altered.storage.define("ALTER TABLE " + altered.table.sql() + " ALTER COLUMN " + name + " DROP DEFAULT");
        }
    }

    /** What existing rows get: the default of a column that must have a value. */
    private Optional<String> filler(ColumnDefinition column) {
        if (column.type().kind() == SqlKind.ROWVERSION) {
            return Optional.of(RowVersions.NEXT);
        }
        if (column.nullable() || column.defaultValue().isEmpty()) {
            return Optional.empty();
        }
        Expression value = Parser.parseExpression(column.defaultValue().get().text());
        if (!Expressions.isConstant(value) && column.type().kind() == SqlKind.UNIQUEIDENTIFIER) {
            // NEWID(): each row gets its own.
            return Optional.of("RANDOM_UUID()");
        }
        Object stored = Conversions.store(
                Evaluator.evaluate(value, altered.context), column.type(), altered.table.fullName(), column.name());
        return Optional.of(StorageTypes.toValue(stored, column.type()).getSQL(HasSQL.DEFAULT_SQL_FLAGS));
    }

    private void addConstraint(StoredTable now, ConstraintDefinition constraint) {
        switch (constraint.kind()) {
            case PRIMARY_KEY, UNIQUE -> addKey(now, constraint);
            case FOREIGN_KEY -> definitions.addForeignKey(altered.ddl, now, constraint);
            case CHECK -> requireHolds(now, constraint);
        }
    }

    private void addKey(StoredTable now, ConstraintDefinition key) {
        if (key.kind() == ConstraintDefinition.Kind.PRIMARY_KEY) {
            for (String column : key.columns()) {
                if (altered.definition()
                        .column(column)
                        .map(ColumnDefinition::nullable)
                        .orElse(false)) {
                    throw new SqlError(
                            8111,
                            "Cannot define PRIMARY KEY constraint on nullable column in table '"
                                    + altered.definition().name() + "'.");
                }
            }
        }
        if (key.kind() == ConstraintDefinition.Kind.PRIMARY_KEY) {
            for (String column : key.columns()) {
                altered.ddl.run(altered.notNull(now, column, "SET"), altered.notNull(now, column, "DROP"));
            }
        }
        altered.ddl.run(
                "ALTER TABLE " + altered.table.sql() + " ADD "
                        + TableDdl.key(now.definition(), key).orElseThrow(),
                altered.dropConstraint(key),
                e -> Ddl.isDuplicate(e)
                        ? new SqlError(
                                        1505,
                                        "The CREATE UNIQUE INDEX statement terminated because a duplicate key was"
                                                + " found for the object name '" + altered.table.objectName()
                                                + "' and the index name '" + key.name() + "'.")
                                .causedBy(e.getCause())
                        : e);
    }

    private void requireHolds(StoredTable now, ConstraintDefinition check) {
        Translation translation = new Translation(altered.context, altered.names);
        String alias = translation.nextAlias();
        Source source = new TableColumns(translation).source(now, alias, alias, Optional.empty());
        String condition = new ExpressionTranslator(translation, new Scope(null, CommonTables.NONE, List.of(source)))
                .condition(Parser.parseExpression(check.text().orElseThrow()));
        if (altered.isFound(translation, "NOT " + condition, alias)) {
            throw new SqlError(
                    547,
                    16,
                    0,
                    "The ALTER TABLE statement conflicted with the CHECK constraint \"" + check.name()
                            + "\". The conflict occurred in database \"" + altered.table.database() + "\", table \""
                            + altered.table.objectName() + "\".");
        }
    }
}
