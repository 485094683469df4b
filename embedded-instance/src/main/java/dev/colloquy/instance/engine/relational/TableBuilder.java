package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.expression.EvaluationContext;
import dev.colloquy.instance.engine.expression.TypeInference;
import dev.colloquy.instance.engine.expression.TypeScope;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Makes the definition of a table from a statement, or adds to it. Numbers and names that are not written are chosen. */
final class TableBuilder {
    private final int databaseId;
    private final int objectId;
    private final String schema;
    private final String name;
    private final IntSupplier ids;
    private final EvaluationContext context;
    private final Function<ObjectName, TableDefinition> referenced;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<IndexDefinition> indexes = new ArrayList<>();
    private final List<ConstraintDefinition> constraints = new ArrayList<>();
    private int lastColumnId;

    /**
     * A builder of a new table.
     *
     * @param ids        numbers for constraints
     * @param referenced finds the tables to which foreign keys refer
     */
    TableBuilder(
            TableDefinition start,
            IntSupplier ids,
            EvaluationContext context,
            Function<ObjectName, TableDefinition> referenced) {
        this.databaseId = start.databaseId();
        this.objectId = start.objectId();
        this.schema = start.schema();
        this.name = start.name();
        this.ids = ids;
        this.context = context;
        this.referenced = referenced;
        columns.addAll(start.columns());
        indexes.addAll(start.indexes());
        constraints.addAll(start.constraints());
        lastColumnId = start.lastColumnId();
    }

    /** A table without columns, to start from. */
    static TableDefinition empty(int databaseId, int objectId, String schema, String name, EvaluationContext context) {
        LocalDateTime now = now(context);
        return new TableDefinition(databaseId, objectId, schema, name, List.of(), List.of(), List.of(), 0, now, now);
    }

    static LocalDateTime now(EvaluationContext context) {
        return LocalDateTime.ofInstant(context.statementTime(), ZoneOffset.UTC);
    }

    TableDefinition build(LocalDateTime created) {
        return new TableDefinition(
                databaseId, objectId, schema, name, columns, indexes, constraints, lastColumnId, created, now(context));
    }

    TableBuilder add(DefinitionStatement.TableElements elements) {
        for (DefinitionStatement.ColumnDefinition column : elements.columns()) {
            addColumn(column);
        }
        for (DefinitionStatement.ColumnDefinition column : elements.columns()) {
            column.constraints().forEach(this::addConstraint);
        }
        elements.constraints().forEach(this::addConstraint);
        return this;
    }

    private void addColumn(DefinitionStatement.ColumnDefinition column) {
        if (find(column.name()).isPresent()) {
            throw new SqlError(
                    2705,
                    16,
                    4,
                    "Column names in each table must be unique. Column name '" + column.name() + "' in table '" + name
                            + "' is specified more than once.");
        }
        column.identity().ifPresent(identity -> {
            if (columns.stream().anyMatch(c -> c.identity().isPresent())) {
                throw new SqlError(
                        2744,
                        16,
                        2,
                        "Multiple identity columns specified for table '" + name
                                + "'. Only one identity column per table is allowed.");
            }
        });
        SqlType type = column.computed().map(this::typeOf).orElse(column.type());
        if (type.kind() == SqlKind.SQL_VARIANT) {
            throw SqlErrors.notSupported("A column of type sql_variant");
        }
        boolean nullable = column.nullable().orElse(column.identity().isEmpty() && type.kind() != SqlKind.ROWVERSION);
        columns.add(new ColumnDefinition(
                ++lastColumnId,
                column.name(),
                type,
                nullable,
                column.identity().map(i -> new ColumnDefinition.Identity(i.seed(), i.increment())),
                column.defaultValue().map(value -> defaultValue(column.defaultName(), column.name(), value)),
                column.computed().map(ExpressionText::of),
                column.rowGuid()));
    }

    private SqlType typeOf(Expression computed) {
        return TypeInference.typeOf(
                computed,
                new ColumnTypes(
                        TypeScope.of(context),
                        column -> find(column.name())
                                .map(ColumnDefinition::type)
                                .orElseThrow(() -> SqlErrors.invalidColumnName(column.name()))));
    }

    private ColumnDefinition.DefaultValue defaultValue(Optional<String> given, String column, Expression value) {
        int id = ids.getAsInt();
        String chosen = given.orElseGet(() -> systemName("DF", cut(name, 5) + "__" + cut(column, 5), id));
        return new ColumnDefinition.DefaultValue(id, chosen, "(" + ExpressionText.of(value) + ")");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** A name like {@code PK__orders__3213E83F1A2B3C4D}. */
    private static String systemName(String prefix, String middle, int id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        String hex = String.format(Locale.ROOT, "%016X", mixed);
        return prefix + "__" + middle + "__" + (prefix.equals("PK") || prefix.equals("UQ") ? hex : hex.substring(8));
    }

    private Optional<ColumnDefinition> find(String column) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst();
    }

    private ColumnDefinition require(String column) {
        return find(column)
                .orElseThrow(() ->
                        new SqlError(1911, "Column name '" + column + "' does not exist in the target table or view."));
    }

    private void addConstraint(DefinitionStatement.Constraint constraint) {
        if (constraint instanceof DefinitionStatement.KeyConstraint key) {
            addKey(key);
        } else if (constraint instanceof DefinitionStatement.CheckConstraint check) {
            int id = ids.getAsInt();
            add(
                    id,
                    check.name().orElseGet(() -> systemName("CK", cut(name, 9), id)),
                    ConstraintDefinition.Kind.CHECK,
                    List.of(),
                    Optional.of("(" + check.text() + ")"),
                    check.name().isEmpty());
        } else if (constraint instanceof DefinitionStatement.ForeignKey foreignKey) {
            addForeignKey(foreignKey);
        } else if (constraint instanceof DefinitionStatement.DefaultConstraint value) {
            ColumnDefinition column = require(value.column());
            if (column.defaultValue().isPresent()) {
                throw new SqlError(1781, "Column already has a DEFAULT bound to it.");
            }
            columns.replaceAll(c -> c.equals(column)
                    ? c.withDefault(Optional.of(defaultValue(value.name(), column.name(), value.value())))
                    : c);
        }
    }

    private void add(
            int id,
            String constraintName,
            ConstraintDefinition.Kind kind,
            List<String> keys,
            Optional<String> text,
            boolean systemNamed) {
        constraints.add(new ConstraintDefinition(id, constraintName, kind, keys, text, Optional.empty(), systemNamed));
    }

    private void addKey(DefinitionStatement.KeyConstraint key) {
        int id = ids.getAsInt();
        String prefix = key.primary() ? "PK" : "UQ";
        String keyName = key.name().orElseGet(() -> systemName(prefix, cut(name, 8), id));
        if (key.primary()) {
            if (indexes.stream().anyMatch(IndexDefinition::primaryKey)) {
                throw new SqlError(1779, "Table '" + name + "' already has a primary key defined on it.");
            }
            key.columns().forEach(this::makeNotNull);
        }
        List<String> keyColumns =
                key.columns().stream().map(column -> require(column).name()).toList();
        add(
                id,
                keyName,
                key.primary() ? ConstraintDefinition.Kind.PRIMARY_KEY : ConstraintDefinition.Kind.UNIQUE,
                keyColumns,
                Optional.empty(),
                key.name().isEmpty());
        List<IndexDefinition.Column> indexed = keyColumns.stream()
                .map(column -> new IndexDefinition.Column(column, false))
                .toList();
        indexes.add(new IndexDefinition(
                indexId(key.clustered()),
                keyName,
                true,
                key.clustered(),
                key.primary(),
                !key.primary(),
                indexed,
                List.of(),
                Optional.empty()));
    }

    private void makeNotNull(String keyColumn) {
        ColumnDefinition column = require(keyColumn);
        if (column.columnId() <= 0) {
            return;
        }
        columns.replaceAll(c -> c.equals(column) ? c.withType(c.type(), false) : c);
    }

    private int indexId(boolean clustered) {
        boolean free = indexes.stream().noneMatch(index -> index.indexId() == 1);
        if (clustered && free) {
            return 1;
        }
        return indexes.stream().mapToInt(IndexDefinition::indexId).reduce(1, Math::max) + 1;
    }

    private void addForeignKey(DefinitionStatement.ForeignKey key) {
        int id = ids.getAsInt();
        TableDefinition parent = key.references().name().equalsIgnoreCase(name)
                        && key.references().schema().orElse(schema).equalsIgnoreCase(schema)
                ? build(now(context))
                : referenced.apply(key.references());
        List<String> parentColumns = key.referencedColumns().isEmpty()
                ? parent.indexes().stream()
                        .filter(IndexDefinition::primaryKey)
                        .findFirst()
                        .map(pk -> pk.columns().stream()
                                .map(IndexDefinition.Column::name)
                                .toList())
                        .orElseThrow(() -> new SqlError(
                                1773,
                                "Foreign key '" + key.name().orElse("") + "' has implicit reference to object '"
                                        + key.references() + "' which does not have a primary key defined on it."))
                : key.referencedColumns();
        constraints.add(new ConstraintDefinition(
                id,
                key.name().orElseGet(() -> systemName("FK", cut(name, 9), id)),
                ConstraintDefinition.Kind.FOREIGN_KEY,
                key.columns().stream().map(column -> require(column).name()).toList(),
                Optional.empty(),
                Optional.of(new ConstraintDefinition.Reference(
                        parent.objectId(), parentColumns, key.onDelete(), key.onUpdate())),
                key.name().isEmpty()));
    }

    /** Adds an index that is no constraint. Error 1913 if the name is taken. */
    TableBuilder addIndex(DefinitionStatement.IndexDefinition index, List<String> included) {
        if (indexes.stream().anyMatch(i -> i.name().equalsIgnoreCase(index.name()))) {
            throw new SqlError(
                    1913,
                    "The operation failed because an index or statistics with name '" + index.name()
                            + "' already exists on table '" + schema + "." + name + "'.");
        }
        if (index.clustered() && indexes.stream().anyMatch(IndexDefinition::clustered)) {
            throw new SqlError(
                    1902,
                    16,
                    3,
                    "Cannot create more than one clustered index on table '" + schema + "." + name
                            + "'. Drop the existing clustered index before creating another.");
        }
        List<IndexDefinition.Column> keys = new ArrayList<>();
        for (Query.Order key : index.columns()) {
            String column = ((Expression.Column) key.expression()).name();
            keys.add(new IndexDefinition.Column(require(column).name(), key.descending()));
        }
        indexes.add(new IndexDefinition(
                indexId(index.clustered()),
                index.name(),
                index.unique(),
                index.clustered(),
                false,
                false,
                keys,
                included.stream().map(column -> require(column).name()).toList(),
                index.filter().map(ExpressionText::of)));
        return this;
    }

    /** Adds the columns of a query's result (SELECT … INTO). Error 1038 or 8155 for a column without a name. */
    TableBuilder addResult(List<Output> outputs) {
        for (Output output : outputs) {
            if (output.name().isEmpty()) {
                throw new SqlError(
                        1038,
                        15,
                        5,
                        "An object or column name is missing or empty. For SELECT INTO statements, verify each column"
                                + " has a name. For other statements, look for empty alias names. Aliases defined as \"\""
                                + " or [] are not allowed. Change the alias to a valid name.");
            }
            SqlType type = output.type().kind() == SqlKind.ROWVERSION ? SqlType.binary(8) : output.type();
            addColumn(new DefinitionStatement.ColumnDefinition(
                    output.name(),
                    type,
                    Optional.of(output.nullable()),
                    output.identity() ? Optional.of(new DefinitionStatement.Identity(1, 1)) : Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of()));
        }
        return this;
    }
}
