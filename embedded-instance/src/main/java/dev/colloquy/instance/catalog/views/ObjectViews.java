package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code sys.objects} and the views over procedures and the kinds of objects that the instance does not have. */
final class ObjectViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    /** execute_as_principal_id of EXECUTE AS OWNER. */
    private static final int OWNER = -2;

    private static final List<String> NAMES = List.of(
            "objects",
            "procedures",
            "parameters",
            "sql_modules",
            "all_sql_modules",
            "views",
            "triggers",
            "synonyms",
            "sequences");

    private final Sources sources;

    ObjectViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "objects" -> objects();
            case "procedures" -> procedures();
            case "parameters" -> parameters();
            case "sql_modules" -> modules();
            case "all_sql_modules" -> modules();
            case "views" -> views();
            case "triggers" -> triggers();
            case "synonyms" -> synonyms();
            case "sequences" -> sequences();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The columns of {@code sys.objects}, with which other views begin. */
    static <R> Function<View<R>, View<R>> columns(Function<? super R, CatalogObject> object) {
        return view -> view.column(
                        "name", SqlType.SYSNAME, row -> object.apply(row).name())
                .column("object_id", SqlType.INT, row -> object.apply(row).objectId())
                .constant("principal_id", SqlType.INT, null)
                .column("schema_id", SqlType.INT, row -> object.apply(row).schemaId())
                .column(
                        "parent_object_id",
                        SqlType.INT,
                        row -> object.apply(row).parentId())
                .column("type", Types.CODE, row -> object.apply(row).type().code())
                .nullable(
                        "type_desc",
                        DESCRIPTION,
                        row -> object.apply(row).type().description())
                .column(
                        "create_date",
                        SqlType.DATETIME,
                        row -> object.apply(row).created())
                .column(
                        "modify_date",
                        SqlType.DATETIME,
                        row -> object.apply(row).modified())
                .column("is_ms_shipped", SqlType.BIT, row -> object.apply(row).systemObject())
                .zeros("is_published", "is_schema_published");
    }

    private Stream<CatalogObject> visible(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.objects().all(scope.databaseId()).filter(visibility::sees);
    }

    private View<?> objects() {
        return View.<CatalogObject>of(this::visible).with(columns(object -> object));
    }

    /** {@code sys.all_objects}: the objects of the database and the system views. */
    View<?> allObjects(Function<ViewScope, Stream<CatalogObject>> systemObjects) {
        return View.<CatalogObject>of(scope -> Stream.concat(visible(scope), systemObjects.apply(scope)))
                .with(columns(object -> object));
    }

    private record Procedure(CatalogObject object, ProcedureDefinition definition) {}

    private Stream<Procedure> visibleProcedures(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.procedures().all(scope.databaseId()).stream()
                .map(procedure -> new Procedure(sources.objects().procedure(procedure), procedure))
                .filter(procedure -> visibility.sees(procedure.object()));
    }

    private View<?> procedures() {
        return View.<Procedure>of(this::visibleProcedures)
                .with(columns(Procedure::object))
                .zeros(
                        "is_auto_executed",
                        "is_execution_replicated",
                        "is_repl_serializable_only",
                        "skips_repl_constraints");
    }

    private record Parameter(int objectId, int number, ProcedureParameter parameter) {
        SqlType type() {
            return parameter.type();
        }
    }

    private Stream<Parameter> visibleParameters(ViewScope scope) {
        return visibleProcedures(scope).flatMap(procedure -> {
            List<ProcedureParameter> all = sources.reported().parameters(procedure.definition());
            return IntStream.range(0, all.size())
                    .mapToObj(i -> new Parameter(procedure.object().objectId(), i + 1, all.get(i)));
        });
    }

    private View<?> parameters() {
        return View.<Parameter>of(this::visibleParameters)
                .column("object_id", SqlType.INT, Parameter::objectId)
                .nullable("name", SqlType.SYSNAME, row -> row.parameter().name())
                .column("parameter_id", SqlType.INT, Parameter::number)
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
                .column("is_output", SqlType.BIT, row -> row.parameter().output())
                .zeros("is_cursor_ref", "has_default_value", "is_xml_document")
                .nulls(SqlType.SQL_VARIANT, "default_value")
                .constant("xml_collection_id", SqlType.INT, 0)
                .column("is_readonly", SqlType.BIT, row -> row.parameter().readOnly())
                .constant("is_nullable", SqlType.BIT, true)
                .nulls(SqlType.INT, "encryption_type")
                .nulls(SqlType.nvarchar(64), "encryption_type_desc")
                .nulls(SqlType.SYSNAME, "encryption_algorithm_name")
                .nulls(SqlType.INT, "column_encryption_key_id")
                .nulls(SqlType.SYSNAME, "column_encryption_key_database_name");
    }

    private View<?> modules() {
        return View.<Procedure>of(this::visibleProcedures)
                .column("object_id", SqlType.INT, row -> row.object().objectId())
                .nullable(
                        "definition",
                        SqlType.NVARCHAR_MAX,
                        row -> row.definition().text())
                .constant("uses_ansi_nulls", SqlType.BIT, true)
                .constant("uses_quoted_identifier", SqlType.BIT, true)
                .zeros("is_schema_bound", "uses_database_collation", "is_recompiled", "null_on_null_input")
                .nullable("execute_as_principal_id", SqlType.INT, this::executeAs)
                .zeros("uses_native_compilation", "inline_type", "is_inlineable");
    }

    private Integer executeAs(Procedure procedure) {
        Optional<String> as = procedure.definition().executeAs();
        if (as.isEmpty() || as.get().equalsIgnoreCase("CALLER")) {
            return null;
        }
        if (as.get().equalsIgnoreCase("OWNER")) {
            return OWNER;
        }
        return sources.security()
                .principals()
                .named(procedure.definition().databaseId(), as.get())
                .map(Principal::id)
                .orElse(null);
    }

    /** User-defined views, of which there are none. */
    private static View<?> views() {
        return View.empty()
                .with(columns(row -> null))
                .zeros(
                        "is_replicated",
                        "has_replication_filter",
                        "has_opaque_metadata",
                        "has_unchecked_assembly_data",
                        "with_check_option",
                        "is_date_correlation_view",
                        "is_tracked_by_cdc",
                        "has_snapshot")
                .nulls(SqlType.TINYINT, "ledger_view_type")
                .nulls(DESCRIPTION, "ledger_view_type_desc")
                .zeros("is_dropped_ledger_view");
    }

    private static View<?> triggers() {
        return View.empty()
                .constant("name", SqlType.SYSNAME, "")
                .constant("object_id", SqlType.INT, 0)
                .constant("parent_class", SqlType.TINYINT, 1)
                .nulls(DESCRIPTION, "parent_class_desc")
                .constant("parent_id", SqlType.INT, 0)
                .constant("type", Types.CODE, "TR")
                .nulls(DESCRIPTION, "type_desc")
                .constant("create_date", SqlType.DATETIME, 0)
                .constant("modify_date", SqlType.DATETIME, 0)
                .zeros("is_ms_shipped", "is_disabled", "is_not_for_replication", "is_instead_of_trigger");
    }

    private static View<?> synonyms() {
        return View.empty().with(columns(row -> null)).nulls(SqlType.nvarchar(1035), "base_object_name");
    }

    private static View<?> sequences() {
        return View.empty()
                .with(columns(row -> null))
                .nulls(SqlType.SQL_VARIANT, "start_value", "increment", "minimum_value", "maximum_value")
                .nulls(SqlType.BIT, "is_cycling", "is_cached")
                .nulls(SqlType.INT, "cache_size")
                .constant("system_type_id", SqlType.TINYINT, 0)
                .constant("user_type_id", SqlType.INT, 0)
                .constant("precision", SqlType.TINYINT, 0)
                .nulls(SqlType.TINYINT, "scale")
                .nulls(SqlType.SQL_VARIANT, "current_value")
                .zeros("is_exhausted")
                .nulls(SqlType.SQL_VARIANT, "last_used_value");
    }
}
