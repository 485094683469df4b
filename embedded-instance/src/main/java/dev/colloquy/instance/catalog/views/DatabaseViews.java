package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.stream.Stream;

/** {@code sys.databases}, {@code sys.schemas}, {@code sys.configurations} and what databases could hold but do not. */
final class DatabaseViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final int COMPATIBILITY_LEVEL = 160;
    private static final int MOST_USER_CONNECTIONS = 32_767;

    private static final List<String> NAMES = List.of(
            "databases",
            "schemas",
            "configurations",
            "extended_properties",
            "assemblies",
            "dm_db_partition_stats",
            "xml_schema_collections");

    private final Sources sources;

    DatabaseViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "databases" -> databases();
            case "schemas" -> schemas();
            case "configurations" -> configurations();
            case "extended_properties" -> extendedProperties();
            case "assemblies" -> assemblies();
            case "dm_db_partition_stats" -> partitionStats();
            case "xml_schema_collections" -> xmlSchemaCollections();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private View<?> databases() {
        return View.<Database>of(scope -> sources.storage().databases().all().stream())
                .with(this::identity)
                .with(DatabaseViews::state)
                .with(DatabaseViews::options)
                .with(this::broker)
                .with(DatabaseViews::containment)
                .with(DatabaseViews::recent);
    }

    private View<Database> identity(View<Database> view) {
        return view.column("name", SqlType.SYSNAME, Database::name)
                .column("database_id", SqlType.INT, Database::id)
                .constant("source_database_id", SqlType.INT, null)
                .nullable("owner_sid", Types.SID, this::ownerSid)
                .column("create_date", SqlType.DATETIME, Database::created)
                .constant("compatibility_level", SqlType.TINYINT, COMPATIBILITY_LEVEL)
                .constant("collation_name", SqlType.SYSNAME, Types.COLLATION)
                .column("user_access", SqlType.TINYINT, database -> database.singleUser() ? 1 : 0)
                .column(
                        "user_access_desc",
                        DESCRIPTION,
                        database -> database.singleUser() ? "SINGLE_USER" : "MULTI_USER");
    }

    private byte[] ownerSid(Database database) {
        return sources.security()
                .principals()
                .ownerOf(database.id())
                .map(Login::sid)
                .orElse(null);
    }

    private static View<Database> state(View<Database> view) {
        return view.zeros("is_read_only", "is_auto_close_on", "is_auto_shrink_on")
                .constant("state", SqlType.TINYINT, 0)
                .constant("state_desc", DESCRIPTION, "ONLINE")
                .zeros("is_in_standby", "is_cleanly_shutdown", "is_supplemental_logging_enabled")
                .constant("snapshot_isolation_state", SqlType.TINYINT, 0)
                .constant("snapshot_isolation_state_desc", DESCRIPTION, "OFF")
                .constant("is_read_committed_snapshot_on", SqlType.BIT, true)
                .constant("recovery_model", SqlType.TINYINT, 3)
                .constant("recovery_model_desc", DESCRIPTION, "SIMPLE")
                .constant("page_verify_option", SqlType.TINYINT, 2)
                .constant("page_verify_option_desc", DESCRIPTION, "CHECKSUM");
    }

    private static View<Database> options(View<Database> view) {
        return view.zeros(
                        "is_auto_create_stats_on",
                        "is_auto_create_stats_incremental_on",
                        "is_auto_update_stats_on",
                        "is_auto_update_stats_async_on",
                        "is_ansi_null_default_on",
                        "is_ansi_nulls_on",
                        "is_ansi_padding_on",
                        "is_ansi_warnings_on",
                        "is_arithabort_on",
                        "is_concat_null_yields_null_on",
                        "is_numeric_roundabort_on",
                        "is_quoted_identifier_on",
                        "is_recursive_triggers_on",
                        "is_cursor_close_on_commit_on",
                        "is_local_cursor_default",
                        "is_fulltext_enabled")
                .column("is_trustworthy_on", SqlType.BIT, Database::trustworthy)
                .zeros("is_db_chaining_on", "is_parameterization_forced");
    }

    private View<Database> broker(View<Database> view) {
        return view.column(
                        "is_master_key_encrypted_by_server",
                        SqlType.BIT,
                        database -> sources.security().masterKeys().exists(database.id()))
                .zeros(
                        "is_query_store_on",
                        "is_published",
                        "is_subscribed",
                        "is_merge_published",
                        "is_distributor",
                        "is_sync_with_backup")
                .column("service_broker_guid", SqlType.UNIQUEIDENTIFIER, Database::serviceBrokerGuid)
                .column("is_broker_enabled", SqlType.BIT, Database::brokerEnabled)
                .constant("log_reuse_wait", SqlType.TINYINT, 0)
                .constant("log_reuse_wait_desc", DESCRIPTION, "NOTHING")
                .zeros("is_date_correlation_on", "is_cdc_enabled", "is_encrypted")
                .column("is_honor_broker_priority_on", SqlType.BIT, Database::honorPriority);
    }

    private static View<Database> containment(View<Database> view) {
        return view.nulls(SqlType.UNIQUEIDENTIFIER, "replica_id", "group_database_id")
                .nulls(SqlType.INT, "resource_pool_id")
                .nulls(SqlType.SMALLINT, "default_language_lcid")
                .nulls(SqlType.SYSNAME, "default_language_name")
                .nulls(SqlType.INT, "default_fulltext_language_lcid")
                .nulls(SqlType.SYSNAME, "default_fulltext_language_name")
                .nulls(SqlType.BIT, "is_nested_triggers_on", "is_transform_noise_words_on")
                .nulls(SqlType.SMALLINT, "two_digit_year_cutoff")
                .constant("containment", SqlType.TINYINT, 0)
                .constant("containment_desc", DESCRIPTION, "NONE")
                .constant("target_recovery_time_in_seconds", SqlType.INT, 0)
                .constant("delayed_durability", SqlType.INT, 0)
                .constant("delayed_durability_desc", DESCRIPTION, "DISABLED");
    }

    private static View<Database> recent(View<Database> view) {
        return view.zeros(
                        "is_memory_optimized_elevate_to_snapshot_on",
                        "is_federation_member",
                        "is_remote_data_archive_enabled",
                        "is_mixed_page_allocation_on",
                        "is_temporal_history_retention_enabled")
                .constant("catalog_collation_type", SqlType.INT, 0)
                .constant("catalog_collation_type_desc", DESCRIPTION, "DATABASE_DEFAULT")
                .column("physical_database_name", SqlType.nvarchar(128), Database::name)
                .zeros(
                        "is_result_set_caching_on",
                        "is_accelerated_database_recovery_on",
                        "is_tempdb_spill_to_remote_store",
                        "is_stale_page_detection_on",
                        "is_memory_optimized_enabled",
                        "is_data_retention_enabled",
                        "is_ledger_on",
                        "is_change_feed_enabled");
    }

    private View<?> schemas() {
        return View.<SchemaDefinition>of(this::visibleSchemas)
                .column("name", SqlType.SYSNAME, SchemaDefinition::name)
                .column("schema_id", SqlType.INT, SchemaDefinition::schemaId)
                .column("principal_id", SqlType.INT, SchemaDefinition::ownerId);
    }

    private Stream<SchemaDefinition> visibleSchemas(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.tables().schemas(scope.databaseId()).stream()
                .filter(schema -> schema.isBuiltIn()
                        || visibility.sees(Securable.schema(schema.databaseId(), schema.schemaId()), schema.ownerId()));
    }

    private record Configuration(int id, String name, int value, int minimum, int maximum, String description) {}

    private static View<?> configurations() {
        List<Configuration> all = List.of(
                new Configuration(
                        103, "user connections", 0, 0, MOST_USER_CONNECTIONS, "Number of user connections allowed"),
                new Configuration(124, "default language", 0, 0, 9999, "default language"),
                new Configuration(115, "nested triggers", 1, 0, 1, "Allow triggers to be invoked within triggers"),
                new Configuration(518, "show advanced options", 0, 0, 1, "show advanced options"));
        return View.<Configuration>of(scope -> all.stream())
                .column("configuration_id", SqlType.INT, Configuration::id)
                .column("name", SqlType.nvarchar(35), Configuration::name)
                .nullable("value", SqlType.SQL_VARIANT, row -> variant(row.value()))
                .nullable("minimum", SqlType.SQL_VARIANT, row -> variant(row.minimum()))
                .nullable("maximum", SqlType.SQL_VARIANT, row -> variant(row.maximum()))
                .nullable("value_in_use", SqlType.SQL_VARIANT, row -> variant(row.value()))
                .column("description", SqlType.nvarchar(255), Configuration::description)
                .zeros("is_dynamic", "is_advanced");
    }

    private static SqlValue variant(int value) {
        return SqlValue.of(SqlType.INT, value);
    }

    private static View<?> extendedProperties() {
        return View.empty()
                .constant("class", SqlType.TINYINT, 0)
                .nulls(DESCRIPTION, "class_desc")
                .constant("major_id", SqlType.INT, 0)
                .constant("minor_id", SqlType.INT, 0)
                .constant("name", SqlType.SYSNAME, "")
                .nulls(SqlType.SQL_VARIANT, "value");
    }

    private static View<?> assemblies() {
        return View.empty()
                .constant("name", SqlType.SYSNAME, "")
                .nulls(SqlType.INT, "principal_id")
                .constant("assembly_id", SqlType.INT, 0)
                .nulls(SqlType.nvarchar(4000), "clr_name")
                .nulls(SqlType.TINYINT, "permission_set")
                .nulls(DESCRIPTION, "permission_set_desc")
                .zeros("is_visible")
                .constant("create_date", SqlType.DATETIME, 0)
                .constant("modify_date", SqlType.DATETIME, 0)
                .nulls(SqlType.BIT, "is_user_defined");
    }

    /** No pages are counted here; drivers ask for them beside the indexes. */
    private static View<?> partitionStats() {
        return View.empty()
                .constant("partition_id", SqlType.BIGINT, 0)
                .constant("object_id", SqlType.INT, 0)
                .constant("index_id", SqlType.INT, 0)
                .constant("partition_number", SqlType.INT, 0)
                .constant("in_row_data_page_count", SqlType.BIGINT, 0)
                .constant("used_page_count", SqlType.BIGINT, 0)
                .constant("reserved_page_count", SqlType.BIGINT, 0)
                .constant("row_count", SqlType.BIGINT, 0);
    }

    /** Only the collection {@code sys.sys}, which every database has. */
    private static View<?> xmlSchemaCollections() {
        return View.<Database>of(scope -> Stream.of(scope.database()))
                .constant("xml_collection_id", SqlType.INT, 1)
                .constant("schema_id", SqlType.INT, Principal.SYS)
                .nulls(SqlType.INT, "principal_id")
                .constant("name", SqlType.SYSNAME, "sys")
                .column("create_date", SqlType.DATETIME, Database::created)
                .column("modify_date", SqlType.DATETIME, Database::created);
    }
}
