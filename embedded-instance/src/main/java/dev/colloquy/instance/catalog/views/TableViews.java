package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code sys.tables}, {@code sys.columns} and {@code sys.types}. */
final class TableViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final int SYSNAME_TYPE_ID = 256;

    private static final List<String> NAMES =
            List.of("tables", "columns", "identity_columns", "computed_columns", "types");

    private final Sources sources;

    TableViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "tables" -> tables();
            case "columns" -> columns();
            case "identity_columns" -> identityColumns();
            case "computed_columns" -> computedColumns();
            case "types" -> types();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A table with its row of {@code sys.objects}. */
    record Table(CatalogObject object, TableDefinition definition) {
        int id() {
            return object.objectId();
        }
    }

    /** The tables that the reader may see. */
    static Stream<Table> visible(Sources sources, ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.tables().tables(scope.databaseId()).stream()
                .map(table -> new Table(sources.objects().table(table), table))
                .filter(table -> visibility.sees(table.object()));
    }

    private View<?> tables() {
        return View.<Table>of(scope -> visible(sources, scope))
                .with(ObjectViews.columns(Table::object))
                .constant("lob_data_space_id", SqlType.INT, 0)
                .nulls(SqlType.INT, "filestream_data_space_id")
                .column(
                        "max_column_id_used",
                        SqlType.INT,
                        row -> row.definition().lastColumnId())
                .zeros("lock_on_bulk_load")
                .constant("uses_ansi_nulls", SqlType.BIT, true)
                .zeros(
                        "is_replicated",
                        "has_replication_filter",
                        "is_merge_published",
                        "is_sync_tran_subscribed",
                        "has_unchecked_assembly_data")
                .constant("text_in_row_limit", SqlType.INT, 0)
                .zeros("large_value_types_out_of_row", "is_tracked_by_cdc")
                .constant("lock_escalation", SqlType.TINYINT, 0)
                .constant("lock_escalation_desc", DESCRIPTION, "TABLE")
                .zeros("is_filetable", "is_memory_optimized")
                .constant("durability", SqlType.TINYINT, 0)
                .constant("durability_desc", DESCRIPTION, "SCHEMA_AND_DATA")
                .constant("temporal_type", SqlType.TINYINT, 0)
                .constant("temporal_type_desc", DESCRIPTION, "NON_TEMPORAL_TABLE")
                .nulls(SqlType.INT, "history_table_id")
                .zeros("is_remote_data_archive_enabled", "is_external")
                .nulls(SqlType.INT, "history_retention_period", "history_retention_period_unit")
                .nulls(SqlType.nvarchar(10), "history_retention_period_unit_desc")
                .zeros("is_node", "is_edge")
                .constant("data_retention_period", SqlType.INT, -1)
                .constant("data_retention_period_unit", SqlType.INT, -1)
                .constant("data_retention_period_unit_desc", SqlType.nvarchar(10), "INFINITE")
                .constant("ledger_type", SqlType.TINYINT, 0)
                .constant("ledger_type_desc", DESCRIPTION, "NON_LEDGER_TABLE")
                .nulls(SqlType.INT, "ledger_view_id")
                .zeros("is_dropped_ledger_table");
    }

    /** A row of {@code sys.columns}. */
    private record Column(int objectId, ColumnDefinition definition) {
        SqlType type() {
            return definition.type();
        }
    }

    private Stream<Column> visibleColumns(ViewScope scope) {
        return visible(sources, scope)
                .flatMap(table -> table.definition().columns().stream().map(column -> new Column(table.id(), column)));
    }

    private View<?> columns() {
        return View.<Column>of(this::visibleColumns).with(TableViews::identity).with(TableViews::flags);
    }

    /** {@code sys.all_columns}: those of the tables and of the system views. */
    View<?> allColumns(Function<ViewScope, Stream<CatalogObject>> systemObjects, SystemViews views) {
        return View.<Column>of(scope -> Stream.concat(
                        visibleColumns(scope), systemObjects.apply(scope).flatMap(object -> ofView(object, views))))
                .with(TableViews::identity)
                .with(TableViews::flags);
    }

    private static Stream<Column> ofView(CatalogObject object, SystemViews views) {
        List<ViewColumn> columns = views.find(object.schema(), object.name())
                .map(SystemView::columns)
                .orElse(List.of());
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new Column(object.objectId(), definition(columns.get(i), i + 1)));
    }

    private static ColumnDefinition definition(ViewColumn column, int id) {
        return new ColumnDefinition(
                id,
                column.name(),
                column.type(),
                column.nullable(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private View<?> identityColumns() {
        return View.<Column>of(scope -> visibleColumns(scope)
                        .filter(column -> column.definition().identity().isPresent()))
                .with(TableViews::identity)
                .with(TableViews::flags)
                .nullable(
                        "seed_value",
                        SqlType.SQL_VARIANT,
                        row -> variant(row.definition().identity().orElseThrow().seed()))
                .nullable(
                        "increment_value",
                        SqlType.SQL_VARIANT,
                        row -> variant(row.definition().identity().orElseThrow().increment()))
                .nulls(SqlType.SQL_VARIANT, "last_value")
                .zeros("is_not_for_replication");
    }

    private static SqlValue variant(long value) {
        return SqlValue.of(SqlType.BIGINT, value);
    }

    private View<?> computedColumns() {
        return View.<Column>of(scope -> visibleColumns(scope)
                        .filter(column -> column.definition().computed().isPresent()))
                .with(TableViews::identity)
                .with(TableViews::flags)
                .nullable(
                        "definition",
                        SqlType.NVARCHAR_MAX,
                        row -> row.definition().computed().orElse(null))
                .constant("uses_database_collation", SqlType.BIT, true)
                .zeros("is_persisted");
    }

    private static View<Column> identity(View<Column> view) {
        return view.column("object_id", SqlType.INT, Column::objectId)
                .nullable("name", SqlType.SYSNAME, row -> row.definition().name())
                .column("column_id", SqlType.INT, row -> row.definition().columnId())
                .column(
                        "system_type_id",
                        SqlType.TINYINT,
                        row -> ColumnFacts.systemTypeId(row.type().kind()))
                .column(
                        "user_type_id",
                        SqlType.INT,
                        row -> ColumnFacts.systemTypeId(row.type().kind()))
                .column("max_length", SqlType.SMALLINT, row -> ColumnFacts.maxLength(row.type()))
                .column("precision", SqlType.TINYINT, row -> ColumnFacts.precision(row.type()))
                .column("scale", SqlType.TINYINT, row -> ColumnFacts.scale(row.type()))
                .nullable("collation_name", SqlType.SYSNAME, row -> ColumnFacts.collation(row.type()))
                .nullable("is_nullable", SqlType.BIT, row -> row.definition().nullable())
                .column(
                        "is_ansi_padded",
                        SqlType.BIT,
                        row -> row.type().kind().isCharacter()
                                || row.type().kind().isBinary());
    }

    private static View<Column> flags(View<Column> view) {
        return view.column("is_rowguidcol", SqlType.BIT, row -> row.definition().rowGuid())
                .column(
                        "is_identity",
                        SqlType.BIT,
                        row -> row.definition().identity().isPresent())
                .column(
                        "is_computed",
                        SqlType.BIT,
                        row -> row.definition().computed().isPresent())
                .zeros(
                        "is_filestream",
                        "is_replicated",
                        "is_non_sql_subscribed",
                        "is_merge_published",
                        "is_dts_replicated",
                        "is_xml_document")
                .constant("xml_collection_id", SqlType.INT, 0)
                .column(
                        "default_object_id",
                        SqlType.INT,
                        row -> row.definition()
                                .defaultValue()
                                .map(ColumnDefinition.DefaultValue::objectId)
                                .orElse(0))
                .constant("rule_object_id", SqlType.INT, 0)
                .zeros("is_sparse", "is_column_set")
                .constant("generated_always_type", SqlType.TINYINT, 0)
                .constant("generated_always_type_desc", DESCRIPTION, "NOT_APPLICABLE")
                .nulls(SqlType.INT, "encryption_type")
                .nulls(SqlType.nvarchar(64), "encryption_type_desc")
                .nulls(SqlType.SYSNAME, "encryption_algorithm_name")
                .nulls(SqlType.INT, "column_encryption_key_id")
                .nulls(SqlType.SYSNAME, "column_encryption_key_database_name")
                .zeros("is_hidden", "is_masked")
                .nulls(SqlType.INT, "graph_type")
                .nulls(DESCRIPTION, "graph_type_desc")
                .zeros("is_data_deletion_filter_column")
                .nulls(SqlType.TINYINT, "ledger_view_column_type")
                .nulls(DESCRIPTION, "ledger_view_column_type_desc")
                .zeros("is_dropped_ledger_column");
    }

    private record Type(String name, int userTypeId, SqlType type, boolean nullable) {}

    private static Stream<Type> builtInTypes() {
        Stream<Type> base = Arrays.stream(SqlKind.values())
                .map(kind -> new Type(
                        ColumnFacts.typeName(kind), ColumnFacts.systemTypeId(kind), widest(kind), isNullable(kind)));
        return Stream.concat(base, Stream.of(new Type("sysname", SYSNAME_TYPE_ID, SqlType.SYSNAME, false)));
    }

    private static boolean isNullable(SqlKind kind) {
        return kind != SqlKind.ROWVERSION;
    }

    /** The type with the greatest length, precision and scale, which {@code sys.types} shows. */
    private static SqlType widest(SqlKind kind) {
        return switch (kind) {
            case CHAR, VARCHAR, BINARY, VARBINARY -> new SqlType(kind, 8000, 0, 0);
            case NCHAR, NVARCHAR -> new SqlType(kind, 4000, 0, 0);
            case DECIMAL, NUMERIC -> new SqlType(kind, 0, 38, 38);
            case TIME, DATETIME2, DATETIMEOFFSET -> new SqlType(kind, 0, 0, 7);
            default -> SqlType.simple(kind);
        };
    }

    private static View<?> types() {
        return View.<Type>of(scope -> builtInTypes())
                .column("name", SqlType.SYSNAME, Type::name)
                .column(
                        "system_type_id",
                        SqlType.TINYINT,
                        row -> ColumnFacts.systemTypeId(row.type().kind()))
                .column("user_type_id", SqlType.INT, Type::userTypeId)
                .constant("schema_id", SqlType.INT, Principal.SYS)
                .nulls(SqlType.INT, "principal_id")
                .column("max_length", SqlType.SMALLINT, row -> ColumnFacts.maxLength(row.type()))
                .column("precision", SqlType.TINYINT, row -> ColumnFacts.precision(row.type()))
                .column("scale", SqlType.TINYINT, row -> ColumnFacts.scale(row.type()))
                .nullable("collation_name", SqlType.SYSNAME, row -> ColumnFacts.collation(row.type()))
                .nullable("is_nullable", SqlType.BIT, Type::nullable)
                .zeros("is_user_defined", "is_assembly_type")
                .constant("default_object_id", SqlType.INT, 0)
                .constant("rule_object_id", SqlType.INT, 0)
                .zeros("is_table_type");
    }
}
