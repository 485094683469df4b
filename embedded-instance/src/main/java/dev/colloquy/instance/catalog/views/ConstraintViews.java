package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.views.TableViews.Table;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Indexes and the constraints of tables. */
final class ConstraintViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final int PRIMARY_FILEGROUP = 1;

    private static final List<String> NAMES = List.of(
            "indexes",
            "index_columns",
            "key_constraints",
            "check_constraints",
            "default_constraints",
            "foreign_keys",
            "foreign_key_columns");

    private final Sources sources;

    ConstraintViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "indexes" -> indexes();
            case "index_columns" -> indexColumns();
            case "key_constraints" -> keyConstraints();
            case "check_constraints" -> checkConstraints();
            case "default_constraints" -> defaultConstraints();
            case "foreign_keys" -> foreignKeys();
            case "foreign_key_columns" -> foreignKeyColumns();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private record Index(int objectId, int id, int type, String typeDescription, Optional<IndexDefinition> index) {
        boolean is(Predicate<IndexDefinition> property) {
            return index.filter(property).isPresent();
        }
    }

    private Stream<Index> visibleIndexes(ViewScope scope) {
        return TableViews.visible(sources, scope).flatMap(table -> {
            List<Index> all = new ArrayList<>();
            List<IndexDefinition> indexes = table.definition().indexes();
            if (indexes.stream().noneMatch(IndexDefinition::clustered)) {
                all.add(new Index(table.id(), 0, 0, "HEAP", Optional.empty()));
            }
            indexes.forEach(index -> all.add(new Index(
                    table.id(),
                    index.indexId(),
                    index.clustered() ? 1 : 2,
                    index.clustered() ? "CLUSTERED" : "NONCLUSTERED",
                    Optional.of(index))));
            return all.stream();
        });
    }

    private View<?> indexes() {
        return View.<Index>of(this::visibleIndexes)
                .column("object_id", SqlType.INT, Index::objectId)
                .nullable(
                        "name",
                        SqlType.SYSNAME,
                        row -> row.index().map(IndexDefinition::name).orElse(null))
                .column("index_id", SqlType.INT, Index::id)
                .column("type", SqlType.TINYINT, Index::type)
                .nullable("type_desc", DESCRIPTION, Index::typeDescription)
                .nullable("is_unique", SqlType.BIT, row -> row.is(IndexDefinition::unique))
                .constant("data_space_id", SqlType.INT, PRIMARY_FILEGROUP)
                .zeros("ignore_dup_key")
                .nullable("is_primary_key", SqlType.BIT, row -> row.is(IndexDefinition::primaryKey))
                .nullable("is_unique_constraint", SqlType.BIT, row -> row.is(IndexDefinition::uniqueConstraint))
                .constant("fill_factor", SqlType.TINYINT, 0)
                .zeros("is_padded", "is_disabled", "is_hypothetical", "is_ignored_in_optimization")
                .constant("allow_row_locks", SqlType.BIT, true)
                .constant("allow_page_locks", SqlType.BIT, true)
                .nullable(
                        "has_filter",
                        SqlType.BIT,
                        row -> row.index().flatMap(IndexDefinition::filter).isPresent())
                .nullable(
                        "filter_definition",
                        SqlType.NVARCHAR_MAX,
                        row -> row.index().flatMap(IndexDefinition::filter).orElse(null))
                .nulls(SqlType.INT, "compression_delay")
                .zeros("suppress_dup_key_messages", "auto_created", "optimize_for_sequential_key");
    }

    private record IndexColumn(
            int objectId, int indexId, int number, int columnId, int keyOrdinal, boolean descending) {}

    private Stream<IndexColumn> visibleIndexColumns(ViewScope scope) {
        return TableViews.visible(sources, scope)
                .flatMap(table -> table.definition().indexes().stream()
                        .flatMap(index -> columnsOf(table.definition(), index).stream()));
    }

    private static List<IndexColumn> columnsOf(TableDefinition table, IndexDefinition index) {
        List<IndexColumn> all = new ArrayList<>();
        for (IndexDefinition.Column column : index.columns()) {
            int number = all.size() + 1;
            all.add(new IndexColumn(
                    table.objectId(),
                    index.indexId(),
                    number,
                    columnId(table, column.name()),
                    number,
                    column.descending()));
        }
        for (String included : index.included()) {
            all.add(new IndexColumn(
                    table.objectId(), index.indexId(), all.size() + 1, columnId(table, included), 0, false));
        }
        return all;
    }

    private static int columnId(TableDefinition table, String name) {
        return table.column(name).map(ColumnDefinition::columnId).orElse(0);
    }

    private View<?> indexColumns() {
        return View.<IndexColumn>of(this::visibleIndexColumns)
                .column("object_id", SqlType.INT, IndexColumn::objectId)
                .column("index_id", SqlType.INT, IndexColumn::indexId)
                .column("index_column_id", SqlType.INT, IndexColumn::number)
                .column("column_id", SqlType.INT, IndexColumn::columnId)
                .column("key_ordinal", SqlType.TINYINT, IndexColumn::keyOrdinal)
                .constant("partition_ordinal", SqlType.TINYINT, 0)
                .nullable("is_descending_key", SqlType.BIT, IndexColumn::descending)
                .nullable("is_included_column", SqlType.BIT, row -> row.keyOrdinal() == 0)
                .constant("column_store_order_ordinal", SqlType.TINYINT, 0);
    }

    /** A constraint with its row of {@code sys.objects}. */
    private record Constraint(CatalogObject object, TableDefinition table, ConstraintDefinition definition) {
        ConstraintDefinition.Reference reference() {
            return definition.reference().orElseThrow();
        }
    }

    private Stream<Constraint> visible(ViewScope scope, ConstraintDefinition.Kind... kinds) {
        List<ConstraintDefinition.Kind> wanted = List.of(kinds);
        return TableViews.visible(sources, scope)
                .map(Table::definition)
                .flatMap(table -> table.constraints().stream()
                        .filter(constraint -> wanted.contains(constraint.kind()))
                        .map(constraint ->
                                new Constraint(sources.objects().constraint(table, constraint), table, constraint)));
    }

    private View<?> keyConstraints() {
        return View.<Constraint>of(scope ->
                        visible(scope, ConstraintDefinition.Kind.PRIMARY_KEY, ConstraintDefinition.Kind.UNIQUE))
                .with(ObjectViews.columns(Constraint::object))
                .nullable(
                        "unique_index_id",
                        SqlType.INT,
                        row -> row.table()
                                .index(row.definition().name())
                                .map(IndexDefinition::indexId)
                                .orElse(null))
                .column("is_system_named", SqlType.BIT, row -> row.definition().systemNamed())
                .constant("is_enforced", SqlType.BIT, true);
    }

    private View<?> checkConstraints() {
        return View.<Constraint>of(scope -> visible(scope, ConstraintDefinition.Kind.CHECK))
                .with(ObjectViews.columns(Constraint::object))
                .zeros("is_disabled", "is_not_for_replication", "is_not_trusted")
                .constant("parent_column_id", SqlType.INT, 0)
                .nullable(
                        "definition",
                        SqlType.NVARCHAR_MAX,
                        row -> row.definition().text().orElse(null))
                .constant("uses_database_collation", SqlType.BIT, true)
                .column("is_system_named", SqlType.BIT, row -> row.definition().systemNamed());
    }

    private record Default(CatalogObject object, ColumnDefinition column) {
        ColumnDefinition.DefaultValue value() {
            return column.defaultValue().orElseThrow();
        }
    }

    private View<?> defaultConstraints() {
        return View.<Default>of(scope -> TableViews.visible(sources, scope)
                        .map(Table::definition)
                        .flatMap(this::defaultsOf))
                .with(ObjectViews.columns(Default::object))
                .column("parent_column_id", SqlType.INT, row -> row.column().columnId())
                .nullable("definition", SqlType.NVARCHAR_MAX, row -> row.value().text())
                .column(
                        "is_system_named",
                        SqlType.BIT,
                        row -> row.value().name().startsWith("DF__"));
    }

    private Stream<Default> defaultsOf(TableDefinition table) {
        return table.columns().stream()
                .filter(column -> column.defaultValue().isPresent())
                .map(column -> new Default(
                        sources.objects()
                                .constraint(table, column.defaultValue().orElseThrow()),
                        column));
    }

    private View<?> foreignKeys() {
        return View.<Constraint>of(scope -> visible(scope, ConstraintDefinition.Kind.FOREIGN_KEY))
                .with(ObjectViews.columns(Constraint::object))
                .nullable(
                        "referenced_object_id",
                        SqlType.INT,
                        row -> row.reference().tableId())
                .nullable("key_index_id", SqlType.INT, this::keyIndexId)
                .zeros("is_disabled", "is_not_for_replication", "is_not_trusted")
                .nullable(
                        "delete_referential_action",
                        SqlType.TINYINT,
                        row -> action(row.reference().onDelete()))
                .nullable(
                        "delete_referential_action_desc",
                        DESCRIPTION,
                        row -> described(row.reference().onDelete()))
                .nullable(
                        "update_referential_action",
                        SqlType.TINYINT,
                        row -> action(row.reference().onUpdate()))
                .nullable(
                        "update_referential_action_desc",
                        DESCRIPTION,
                        row -> described(row.reference().onUpdate()))
                .column("is_system_named", SqlType.BIT, row -> row.definition().systemNamed());
    }

    /** The index of the referenced key: the one with these columns. */
    private Integer keyIndexId(Constraint key) {
        return referenced(key).stream()
                .flatMap(table -> table.indexes().stream())
                .filter(index -> index.unique()
                        && index.columns().stream()
                                .map(IndexDefinition.Column::name)
                                .toList()
                                .equals(key.reference().columns()))
                .findFirst()
                .map(IndexDefinition::indexId)
                .orElse(null);
    }

    private Optional<TableDefinition> referenced(Constraint key) {
        return sources.tables()
                .tableWithId(key.table().databaseId(), key.reference().tableId());
    }

    private static int action(String text) {
        return switch (text) {
            case "CASCADE" -> 1;
            case "SET NULL" -> 2;
            case "SET DEFAULT" -> 3;
            default -> 0;
        };
    }

    private static String described(String action) {
        return action.replace(' ', '_');
    }

    private record KeyColumn(Constraint key, int number, int columnId, int referencedColumnId) {}

    private Stream<KeyColumn> keyColumns(Constraint key) {
        List<String> own = key.definition().columns();
        List<String> far = key.reference().columns();
        return IntStream.range(0, Math.min(own.size(), far.size()))
                .mapToObj(i -> new KeyColumn(
                        key,
                        i + 1,
                        columnId(key.table(), own.get(i)),
                        referenced(key)
                                .map(table -> columnId(table, far.get(i)))
                                .orElse(0)));
    }

    private View<?> foreignKeyColumns() {
        return View.<KeyColumn>of(scope ->
                        visible(scope, ConstraintDefinition.Kind.FOREIGN_KEY).flatMap(this::keyColumns))
                .column(
                        "constraint_object_id",
                        SqlType.INT,
                        row -> row.key().object().objectId())
                .column("constraint_column_id", SqlType.INT, KeyColumn::number)
                .column(
                        "parent_object_id",
                        SqlType.INT,
                        row -> row.key().table().objectId())
                .column("parent_column_id", SqlType.INT, KeyColumn::columnId)
                .column(
                        "referenced_object_id",
                        SqlType.INT,
                        row -> row.key().reference().tableId())
                .column("referenced_column_id", SqlType.INT, KeyColumn::referencedColumnId);
    }
}
