package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Parser;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.util.HasSQL;

/** ALTER TABLE. */
final class TableAlterations {
    private final Storage storage;
    private final Tables tables;
    private final Names names;
    private final QueryRunner runner;
    private final TableDefinitions definitions;

    TableAlterations(Storage storage, Tables tables, Names names, QueryRunner runner, TableDefinitions definitions) {
        this.storage = storage;
        this.tables = tables;
        this.names = names;
        this.runner = runner;
        this.definitions = definitions;
    }

    void alter(DefinitionStatement.AlterTable alter, StatementContext context) {
        context.lockDefinitions();
        StoredTable table = names.table(alter.name(), context)
                .orElseThrow(() -> new SqlError(
                        4902,
                        16,
                        1,
                        "Cannot find the object \"" + alter.name()
                                + "\" because it does not exist or you do not have permissions."));
        if (table.temporary()) {
            throw SqlErrors.notSupported("ALTER TABLE of a temporary table");
        }
        Ddl ddl = new Ddl(storage, context);
        ddl.requireUntouched(table, "ALTER TABLE");
        Alteration alteration = new Alteration(table, ddl, context);
        if (alter.action() instanceof DefinitionStatement.AddElements add) {
            alteration.add(add.elements());
        } else if (alter.action() instanceof DefinitionStatement.DropColumns drop) {
            alteration.dropColumns(drop);
        } else if (alter.action() instanceof DefinitionStatement.DropConstraints drop) {
            alteration.dropConstraints(drop);
        } else if (alter.action() instanceof DefinitionStatement.AlterColumn column) {
            alteration.alterColumn(column);
        }
    }

    /** One ALTER TABLE under way. */
    private final class Alteration {
        private final StoredTable table;
        private final Ddl ddl;
        private final StatementContext context;

        Alteration(StoredTable table, Ddl ddl, StatementContext context) {
            this.table = table;
            this.ddl = ddl;
            this.context = context;
        }

        private TableDefinition definition() {
            return table.definition();
        }

        private void put(TableDefinition changed) {
            tables.put(context.transaction(), changed);
        }

        // ADD

        void add(DefinitionStatement.TableElements elements) {
            TableDefinition changed = new TableBuilder(
                            definition(),
                            () -> tables.nextObjectId(definition().databaseId()),
                            context,
                            name -> names.require(name, context).definition())
                    .add(elements)
                    .build(definition().created());
            List<ConstraintDefinition> added = changed.constraints()
                    .subList(
                            definition().constraints().size(),
                            changed.constraints().size());
            added.forEach(constraint -> definitions.requireFree(
                    names.database(definition().databaseId()), definition().schema(), constraint.name()));
            for (ColumnDefinition column : changed.columns()) {
                if (definition().column(column.name()).isEmpty()
                        && column.computed().isEmpty()) {
                    addColumn(column);
                }
            }
            StoredTable now = new StoredTable(changed, table.sql(), table.database(), false);
            for (ConstraintDefinition constraint : added) {
                addConstraint(now, constraint);
            }
            put(changed);
        }

        private void addColumn(ColumnDefinition column) {
            String name = Storage.quote(column.storageName());
            Optional<String> fill = filler(column);
            if (fill.isEmpty() && !column.nullable() && column.identity().isEmpty() && hasRows("TRUE")) {
                throw new SqlError(
                        4901,
                        "ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT"
                                + " definition specified, or the column being added is an identity or timestamp"
                                + " column, or alternatively if none of the previous conditions are satisfied the"
                                + " table must be empty to allow addition of this column. Column '" + column.name()
                                + "' cannot be added to non-empty table '"
                                + definition().name()
                                + "' because it does not satisfy these conditions.");
            }
            ddl.run(
                    "ALTER TABLE " + table.sql() + " ADD COLUMN " + TableDdl.column(column)
                            + fill.map(value -> " DEFAULT " + value).orElse(""),
                    "ALTER TABLE IF EXISTS " + table.sql() + " DROP COLUMN IF EXISTS " + name);
            if (fill.isPresent()) {
                storage.define("ALTER TABLE " + table.sql() + " ALTER COLUMN " + name + " DROP DEFAULT");
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
            Expression value =
                    Parser.parseExpression(column.defaultValue().get().text());
            if (!Expressions.isConstant(value) && column.type().kind() == SqlKind.UNIQUEIDENTIFIER) {
                // NEWID(): each row gets its own.
                return Optional.of("RANDOM_UUID()");
            }
            Object stored = Conversions.store(
                    Evaluator.evaluate(value, context), column.type(), table.fullName(), column.name());
            return Optional.of(StorageTypes.toValue(stored, column.type()).getSQL(HasSQL.DEFAULT_SQL_FLAGS));
        }

        private boolean hasRows(String condition) {
            Translation translation = new Translation(context, names);
            return isFound(translation, condition, translation.nextAlias());
        }

        private boolean isFound(Translation translation, String condition, String alias) {
            Plan plan = translation.plan(
                    "SELECT 1 FROM " + table.sql() + " " + alias + " WHERE " + condition + " FETCH FIRST ROW ONLY",
                    List.of());
            return runner.query(plan, context, ResultSet::next);
        }

        private void addConstraint(StoredTable now, ConstraintDefinition constraint) {
            switch (constraint.kind()) {
                case PRIMARY_KEY, UNIQUE -> addKey(now, constraint);
                case FOREIGN_KEY -> definitions.addForeignKey(ddl, now, constraint);
                case CHECK -> requireHolds(now, constraint);
            }
        }

        private void addKey(StoredTable now, ConstraintDefinition key) {
            if (key.kind() == ConstraintDefinition.Kind.PRIMARY_KEY) {
                for (String column : key.columns()) {
                    if (definition()
                            .column(column)
                            .map(ColumnDefinition::nullable)
                            .orElse(false)) {
                        throw new SqlError(
                                8111,
                                "Cannot define PRIMARY KEY constraint on nullable column in table '"
                                        + definition().name() + "'.");
                    }
                }
            }
            if (key.kind() == ConstraintDefinition.Kind.PRIMARY_KEY) {
                for (String column : key.columns()) {
                    ddl.run(notNull(now, column, "SET"), notNull(now, column, "DROP"));
                }
            }
            ddl.run(
                    "ALTER TABLE " + table.sql() + " ADD "
                            + TableDdl.key(now.definition(), key).orElseThrow(),
                    dropConstraint(key),
                    e -> Ddl.isDuplicate(e)
                            ? new SqlError(
                                            1505,
                                            "The CREATE UNIQUE INDEX statement terminated because a duplicate key was"
                                                    + " found for the object name '" + table.objectName()
                                                    + "' and the index name '" + key.name() + "'.")
                                    .causedBy(e.getCause())
                            : e);
        }

        /** The columns of a primary key, and only those, are NOT NULL in H2. */
        private String notNull(StoredTable now, String column, String setOrDrop) {
            return "ALTER TABLE IF EXISTS " + table.sql() + " ALTER COLUMN " + TableDdl.column(now.definition(), column)
                    + " " + setOrDrop + " NOT NULL";
        }

        private String dropConstraint(ConstraintDefinition constraint) {
            return "ALTER TABLE IF EXISTS " + table.sql() + " DROP CONSTRAINT IF EXISTS "
                    + Storage.quote(TableDdl.constraintName(constraint));
        }

        private void requireHolds(StoredTable now, ConstraintDefinition check) {
            Translation translation = new Translation(context, names);
            String alias = translation.nextAlias();
            Source source = new TableColumns(translation).source(now, alias, alias, Optional.empty());
            String condition = new ExpressionTranslator(
                            translation, new Scope(null, CommonTables.NONE, List.of(source)))
                    .condition(Parser.parseExpression(check.text().orElseThrow()));
            if (isFound(translation, "NOT " + condition, alias)) {
                throw new SqlError(
                        547,
                        16,
                        0,
                        "The ALTER TABLE statement conflicted with the CHECK constraint \"" + check.name()
                                + "\". The conflict occurred in database \"" + table.database() + "\", table \""
                                + table.objectName() + "\".");
            }
        }

        // DROP

        void dropColumns(DefinitionStatement.DropColumns drop) {
            List<ColumnDefinition> left = new ArrayList<>(definition().columns());
            for (String name : drop.columns()) {
                Optional<ColumnDefinition> column = definition().column(name);
                if (column.isEmpty()) {
                    if (!drop.ifExists()) {
                        throw missing("DROP COLUMN", name);
                    }
                    continue;
                }
                requireIndependent(column.get());
                left.remove(column.get());
                if (column.get().computed().isEmpty()) {
                    ddl.afterCommit("ALTER TABLE " + table.sql() + " DROP COLUMN "
                            + Storage.quote(column.get().storageName()));
                }
            }
            put(definition().withColumns(left, definition().lastColumnId(), TableBuilder.now(context)));
        }

        private SqlError missing(String action, String column) {
            return new SqlError(
                    4924,
                    "ALTER TABLE " + action + " failed because column '" + column + "' does not exist in table '"
                            + definition().name() + "'.");
        }

        private void requireIndependent(ColumnDefinition column) {
            String name = column.name();
            boolean used = column.defaultValue().isPresent()
                    || definition().indexes().stream()
                            .anyMatch(index -> index.columns().stream()
                                            .anyMatch(key -> key.name().equalsIgnoreCase(name))
                                    || index.included().stream().anyMatch(name::equalsIgnoreCase))
                    || definition().constraints().stream()
                            .anyMatch(constraint ->
                                    constraint.columns().stream().anyMatch(name::equalsIgnoreCase)
                                            || constraint
                                                    .text()
                                                    .filter(text -> mentions(Parser.parseExpression(text), name))
                                                    .isPresent())
                    || definition().columns().stream()
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
            TableDefinition changed = definition();
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
                                column.get().withDefault(Optional.empty()), TableBuilder.now(context));
                    } else if (!drop.ifExists()) {
                        throw new SqlError(3728, "'" + name + "' is not a constraint.");
                    }
                }
            }
            put(changed);
        }

        private TableDefinition without(TableDefinition changed, ConstraintDefinition constraint) {
            requireUnreferenced(constraint);
            switch (constraint.kind()) {
                case PRIMARY_KEY, UNIQUE -> dropKey(constraint);
                case FOREIGN_KEY -> {
                    StoredTable parent = names.tableWithId(
                                    definition().databaseId(),
                                    constraint.reference().orElseThrow().tableId())
                            .orElse(table);
                    ddl.requireUntouched(parent, "DROP CONSTRAINT of a foreign key to it");
                    ddl.run(
                            dropConstraint(constraint),
                            TableDdl.foreignKey(
                                    table.sql(), definition(), constraint, parent.sql(), parent.definition()));
                }
                case CHECK -> {
                    // H2 does not know of it.
                }
            }
            List<ConstraintDefinition> left = new ArrayList<>(changed.constraints());
            left.remove(constraint);
            List<IndexDefinition> indexes = new ArrayList<>(changed.indexes());
            indexes.removeIf(index -> (index.primaryKey() || index.uniqueConstraint())
                    && index.name().equalsIgnoreCase(constraint.name()));
            return changed.withConstraints(left, TableBuilder.now(context))
                    .withIndexes(indexes, TableBuilder.now(context));
        }

        private void dropKey(ConstraintDefinition key) {
            ddl.run(
                    dropConstraint(key),
                    "ALTER TABLE " + table.sql() + " ADD "
                            + TableDdl.key(definition(), key).orElseThrow());
            if (key.kind() == ConstraintDefinition.Kind.PRIMARY_KEY) {
                for (String column : key.columns()) {
                    ddl.run(notNull(table, column, "DROP"), notNull(table, column, "SET"));
                }
            }
        }

        private void requireUnreferenced(ConstraintDefinition key) {
            if (key.kind() != ConstraintDefinition.Kind.PRIMARY_KEY && key.kind() != ConstraintDefinition.Kind.UNIQUE) {
                return;
            }
            for (TableDefinition other : names.tables(table)) {
                for (ConstraintDefinition constraint : other.constraints()) {
                    boolean refers = constraint
                            .reference()
                            .filter(r -> r.tableId() == definition().objectId()
                                    && key.columns().size() == r.columns().size()
                                    && r.columns().stream()
                                            .allMatch(
                                                    c -> key.columns().stream().anyMatch(c::equalsIgnoreCase)))
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

        // ALTER COLUMN

        void alterColumn(DefinitionStatement.AlterColumn alter) {
            ColumnDefinition column =
                    definition().column(alter.column()).orElseThrow(() -> missing("ALTER COLUMN", alter.column()));
            if (column.computed().isPresent() || column.identity().isPresent()) {
                throw new SqlError(
                        4928,
                        "Cannot alter column '" + column.name() + "' because it is '"
                                + (column.computed().isPresent() ? "COMPUTED" : "IDENTITY") + "'.");
            }
            boolean nullable = alter.nullable().orElse(true);
            String name = Storage.quote(column.storageName());
            if (!nullable && column.nullable() && hasRows(name + " IS NULL")) {
                throw new SqlError(
                        515,
                        16,
                        2,
                        "Cannot insert the value NULL into column '" + column.name() + "', table '" + table.fullName()
                                + "'; column does not allow nulls. UPDATE fails.");
            }
            String former = StorageTypes.column(column.type());
            String wanted = StorageTypes.column(alter.type());
            if (!former.equals(wanted)) {
                String start = "ALTER TABLE " + table.sql() + " ALTER COLUMN " + name + " SET DATA TYPE ";
                ddl.run(
                        start + wanted,
                        start + former,
                        e -> Ddl.isConversion(e)
                                ? new SqlError(8152, 16, 2, "String or binary data would be truncated.")
                                        .causedBy(e.getCause())
                                : e);
            }
            put(definition().withColumn(column.withType(alter.type(), nullable), TableBuilder.now(context)));
        }
    }
}
