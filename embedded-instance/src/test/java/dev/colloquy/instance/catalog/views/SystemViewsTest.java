package dev.colloquy.instance.catalog.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.broker.BeginDialog;
import dev.colloquy.instance.broker.Conversations;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.QueueOptions;
import dev.colloquy.instance.broker.Validation;
import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemViewsTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 1, 12, 0);
    private static final Map<SqlKind, Class<?>> CARRIERS = Map.ofEntries(
            Map.entry(SqlKind.BIT, Boolean.class),
            Map.entry(SqlKind.TINYINT, Integer.class),
            Map.entry(SqlKind.SMALLINT, Integer.class),
            Map.entry(SqlKind.INT, Integer.class),
            Map.entry(SqlKind.BIGINT, Long.class),
            Map.entry(SqlKind.DATETIME, LocalDateTime.class),
            Map.entry(SqlKind.CHAR, String.class),
            Map.entry(SqlKind.VARCHAR, String.class),
            Map.entry(SqlKind.NCHAR, String.class),
            Map.entry(SqlKind.NVARCHAR, String.class),
            Map.entry(SqlKind.BINARY, byte[].class),
            Map.entry(SqlKind.VARBINARY, byte[].class),
            Map.entry(SqlKind.UNIQUEIDENTIFIER, UUID.class),
            Map.entry(SqlKind.SQL_VARIANT, SqlValue.class));

    @TempDir
    Path directory;

    private CatalogInstance instance;

    @BeforeEach
    void open() throws Exception {
        instance = new CatalogInstance(directory);
        instance.commit(this::fill);
    }

    @AfterEach
    void close() throws Exception {
        instance.close();
    }

    private int databaseId() {
        return instance.database.id();
    }

    private void fill(Transaction transaction) {
        instance.tables.put(transaction, table());
        instance.procedures.put(
                transaction,
                new ProcedureDefinition(
                        databaseId(), 2000, "dbo", "Count", "CREATE PROC Count AS", NOW, NOW, Optional.of("OWNER")));
        instance.security.masterKeys().create(transaction, instance.database, "Correct-Horse-1");
        Principal dbo = instance.security
                .principals()
                .withId(databaseId(), Principal.DBO)
                .orElseThrow();
        instance.security
                .certificates()
                .createSelfSigned(
                        transaction,
                        instance.database,
                        dbo,
                        "Transport",
                        "A subject, with comma",
                        Optional.of(NOW),
                        Optional.empty(),
                        true,
                        Optional.empty());
        instance.broker
                .definitions()
                .createMessageType(transaction, instance.database, "Request", 1, Validation.WELL_FORMED_XML);
        instance.broker
                .definitions()
                .createQueue(transaction, instance.database, "dbo", "Inbox", QueueOptions.DEFAULTS);
    }

    private TableDefinition table() {
        ColumnDefinition id = new ColumnDefinition(
                1,
                "Id",
                SqlType.INT,
                false,
                Optional.of(new ColumnDefinition.Identity(1, 1)),
                Optional.empty(),
                Optional.empty(),
                false);
        ColumnDefinition text = new ColumnDefinition(
                2,
                "Text",
                SqlType.nvarchar(50),
                true,
                Optional.empty(),
                Optional.of(new ColumnDefinition.DefaultValue(1003, "DF_Text", "('x')")),
                Optional.empty(),
                false);
        ColumnDefinition amount = new ColumnDefinition(
                3, "Amount", SqlType.decimal(10, 2), true, Optional.empty(), Optional.empty(), Optional.empty(), false);
        IndexDefinition primary = new IndexDefinition(
                1,
                "PK_Order",
                true,
                true,
                true,
                false,
                List.of(new IndexDefinition.Column("Id", false)),
                List.of(),
                Optional.empty());
        ConstraintDefinition key = new ConstraintDefinition(
                1001,
                "PK_Order",
                ConstraintDefinition.Kind.PRIMARY_KEY,
                List.of("Id"),
                Optional.empty(),
                Optional.empty(),
                false);
        ConstraintDefinition parent = new ConstraintDefinition(
                1002,
                "FK_Parent",
                ConstraintDefinition.Kind.FOREIGN_KEY,
                List.of("Id"),
                Optional.empty(),
                Optional.of(new ConstraintDefinition.Reference(1000, List.of("Id"), "CASCADE", "NO ACTION")),
                false);
        return new TableDefinition(
                databaseId(),
                1000,
                "dbo",
                "Order",
                List.of(id, text, amount),
                List.of(primary),
                List.of(key, parent),
                3,
                NOW,
                NOW);
    }

    private List<SystemView> allViews() {
        return instance.read("sys", "system_views").stream()
                .map(row -> instance.views
                        .find((int) row.get("schema_id") == Principal.SYS ? "SYS" : "information_schema", (String)
                                row.get("name"))
                        .orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "databases",
                "schemas",
                "objects",
                "all_objects",
                "tables",
                "columns",
                "all_columns",
                "types",
                "indexes",
                "index_columns",
                "key_constraints",
                "check_constraints",
                "default_constraints",
                "foreign_keys",
                "foreign_key_columns",
                "identity_columns",
                "computed_columns",
                "procedures",
                "parameters",
                "sql_modules",
                "database_principals",
                "server_principals",
                "sql_logins",
                "database_role_members",
                "server_role_members",
                "database_permissions",
                "server_permissions",
                "certificates",
                "symmetric_keys",
                "endpoints",
                "tcp_endpoints",
                "service_broker_endpoints",
                "service_message_types",
                "service_contracts",
                "service_contract_message_usages",
                "service_contract_usages",
                "services",
                "service_queues",
                "service_queue_usages",
                "routes",
                "remote_service_bindings",
                "conversation_endpoints",
                "conversation_groups",
                "transmission_queue",
                "conversation_priorities",
                "dm_broker_connections",
                "dm_broker_queue_monitors",
                "dm_exec_sessions",
                "sysprocesses",
                "configurations",
                "extended_properties",
                "assemblies",
                "xml_schema_collections",
                "triggers",
                "synonyms",
                "sequences",
                "views"
            })
    void the_view_exists(String name) {
        assertTrue(instance.views.find("SYS", name.toUpperCase(Locale.ROOT)).isPresent());
    }

    @Test
    void every_value_fits_its_column() {
        for (SystemView view : allViews()) {
            for (Map<String, Object> row : instance.read(view, instance.sa())) {
                assertEquals(view.columns().size(), row.size(), view.name() + " has a column twice");
                for (ViewColumn column : view.columns()) {
                    check(view, column, row.get(column.name()));
                }
            }
        }
    }

    private static void check(SystemView view, ViewColumn column, Object value) {
        String where = view.name() + "." + column.name();
        if (value == null) {
            assertTrue(column.nullable(), where + " is NULL");
            return;
        }
        Class<?> carrier = CARRIERS.get(column.type().kind());
        assertNotNull(carrier, where);
        assertEquals(carrier, value.getClass(), where);
        boolean padded = column.type().kind() == SqlKind.CHAR || column.type().kind() == SqlKind.NCHAR;
        if (value instanceof String && !column.type().isMax()) {
            int length = ((String) value).length();
            assertTrue(
                    padded
                            ? length == column.type().length()
                            : length <= column.type().length(),
                    where);
        }
    }

    @Test
    void databases_show_their_broker() {
        Map<String, Object> row = instance.named("sys", "databases", "Orders");

        assertEquals(instance.database.serviceBrokerGuid(), row.get("service_broker_guid"));
        assertEquals(true, row.get("is_broker_enabled"));
        assertEquals(true, row.get("is_master_key_encrypted_by_server"));
        assertEquals(false, row.get("is_honor_broker_priority_on"));
        assertEquals(
                LocalDateTime.of(2026, 3, 1, 12, 0, 0, 127_000_000),
                row.get("create_date"),
                "datetime counts in 1/300 second");
    }

    @Test
    void objects_of_every_room_are_listed() {
        Map<String, Object> table = instance.named("sys", "objects", "Order");
        Map<String, Object> queue = instance.named("sys", "objects", "Inbox");
        Map<String, Object> key = instance.named("sys", "objects", "PK_Order");

        assertEquals("U ", table.get("type"));
        assertEquals("SQ", queue.get("type"));
        assertEquals("SERVICE_QUEUE", queue.get("type_desc"));
        assertEquals(table.get("object_id"), key.get("parent_object_id"));
        assertEquals("P ", instance.named("sys", "objects", "Count").get("type"));
        assertEquals("V ", instance.named("sys", "all_objects", "databases").get("type"));
    }

    @Test
    void objects_are_found_by_name_and_id() {
        CatalogObjects objects = instance.views.objects();
        CatalogObject queue = objects.named(databaseId(), "dbo", "INBOX").orElseThrow();

        assertEquals(queue, objects.withId(databaseId(), queue.objectId()).orElseThrow());
        assertEquals(
                ObjectType.DEFAULT_CONSTRAINT,
                objects.named(databaseId(), "dbo", "df_text").orElseThrow().type());
        assertTrue(objects.named(databaseId(), "dbo", "none").isEmpty());
        assertTrue(instance.views.objectId("sys", "tables").orElseThrow() < 0);
    }

    @Test
    void columns_show_their_types() {
        Map<String, Object> text = instance.named("sys", "columns", "Text");
        Map<String, Object> amount = instance.named("sys", "columns", "Amount");

        assertEquals(231, text.get("system_type_id"));
        assertEquals(100, text.get("max_length"));
        assertEquals("SQL_Latin1_General_CP1_CI_AS", text.get("collation_name"));
        assertEquals(1003, text.get("default_object_id"));
        assertEquals(9, amount.get("max_length"));
        assertEquals(10, amount.get("precision"));
        assertEquals(2, amount.get("scale"));
        assertEquals(true, instance.named("sys", "columns", "Id").get("is_identity"));
    }

    @Test
    void keys_show_what_they_refer_to() {
        Map<String, Object> key = instance.named("sys", "foreign_keys", "FK_Parent");

        assertEquals("CASCADE", key.get("delete_referential_action_desc"));
        assertEquals("NO_ACTION", key.get("update_referential_action_desc"));
        assertEquals(1, key.get("key_index_id"));
        assertEquals(1, instance.named("sys", "key_constraints", "PK_Order").get("unique_index_id"));
    }

    @Test
    void the_information_schema_describes_columns() {
        Map<String, Object> text = instance.read("INFORMATION_SCHEMA", "columns").stream()
                .filter(row -> row.get("COLUMN_NAME").equals("Text"))
                .findFirst()
                .orElseThrow();

        assertEquals("nvarchar", text.get("DATA_TYPE"));
        assertEquals(50, text.get("CHARACTER_MAXIMUM_LENGTH"));
        assertEquals(100, text.get("CHARACTER_OCTET_LENGTH"));
        assertEquals("YES", text.get("IS_NULLABLE"));
        assertEquals("('x')", text.get("COLUMN_DEFAULT"));
        assertEquals(2, text.get("ORDINAL_POSITION"));
    }

    @Test
    void certificates_show_their_subject_as_text() {
        Map<String, Object> row = instance.named("sys", "certificates", "Transport");

        assertEquals("A subject, with comma", row.get("subject"));
        assertEquals("MK", row.get("pvt_key_encryption_type"));
        assertEquals("ENCRYPTED_BY_MASTER_KEY", row.get("pvt_key_encryption_type_desc"));
        assertEquals(NOW.plusYears(1), row.get("expiry_date"));
        assertEquals(20, ((byte[]) row.get("thumbprint")).length);
        assertTrue(((String) row.get("string_sid")).startsWith("S-1-9-1-"));
    }

    @Test
    void broker_objects_of_the_system_and_of_users_are_listed() {
        assertEquals(
                "X ", instance.named("sys", "service_message_types", "Request").get("validation"));
        assertEquals(
                14, instance.named("sys", "service_message_types", "DEFAULT").get("message_type_id"));
        assertEquals(true, instance.named("sys", "service_queues", "Inbox").get("is_receive_enabled"));
        assertEquals(
                "LOCAL", instance.named("sys", "routes", "AutoCreatedLocal").get("address"));
    }

    @Test
    void a_queue_is_read_as_a_view() {
        SystemView queue =
                instance.views.queue(instance.database, "dbo", "inbox").orElseThrow();

        assertEquals("status", queue.columns().get(0).name());
        assertEquals("message_enqueue_time", queue.columns().get(14).name());
        assertTrue(instance.read(queue, instance.sa()).isEmpty());
        assertTrue(instance.views.queue(instance.database, "dbo", "none").isEmpty());
    }

    @Test
    void a_user_sees_what_it_was_granted() {
        Login login = instance.createLogin("reader");
        instance.commit(transaction -> instance.security
                .principals()
                .createUser(transaction, databaseId(), "reader", Optional.of(login), Optional.empty()));
        assertFalse(names("tables", login).contains("Order"));
        assertFalse(names("service_queues", login).contains("Inbox"));
        assertTrue(names("database_principals", login).containsAll(Set.of("reader", "dbo", "public")));
        assertFalse(names("sql_logins", login).isEmpty());
        int queue = (int) instance.named("sys", "service_queues", "Inbox").get("object_id");
        Principal user =
                instance.security.principals().named(databaseId(), "reader").orElseThrow();
        instance.commit(transaction -> {
            instance.security.permissions().grant(transaction, "RECEIVE", Securable.object(databaseId(), queue), user);
            instance.security.permissions().grant(transaction, "SELECT", Securable.schema(databaseId(), 1), user);
        });

        assertTrue(names("tables", login).contains("Order"));
        assertTrue(names("service_queues", login).contains("Inbox"));
        assertTrue(instance.read("sys", "symmetric_keys", login).isEmpty());
        assertEquals(1, instance.read("sys", "symmetric_keys").size());
    }

    private List<Object> names(String view, Login reader) {
        return instance.read("sys", view, reader).stream()
                .map(row -> row.get("name"))
                .toList();
    }

    @Test
    void permissions_show_their_codes() {
        Principal everyone =
                instance.security.principals().named(databaseId(), "public").orElseThrow();
        instance.commit(transaction -> instance.security
                .permissions()
                .grant(transaction, "SEND", Securable.service(databaseId(), 65536), everyone));
        Map<String, Object> row = instance.read("sys", "database_permissions").stream()
                .filter(entry -> entry.get("permission_name").equals("SEND"))
                .findFirst()
                .orElseThrow();

        assertEquals(17, row.get("class"));
        assertEquals("SN  ", row.get("type"));
        assertEquals("GRANT", row.get("state_desc"));
        assertEquals(65536, row.get("major_id"));
    }

    @Test
    void sessions_are_reported_by_their_owner() {
        instance.views.sessionsFrom(
                () -> List.of(new SessionRow(51, NOW, NOW, "host", "program", 7, "sa", databaseId(), true, 1)));
        Map<String, Object> row = instance.read("sys", "dm_exec_sessions").get(0);

        assertEquals(51, row.get("session_id"));
        assertEquals("running", row.get("status"));
        assertEquals(1, instance.read("sys", "sysprocesses").get(0).get("open_tran"));
    }

    @Test
    void a_conversation_shows_both_as_endpoint_and_as_undelivered_message() {
        Queue queue = instance.broker
                .definitions()
                .queue(databaseId(), "dbo", "Inbox")
                .orElseThrow();
        instance.commit(transaction -> instance.broker
                .definitions()
                .createService(transaction, instance.database, "//here", 1, queue, List.of()));
        BeginDialog begin = new BeginDialog(
                "//here", "//nowhere", Optional.empty(), "DEFAULT", Optional.empty(), Optional.empty(), null, false);
        Conversations conversations = instance.broker.conversations();
        instance.commit(transaction -> {
            UUID handle = conversations.beginDialog(transaction, instance.database, begin, new Cancellation());
            conversations.send(
                    transaction,
                    instance.database,
                    List.of(handle),
                    false,
                    "DEFAULT",
                    new byte[] {1},
                    new Cancellation());
        });
        Map<String, Object> endpoint =
                instance.read("sys", "conversation_endpoints").get(0);
        Map<String, Object> message = instance.read("sys", "transmission_queue").get(0);

        assertEquals("//nowhere", endpoint.get("far_service"));
        assertEquals("CO", endpoint.get("state"));
        assertEquals(1, endpoint.get("is_initiator"));
        assertEquals(endpoint.get("conversation_handle"), message.get("conversation_handle"));
        assertEquals("//here", message.get("from_service_name"));
        assertEquals(1, instance.read("sys", "conversation_groups").size());
        every_value_fits_its_column();
    }
}
