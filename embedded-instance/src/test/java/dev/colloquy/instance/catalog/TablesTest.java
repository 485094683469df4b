package dev.colloquy.instance.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
    private static final LocalDateTime CREATED = LocalDateTime.of(2024, 5, 6, 7, 8, 9);

    @TempDir
    Path directory;

    private Storage storage;
    private StorageSession session;
    private Tables tables;
    private Procedures procedures;

    @BeforeEach
    void open() throws IOException {
        storage = Storage.open(directory, Clock.systemUTC());
        session = storage.openSession();
        tables = new Tables(storage);
        procedures = new Procedures(storage);
    }

    @AfterEach
    void close() throws IOException {
        session.close();
        storage.close();
    }

    private TableDefinition table(int id) {
        ColumnDefinition column = new ColumnDefinition(
                1,
                "Id",
                SqlType.decimal(10, 2),
                false,
                Optional.of(new ColumnDefinition.Identity(5, -1)),
                Optional.of(new ColumnDefinition.DefaultValue(id + 2, "DF_x", "(N'ü''x')")),
                Optional.of("([a]+1)"),
                true);
        return new TableDefinition(
                Database.MASTER,
                id,
                "dbo",
                "Order",
                List.of(column),
                List.of(new IndexDefinition(
                        2,
                        "ix",
                        true,
                        false,
                        false,
                        false,
                        List.of(new IndexDefinition.Column("Id", true)),
                        List.of("Id"),
                        Optional.of("[Id] IS NOT NULL"))),
                List.of(new ConstraintDefinition(
                        id + 1,
                        "fk",
                        ConstraintDefinition.Kind.FOREIGN_KEY,
                        List.of("Id"),
                        Optional.empty(),
                        Optional.of(new ConstraintDefinition.Reference(99, List.of("x"), "CASCADE", "NO ACTION")),
                        true)),
                1,
                CREATED,
                CREATED.plusDays(1));
    }

    @Test
    void every_database_has_the_built_in_schemas() {
        assertEquals(1, tables.schema(Database.MSDB, "DBO").orElseThrow().schemaId());
        assertEquals(
                "sys", tables.schemaWithId(Database.MASTER, 4).orElseThrow().name());
        assertTrue(tables.schema(Database.MASTER, "db_owner").orElseThrow().isBuiltIn());
    }

    @Test
    void a_table_is_stored_with_everything_it_has() throws IOException {
        TableDefinition table = table(tables.nextObjectId(Database.MASTER));
        Transaction transaction = session.begin();
        tables.put(transaction, table);
        transaction.commit();

        close();
        open();

        assertEquals(Optional.of(table), tables.table(Database.MASTER, "DBO", "order"));
        assertTrue(tables.nextObjectId(Database.MASTER) > table.objectId() + 2, "numbers are not given twice");
    }

    @Test
    void a_rollback_brings_back_the_former_definition() {
        TableDefinition table = table(tables.nextObjectId(Database.MASTER));
        Transaction first = session.begin();
        tables.put(first, table);
        first.commit();
        Transaction second = session.begin();
        tables.put(second, table.withIndexes(List.of(), CREATED));
        tables.remove(second, table);

        second.rollback();

        assertEquals(Optional.of(table), tables.table(Database.MASTER, "dbo", "Order"));
        assertEquals(List.of(table), tables.tables(Database.MASTER));
    }

    @Test
    void each_change_has_a_version_of_its_own() {
        long before = tables.version(Database.MASTER);
        Transaction transaction = session.begin();
        SchemaDefinition schema = tables.createSchema(
                transaction, storage.databases().named("master").orElseThrow(), "app", 1);
        long created = tables.version(Database.MASTER);
        assertNotEquals(before, created);
        assertEquals(5, schema.schemaId());

        transaction.rollback();

        assertNotEquals(created, tables.version(Database.MASTER));
        assertTrue(tables.schema(Database.MASTER, "app").isEmpty());
    }

    @Test
    void tempdb_begins_empty() throws IOException {
        Transaction transaction = session.begin();
        TableDefinition master = table(tables.nextObjectId(Database.TEMPDB));
        tables.put(
                transaction,
                new TableDefinition(
                        Database.TEMPDB,
                        master.objectId(),
                        "dbo",
                        "left",
                        master.columns(),
                        List.of(),
                        List.of(),
                        1,
                        CREATED,
                        CREATED));
        transaction.commit();

        close();
        open();

        assertEquals(List.of(), tables.tables(Database.TEMPDB));
    }

    @Test
    void procedures_are_stored_and_replaced() throws IOException {
        ProcedureDefinition procedure = new ProcedureDefinition(
                Database.MASTER,
                procedures.nextObjectId(Database.MASTER),
                "dbo",
                "Greet",
                "CREATE PROCEDURE Greet AS\n  PRINT N'Grüezi = #!'",
                CREATED,
                CREATED,
                Optional.of("OWNER"));
        Transaction transaction = session.begin();
        procedures.put(transaction, procedure);
        transaction.commit();

        close();
        open();

        assertEquals(Optional.of(procedure), procedures.find(Database.MASTER, "DBO", "greet"));
        Transaction dropping = session.begin();
        procedures.remove(dropping, procedure);
        assertTrue(procedures.find(Database.MASTER, "dbo", "Greet").isEmpty());
        dropping.rollback();
        assertEquals(Optional.of(procedure), procedures.withId(Database.MASTER, procedure.objectId()));
    }
}
