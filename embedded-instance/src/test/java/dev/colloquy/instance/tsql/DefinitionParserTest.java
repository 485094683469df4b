package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.assertNotSupported;
import static dev.colloquy.instance.tsql.Parsed.column;
import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.expression;
import static dev.colloquy.instance.tsql.Parsed.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionParserTest {
    private static SqlType type(String text) {
        return only(ControlStatement.Declare.class, "DECLARE @a " + text)
                .variables()
                .get(0)
                .type();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int|int",
                "integer|int",
                "bigint|bigint",
                "sys.bit|bit",
                "[int]|int",
                "decimal|decimal(18,0)",
                "dec(10)|decimal(10,0)",
                "numeric(38,2)|numeric(38,2)",
                "float|float",
                "float(24)|real",
                "float(25)|float",
                "double precision|float",
                "real|real",
                "char|char(1)",
                "varchar(max)|varchar(max)",
                "nvarchar(4000)|nvarchar(4000)",
                "national char varying(5)|nvarchar(5)",
                "character varying(7)|varchar(7)",
                "char varying(7)|varchar(7)",
                "binary varying(9)|varbinary(9)",
                "sysname|nvarchar(128)",
                "datetime2|datetime2(7)",
                "datetime2(3)|datetime2(3)",
                "time(0)|time(0)",
                "datetimeoffset|datetimeoffset(7)",
                "datetime|datetime",
                "date|date",
                "xml|xml",
                "uniqueidentifier|uniqueidentifier",
                "timestamp|rowversion",
                "sql_variant|sql_variant",
                "money|money"
            })
    void types_have_synonyms_and_defaults(String written, String meant) {
        assertEquals(meant, type(written).toString());
    }

    @Test
    void text_types_are_of_unlimited_length() {
        assertTrue(type("text").isMax());
        assertEquals(SqlKind.IMAGE, type("image").kind());
    }

    @Test
    void facets_have_limits() {
        assertError(
                131,
                1,
                "The size (8001) given to the parameter '@a' exceeds the maximum allowed for any data type (8000).",
                "DECLARE @a varchar(8001)");
        assertError(
                2717,
                1,
                "The size (4001) given to the column 'c' exceeds the maximum allowed (4000).",
                "CREATE TABLE t (c nvarchar(4001))");
        assertEquals(1001, error("DECLARE @a char(0)").number());
        assertEquals(2750, error("DECLARE @a decimal(39)").number());
        assertEquals(2751, error("DECLARE @a decimal(3, 4)").number());
        assertEquals(1002, error("DECLARE @a time(8)").number());
        assertEquals(2715, error("DECLARE @a strange").number());
        assertNotSupported("user-defined data types", "DECLARE @a dbo.strange");
        assertNotSupported("XML SCHEMA COLLECTION", "DECLARE @a xml(c)");
    }

    @Test
    void create_table_takes_constraints_inline_and_at_the_end() {
        DefinitionStatement.CreateTable table = only(
                DefinitionStatement.CreateTable.class,
                "CREATE TABLE dbo.t (id bigint IDENTITY(5, -1) NOT NULL CONSTRAINT pk PRIMARY KEY CLUSTERED,"
                        + " a nvarchar(50) COLLATE Latin1_General_CI_AS NULL CONSTRAINT d DEFAULT (N'x') UNIQUE,"
                        + " b int NOT NULL DEFAULT 0 CHECK (b >= 0) REFERENCES u (id) ON DELETE CASCADE ON UPDATE SET NULL,"
                        + " c AS (a + b) PERSISTED, g uniqueidentifier ROWGUIDCOL DEFAULT NEWID(), INDEX ix (a DESC, b),"
                        + " CONSTRAINT ck CHECK ( a <> b ), FOREIGN KEY (a, b) REFERENCES v,"
                        + " CONSTRAINT uq UNIQUE NONCLUSTERED (a ASC, b) WITH (FILLFACTOR = 80, PAD_INDEX = ON) ON [PRIMARY],"
                        + ") ON [PRIMARY] TEXTIMAGE_ON [PRIMARY] WITH (DATA_COMPRESSION = PAGE)");
        List<DefinitionStatement.ColumnDefinition> columns = table.elements().columns();
        assertEquals(
                Optional.of(new DefinitionStatement.Identity(5, -1)),
                columns.get(0).identity());
        assertEquals(
                List.of(new DefinitionStatement.KeyConstraint(Optional.of("pk"), true, true, List.of("id"))),
                columns.get(0).constraints());
        assertEquals(Optional.of("d"), columns.get(1).defaultName());
        assertEquals(Optional.of(expression("N'x'")), columns.get(1).defaultValue());
        assertEquals(Optional.of(false), columns.get(2).nullable());
        assertEquals(
                new DefinitionStatement.ForeignKey(
                        Optional.empty(), List.of("b"), ObjectName.of("u"), List.of("id"), "CASCADE", "SET NULL"),
                columns.get(2).constraints().get(1));
        assertEquals(Optional.of(expression("a + b")), columns.get(3).computed());
        assertTrue(columns.get(4).rowGuid());
        assertEquals(3, table.elements().constraints().size());
        assertEquals(
                "a <> b",
                ((DefinitionStatement.CheckConstraint)
                                table.elements().constraints().get(0))
                        .text());
        assertEquals(
                List.of(new Query.Order(column("a"), true), new Query.Order(column("b"), false)),
                table.indexes().get(0).columns());
    }

    @Test
    void storage_options_that_change_behaviour_are_refused() {
        assertNotSupported("the option IGNORE_DUP_KEY", "CREATE TABLE t (a int UNIQUE WITH (IGNORE_DUP_KEY = ON))");
        assertNotSupported("the option SYSTEM_VERSIONING", "CREATE TABLE t (a int) WITH (SYSTEM_VERSIONING = ON)");
        assertNotSupported("filegroups and partition schemes", "CREATE TABLE t (a int) ON other");
    }

    @Test
    void alter_table_adds_drops_and_alters() {
        DefinitionStatement.AddElements added = (DefinitionStatement.AddElements) only(
                        DefinitionStatement.AlterTable.class,
                        "ALTER TABLE [d].[dbo].[t] ADD CONSTRAINT [pk] PRIMARY KEY ([a]), x int NULL")
                .action();
        assertEquals(1, added.elements().columns().size());
        DefinitionStatement.AddElements defaults = (DefinitionStatement.AddElements) only(
                        DefinitionStatement.AlterTable.class,
                        "ALTER TABLE t WITH CHECK ADD CONSTRAINT df DEFAULT (1) FOR c")
                .action();
        assertEquals(
                List.of(new DefinitionStatement.DefaultConstraint(Optional.of("df"), "c", expression("1"))),
                defaults.elements().constraints());
        assertEquals(
                new DefinitionStatement.DropColumns(List.of("a", "b"), true),
                only(DefinitionStatement.AlterTable.class, "ALTER TABLE t DROP COLUMN IF EXISTS a, b")
                        .action());
        assertEquals(
                new DefinitionStatement.DropConstraints(List.of("a"), false),
                only(DefinitionStatement.AlterTable.class, "ALTER TABLE t DROP CONSTRAINT a")
                        .action());
        assertEquals(
                new DefinitionStatement.AlterColumn("a", SqlType.nvarchar(10), Optional.of(false)),
                only(DefinitionStatement.AlterTable.class, "ALTER TABLE t ALTER COLUMN a nvarchar(10) NOT NULL")
                        .action());
    }

    @Test
    void indexes_have_included_columns_and_a_filter() {
        DefinitionStatement.CreateIndex index = only(
                DefinitionStatement.CreateIndex.class,
                "CREATE UNIQUE NONCLUSTERED INDEX ix ON dbo.t (a DESC, b) INCLUDE (c, d) WHERE a IS NOT NULL"
                        + " WITH (ONLINE = OFF, DROP_EXISTING = OFF) ON [PRIMARY]");
        assertTrue(index.index().unique());
        assertFalse(index.index().clustered());
        assertEquals(List.of("c", "d"), index.included());
        assertTrue(index.index().filter().isPresent());
        assertEquals(
                ObjectName.of("dbo", "t"),
                only(DefinitionStatement.DropIndex.class, "DROP INDEX IF EXISTS ix ON dbo.t")
                        .table());
        assertNotSupported("CREATE CLUSTERED COLUMNSTORE INDEX", "CREATE CLUSTERED COLUMNSTORE INDEX i ON t");
    }

    @Test
    void a_procedure_reaches_to_the_end_of_its_batch() {
        String text = "CREATE PROCEDURE dbo.p @a int = 5, @b nvarchar(10) OUTPUT, @c varchar(5) = abc"
                + " WITH EXECUTE AS OWNER, RECOMPILE AS BEGIN SET NOCOUNT ON; END SELECT @a RETURN 1";
        DefinitionStatement.CreateProcedure procedure =
                only(DefinitionStatement.CreateProcedure.class, "-- about it\n" + text);
        assertEquals(text, procedure.text());
        assertEquals(3, procedure.body().size());
        assertEquals(Optional.of("OWNER"), procedure.executeAs());
        assertEquals(
                new DefinitionStatement.Parameter("@a", SqlType.INT, Optional.of(expression("5")), false),
                procedure.parameters().get(0));
        assertTrue(procedure.parameters().get(1).output());
        assertEquals(
                DefinitionStatement.ProcedureMode.CREATE_OR_ALTER,
                only(DefinitionStatement.CreateProcedure.class, "CREATE OR ALTER PROC p (@a int) AS PRINT 1")
                        .mode());
    }

    @Test
    void the_text_of_a_procedure_parses_to_the_same_statements() {
        DefinitionStatement.CreateProcedure procedure =
                only(DefinitionStatement.CreateProcedure.class, "CREATE PROC p AS WHILE 1 = 1 BREAK");
        assertEquals(procedure, only(DefinitionStatement.CreateProcedure.class, procedure.text()));
    }

    @Test
    void a_procedure_must_be_the_only_statement_of_its_batch() {
        assertError(
                111,
                2,
                "'CREATE/ALTER PROCEDURE' must be the first statement in a query batch.",
                "PRINT 1\nCREATE PROCEDURE p AS PRINT 2");
        assertEquals(111, error("IF 1 = 1 CREATE SCHEMA s").number());
        assertNotSupported("WITH ENCRYPTION", "CREATE PROC p WITH ENCRYPTION AS PRINT 1");
        assertNotSupported("READONLY", "CREATE PROC p @t dbo.tt READONLY AS PRINT 1");
    }

    @Test
    void parameter_lists_of_prepared_statements() {
        List<DefinitionStatement.Parameter> parameters =
                Parser.parseParameterList("@P0 int,@P1 nvarchar(4000) OUTPUT, @P2 decimal(38,2) out");
        assertEquals(
                List.of("@P0", "@P1", "@P2"),
                parameters.stream().map(DefinitionStatement.Parameter::name).toList());
        assertEquals(
                List.of(false, true, true),
                parameters.stream().map(DefinitionStatement.Parameter::output).toList());
        assertEquals(List.of(), Parser.parseParameterList(""));
        assertEquals(
                40517,
                assertThrows(SqlError.class, () -> Parser.parseParameterList("@P4 [s].[tvp] READONLY"))
                        .number());
        assertEquals(
                102,
                assertThrows(SqlError.class, () -> Parser.parseParameterList("@a int @b int"))
                        .number());
    }

    @Test
    void databases_and_schemas() {
        assertEquals(
                "a b",
                only(DefinitionStatement.CreateDatabase.class, "CREATE DATABASE [a b]")
                        .name());
        assertEquals(
                new DefinitionStatement.AlterDatabase(
                        new Position(1, 0), Optional.of("x"), List.of("ENABLE_BROKER"), false, true),
                only(
                        DefinitionStatement.AlterDatabase.class,
                        "ALTER DATABASE x SET ENABLE_BROKER WITH ROLLBACK IMMEDIATE"));
        assertTrue(only(DefinitionStatement.AlterDatabase.class, "ALTER DATABASE x SET ENABLE_BROKER WITH NO_WAIT")
                .noWait());
        DefinitionStatement.AlterDatabase current = only(
                DefinitionStatement.AlterDatabase.class,
                "ALTER DATABASE CURRENT SET trustworthy ON, RECOVERY SIMPLE, COMPATIBILITY_LEVEL = 150");
        assertEquals(Optional.empty(), current.database());
        assertEquals(List.of("TRUSTWORTHY ON", "RECOVERY SIMPLE", "COMPATIBILITY_LEVEL 150"), current.options());
        assertEquals(
                List.of("a", "b"),
                only(DefinitionStatement.DropDatabase.class, "DROP DATABASE IF EXISTS a, b")
                        .names());
        assertEquals(
                Optional.of("o"),
                only(DefinitionStatement.CreateSchema.class, "CREATE SCHEMA [x] AUTHORIZATION o")
                        .owner());
        assertTrue(only(DefinitionStatement.DropTable.class, "DROP TABLE IF EXISTS a, dbo.b")
                .ifExists());
        assertInstanceOf(
                DefinitionStatement.DropProcedure.class, only(DefinitionStatement.DropProcedure.class, "DROP PROC p"));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE VIEW, CREATE VIEW v AS SELECT 1",
        "CREATE FUNCTION, CREATE FUNCTION f() RETURNS int AS BEGIN RETURN 1 END",
        "CREATE TRIGGER, CREATE TRIGGER x ON t AFTER INSERT AS PRINT 1",
        "CREATE TYPE, CREATE TYPE x FROM int",
        "CREATE SEQUENCE, CREATE SEQUENCE s",
        "CREATE OR ALTER VIEW, CREATE OR ALTER VIEW v AS SELECT 1",
        "DROP VIEW, DROP VIEW v",
        "CREATE BROKER PRIORITY, CREATE BROKER PRIORITY p FOR CONVERSATION",
        "CREATE XML SCHEMA COLLECTION, CREATE XML SCHEMA COLLECTION c AS ''",
        "CREATE EVENT NOTIFICATION, CREATE EVENT NOTIFICATION n ON QUEUE q FOR QUEUE_ACTIVATION TO SERVICE 's'",
        "BACKUP DATABASE, BACKUP DATABASE x TO DISK = 'y'",
        "RESTORE DATABASE, RESTORE DATABASE x",
        "KILL, KILL 55",
        "DBCC, DBCC CHECKDB",
        "OPEN, OPEN c",
        "FETCH, FETCH NEXT FROM c",
        "ALTER SERVICE MASTER KEY, ALTER SERVICE MASTER KEY REGENERATE",
        "ACTIVATION, ALTER QUEUE q WITH ACTIVATION ( STATUS = ON )"
    })
    void statements_that_the_instance_lacks_are_refused_by_name(String name, String text) {
        assertNotSupported(name, text);
        assertEquals(2, error("\n" + text).line());
    }
}
