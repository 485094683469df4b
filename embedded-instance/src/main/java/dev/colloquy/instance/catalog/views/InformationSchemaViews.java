package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.views.TableViews.Table;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The views of the schema INFORMATION_SCHEMA. */
final class InformationSchemaViews implements ViewFamily {
    private static final SqlType NAME = SqlType.nvarchar(128);
    private static final SqlType SYSNAME = SqlType.SYSNAME;
    private static final int LONGEST_TEXT = 4000;

    private static final List<String> NAMES =
            List.of("TABLES", "COLUMNS", "SCHEMATA", "ROUTINES", "TABLE_CONSTRAINTS", "KEY_COLUMN_USAGE");

    private final Sources sources;

    InformationSchemaViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "TABLES" -> tables();
            case "COLUMNS" -> columns();
            case "SCHEMATA" -> schemata();
            case "ROUTINES" -> routines();
            case "TABLE_CONSTRAINTS" -> tableConstraints();
            case "KEY_COLUMN_USAGE" -> keyColumnUsage();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A table of the database whose name the views repeat. */
    private record Named(String catalog, TableDefinition table) {}

    private Stream<Named> visible(ViewScope scope) {
        String catalog = scope.database().name();
        return TableViews.visible(sources, scope).map(Table::definition).map(table -> new Named(catalog, table));
    }

    private View<?> tables() {
        return View.<Named>of(this::visible)
                .nullable("TABLE_CATALOG", NAME, Named::catalog)
                .nullable("TABLE_SCHEMA", NAME, row -> row.table().schema())
                .column("TABLE_NAME", SYSNAME, row -> row.table().name())
                .nullable("TABLE_TYPE", SqlType.varchar(10), row -> "BASE TABLE");
    }

    private record Column(Named of, int position, ColumnDefinition definition) {
        SqlType type() {
            return definition.type();
        }
    }

    private static Stream<Column> columnsOf(Named named) {
        List<ColumnDefinition> all = named.table().columns();
        return IntStream.range(0, all.size()).mapToObj(i -> new Column(named, i + 1, all.get(i)));
    }

    private View<?> columns() {
        return View.<Column>of(scope -> visible(scope).flatMap(InformationSchemaViews::columnsOf))
                .nullable("TABLE_CATALOG", NAME, row -> row.of().catalog())
                .nullable("TABLE_SCHEMA", NAME, row -> row.of().table().schema())
                .column("TABLE_NAME", SYSNAME, row -> row.of().table().name())
                .nullable("COLUMN_NAME", SYSNAME, row -> row.definition().name())
                .nullable("ORDINAL_POSITION", SqlType.INT, Column::position)
                .nullable(
                        "COLUMN_DEFAULT",
                        SqlType.nvarchar(LONGEST_TEXT),
                        row -> row.definition()
                                .defaultValue()
                                .map(ColumnDefinition.DefaultValue::text)
                                .orElse(null))
                .nullable(
                        "IS_NULLABLE",
                        SqlType.varchar(3),
                        row -> row.definition().nullable() ? "YES" : "NO")
                .nullable(
                        "DATA_TYPE",
                        NAME,
                        row -> ColumnFacts.typeName(row.type().kind()))
                .nullable("CHARACTER_MAXIMUM_LENGTH", SqlType.INT, row -> ColumnFacts.characterLength(row.type()))
                .nullable("CHARACTER_OCTET_LENGTH", SqlType.INT, row -> ColumnFacts.octetLength(row.type()))
                .nullable("NUMERIC_PRECISION", SqlType.TINYINT, row -> ColumnFacts.numericPrecision(row.type()))
                .nullable("NUMERIC_PRECISION_RADIX", SqlType.SMALLINT, row -> ColumnFacts.radix(row.type()))
                .nullable("NUMERIC_SCALE", SqlType.INT, row -> ColumnFacts.numericScale(row.type()))
                .nullable("DATETIME_PRECISION", SqlType.SMALLINT, row -> ColumnFacts.datetimePrecision(row.type()))
                .nulls(SYSNAME, "CHARACTER_SET_CATALOG", "CHARACTER_SET_SCHEMA")
                .nullable("CHARACTER_SET_NAME", SYSNAME, row -> characterSet(row.type()))
                .nulls(SYSNAME, "COLLATION_CATALOG", "COLLATION_SCHEMA")
                .nullable("COLLATION_NAME", SYSNAME, row -> ColumnFacts.collation(row.type()))
                .nulls(SYSNAME, "DOMAIN_CATALOG", "DOMAIN_SCHEMA", "DOMAIN_NAME");
    }

    private static String characterSet(SqlType type) {
        if (!type.kind().isCharacter()) {
            return null;
        }
        return type.kind().isUnicode() ? "UNICODE" : "iso_1";
    }

    private record Schema(String catalog, String name, String owner) {}

    private View<?> schemata() {
        return View.<Schema>of(scope -> sources.tables().schemas(scope.databaseId()).stream()
                        .map(schema -> new Schema(scope.database().name(), schema.name(), owner(schema))))
                .nullable("CATALOG_NAME", NAME, Schema::catalog)
                .column("SCHEMA_NAME", NAME, Schema::name)
                .nullable("SCHEMA_OWNER", NAME, Schema::owner)
                .nulls(SqlType.varchar(6), "DEFAULT_CHARACTER_SET_CATALOG")
                .nulls(SqlType.varchar(3), "DEFAULT_CHARACTER_SET_SCHEMA")
                .constant("DEFAULT_CHARACTER_SET_NAME", SYSNAME, "iso_1");
    }

    private String owner(SchemaDefinition schema) {
        return sources.security()
                .principals()
                .withId(schema.databaseId(), schema.ownerId())
                .map(Principal::name)
                .orElse(null);
    }

    private record Routine(String catalog, ProcedureDefinition procedure) {
        String definition() {
            String text = procedure.text();
            return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        }
    }

    private Stream<Routine> visibleRoutines(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.procedures().all(scope.databaseId()).stream()
                .filter(procedure -> visibility.sees(sources.objects().procedure(procedure)))
                .map(procedure -> new Routine(scope.database().name(), procedure));
    }

    private View<?> routines() {
        return View.<Routine>of(this::visibleRoutines)
                .nullable("SPECIFIC_CATALOG", NAME, Routine::catalog)
                .nullable("SPECIFIC_SCHEMA", NAME, row -> row.procedure().schema())
                .column("SPECIFIC_NAME", SYSNAME, row -> row.procedure().name())
                .nullable("ROUTINE_CATALOG", NAME, Routine::catalog)
                .nullable("ROUTINE_SCHEMA", NAME, row -> row.procedure().schema())
                .column("ROUTINE_NAME", SYSNAME, row -> row.procedure().name())
                .nullable("ROUTINE_TYPE", SqlType.nvarchar(20), row -> "PROCEDURE")
                .nulls(SYSNAME, "MODULE_CATALOG", "MODULE_SCHEMA", "MODULE_NAME")
                .nulls(SYSNAME, "UDT_CATALOG", "UDT_SCHEMA", "UDT_NAME", "DATA_TYPE")
                .nulls(SqlType.INT, "CHARACTER_MAXIMUM_LENGTH", "CHARACTER_OCTET_LENGTH")
                .nulls(SYSNAME, "COLLATION_CATALOG", "COLLATION_SCHEMA", "COLLATION_NAME")
                .nulls(SYSNAME, "CHARACTER_SET_CATALOG", "CHARACTER_SET_SCHEMA", "CHARACTER_SET_NAME")
                .nulls(SqlType.SMALLINT, "NUMERIC_PRECISION", "NUMERIC_PRECISION_RADIX", "NUMERIC_SCALE")
                .nulls(SqlType.SMALLINT, "DATETIME_PRECISION")
                .nulls(SqlType.nvarchar(30), "INTERVAL_TYPE")
                .nulls(SqlType.SMALLINT, "INTERVAL_PRECISION")
                .nulls(SYSNAME, "TYPE_UDT_CATALOG", "TYPE_UDT_SCHEMA", "TYPE_UDT_NAME")
                .nulls(SYSNAME, "SCOPE_CATALOG", "SCOPE_SCHEMA", "SCOPE_NAME")
                .nulls(SqlType.BIGINT, "MAXIMUM_CARDINALITY")
                .nulls(SYSNAME, "DTD_IDENTIFIER")
                .with(InformationSchemaViews::body);
    }

    private static View<Routine> body(View<Routine> view) {
        return view.nullable("ROUTINE_BODY", SqlType.nvarchar(30), row -> "SQL")
                .nullable("ROUTINE_DEFINITION", SqlType.nvarchar(LONGEST_TEXT), Routine::definition)
                .nulls(SYSNAME, "EXTERNAL_NAME")
                .nulls(SqlType.nvarchar(30), "EXTERNAL_LANGUAGE", "PARAMETER_STYLE")
                .nullable("IS_DETERMINISTIC", SqlType.nvarchar(10), row -> "NO")
                .nullable("SQL_DATA_ACCESS", SqlType.nvarchar(30), row -> "MODIFIES")
                .nulls(SqlType.nvarchar(10), "IS_NULL_CALL")
                .nulls(SYSNAME, "SCHEMA_CATALOG", "SCHEMA_NAME")
                .nullable("SCHEMA_LEVEL_ROUTINE", SqlType.nvarchar(10), row -> "YES")
                .nullable("MAX_DYNAMIC_RESULT_SETS", SqlType.SMALLINT, row -> -1)
                .nullable("IS_USER_DEFINED_CAST", SqlType.nvarchar(10), row -> "NO")
                .nullable("IS_IMPLICITLY_INVOCABLE", SqlType.nvarchar(10), row -> "NO")
                .column("CREATED", SqlType.DATETIME, row -> row.procedure().created())
                .column("LAST_ALTERED", SqlType.DATETIME, row -> row.procedure().modified());
    }

    private record Constraint(Named of, ConstraintDefinition definition) {
        String type() {
            return definition.kind().name().replace('_', ' ');
        }
    }

    private Stream<Constraint> visibleConstraints(ViewScope scope) {
        return visible(scope)
                .flatMap(named ->
                        named.table().constraints().stream().map(constraint -> new Constraint(named, constraint)));
    }

    private View<?> tableConstraints() {
        return View.<Constraint>of(this::visibleConstraints)
                .with(InformationSchemaViews::constraint)
                .nullable("CONSTRAINT_TYPE", SqlType.varchar(11), Constraint::type)
                .constant("IS_DEFERRABLE", SqlType.varchar(2), "NO")
                .constant("INITIALLY_DEFERRED", SqlType.varchar(2), "NO");
    }

    private static View<Constraint> constraint(View<Constraint> view) {
        return view.nullable("CONSTRAINT_CATALOG", NAME, row -> row.of().catalog())
                .nullable("CONSTRAINT_SCHEMA", NAME, row -> row.of().table().schema())
                .column("CONSTRAINT_NAME", SYSNAME, row -> row.definition().name())
                .nullable("TABLE_CATALOG", NAME, row -> row.of().catalog())
                .nullable("TABLE_SCHEMA", NAME, row -> row.of().table().schema())
                .column("TABLE_NAME", SYSNAME, row -> row.of().table().name());
    }

    private record KeyColumn(Constraint key, int position) {
        String name() {
            return key.definition().columns().get(position - 1);
        }
    }

    private static Stream<KeyColumn> keyColumns(Constraint key) {
        return IntStream.rangeClosed(1, key.definition().columns().size()).mapToObj(i -> new KeyColumn(key, i));
    }

    private View<?> keyColumnUsage() {
        return View.<KeyColumn>of(scope -> visibleConstraints(scope).flatMap(InformationSchemaViews::keyColumns))
                .nullable("CONSTRAINT_CATALOG", NAME, row -> row.key().of().catalog())
                .nullable(
                        "CONSTRAINT_SCHEMA", NAME, row -> row.key().of().table().schema())
                .column(
                        "CONSTRAINT_NAME",
                        SYSNAME,
                        row -> row.key().definition().name())
                .nullable("TABLE_CATALOG", NAME, row -> row.key().of().catalog())
                .nullable("TABLE_SCHEMA", NAME, row -> row.key().of().table().schema())
                .column("TABLE_NAME", SYSNAME, row -> row.key().of().table().name())
                .nullable("COLUMN_NAME", SYSNAME, KeyColumn::name)
                .column("ORDINAL_POSITION", SqlType.INT, KeyColumn::position);
    }
}
