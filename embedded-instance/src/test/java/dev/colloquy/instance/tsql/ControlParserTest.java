package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.assertNotSupported;
import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.expression;
import static dev.colloquy.instance.tsql.Parsed.only;
import static dev.colloquy.instance.tsql.Parsed.statements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlParserTest {
    @Test
    void declare_takes_several_variables_with_values() {
        ControlStatement.Declare declare = only(
                ControlStatement.Declare.class, "DECLARE @h uniqueidentifier, @m AS nvarchar(100) = N'x', @n varchar");
        assertEquals(SqlType.UNIQUEIDENTIFIER, declare.variables().get(0).type());
        assertEquals(Optional.of(expression("N'x'")), declare.variables().get(1).value());
        assertEquals(SqlType.varchar(1), declare.variables().get(2).type());
    }

    @Test
    void table_variables_have_columns_and_constraints() {
        ControlStatement.DeclareTable table = only(
                ControlStatement.DeclareTable.class,
                "DECLARE @t TABLE (a sysname, b int NULL, c int PRIMARY KEY, INDEX i UNIQUE (b), UNIQUE (a, b))");
        List<DefinitionStatement.ColumnDefinition> columns = table.elements().columns();
        assertEquals(Optional.of(false), columns.get(0).nullable());
        assertEquals(SqlType.SYSNAME, columns.get(0).type());
        assertEquals(Optional.of(true), columns.get(1).nullable());
        assertEquals(2, table.elements().constraints().size());
        assertNotSupported("DECLARE CURSOR", "DECLARE c CURSOR FOR SELECT 1");
        assertNotSupported("DECLARE CURSOR", "DECLARE @c CURSOR");
    }

    @Test
    void if_takes_one_statement_and_else_may_follow_a_semicolon() {
        ControlStatement.If statement = only(
                ControlStatement.If.class,
                "IF EXISTS (SELECT * FROM sys.services WHERE name = N'x') PRINT 1; ELSE IF 1 = 2 PRINT 2 ELSE PRINT 3");
        ControlStatement.If otherwise = assertInstanceOf(
                ControlStatement.If.class, statement.otherwise().orElseThrow());
        assertTrue(otherwise.otherwise().isPresent());
        assertEquals(2, statements("IF 1 = 1 PRINT 1 PRINT 2").size());
        assertError(102, 1, "Incorrect syntax near ';'.", "IF 1 = 1;");
    }

    @Test
    void loops_and_blocks_nest() {
        ControlStatement.While loop = only(
                ControlStatement.While.class,
                "WHILE (1=1) BEGIN IF @a = 1 BREAK ELSE CONTINUE; IF @@ROWCOUNT = 0 BEGIN ROLLBACK TRANSACTION; BREAK END END");
        assertEquals(2, ((ControlStatement.Block) loop.body()).statements().size());
        assertError(156, 1, "Incorrect syntax near the keyword 'END'.", "BEGIN END");
    }

    @Test
    void try_has_a_handler_that_may_be_empty() {
        ControlStatement.TryCatch guarded = only(
                ControlStatement.TryCatch.class,
                "BEGIN TRY SELECT 1/0; END TRY BEGIN CATCH IF @@TRANCOUNT > 0 ROLLBACK; THROW; END CATCH;");
        assertEquals(1, guarded.body().size());
        assertEquals(2, guarded.handler().size());
        assertEquals(
                List.of(),
                only(ControlStatement.TryCatch.class, "BEGIN TRY PRINT 1 END TRY BEGIN CATCH END CATCH")
                        .handler());
    }

    @Test
    void throw_is_a_word_of_the_language_only_where_a_statement_begins() {
        ControlStatement.Throw thrown = only(ControlStatement.Throw.class, "THROW 50000, N'x', 1");
        assertEquals(Optional.of(expression("N'x'")), thrown.message());
        assertInstanceOf(
                ControlStatement.Throw.class, statements("PRINT 1;THROW").get(1));
        Query.Select select = Parsed.select("SELECT 1 THROW");
        assertEquals(Optional.of("THROW"), select.items().get(0).alias());
    }

    @Test
    void raiserror_has_arguments_and_options() {
        ControlStatement.Raiserror raiserror =
                only(ControlStatement.Raiserror.class, "RAISERROR (N'a %d %s', 16, 1, @n, 'x') WITH NOWAIT, LOG");
        assertEquals(2, raiserror.arguments().size());
        assertEquals(List.of("NOWAIT", "LOG"), raiserror.options());
        assertError(102, 1, "Incorrect syntax near '50001'.", "RAISERROR 50001 'x'");
    }

    @Test
    void transactions_may_be_named() {
        assertEquals(
                Optional.of(expression("N'a'")),
                only(ControlStatement.BeginTransaction.class, "BEGIN TRAN [a]").name());
        assertEquals(
                Optional.of(expression("@n")),
                only(ControlStatement.Rollback.class, "ROLLBACK TRANSACTION @n").name());
        assertEquals(
                Optional.empty(),
                only(ControlStatement.Rollback.class, "ROLLBACK WORK").name());
        assertTrue(only(ControlStatement.Commit.class, "COMMIT TRAN WITH ( DELAYED_DURABILITY =  ON )")
                .delayedDurability());
        assertFalse(only(ControlStatement.Commit.class, "COMMIT").delayedDurability());
        assertEquals(
                expression("N'S10001'"),
                only(ControlStatement.SaveTransaction.class, "SAVE TRAN [S10001]")
                        .name());
    }

    @Test
    void wait_for_waits_for_a_time_or_a_delay() {
        assertTrue(
                only(ControlStatement.WaitFor.class, "WAITFOR DELAY '00:00:01'").delay());
        assertFalse(only(ControlStatement.WaitFor.class, "WAITFOR TIME @t").delay());
    }

    @Test
    void return_may_have_a_value() {
        assertEquals(
                Optional.of(expression("-1")),
                only(ControlStatement.Return.class, "RETURN -1").value());
        assertEquals(
                Optional.empty(),
                ((ControlStatement.Return) statements("RETURN SELECT 1").get(0)).value());
        assertEquals(
                Optional.of(expression("@a + 1")),
                only(ControlStatement.Return.class, "RETURN (@a + 1);").value());
    }

    @Test
    void set_assigns_variables_and_switches_options() {
        assertEquals(
                "+=", only(ControlStatement.SetVariable.class, "SET @a += 1").operator());
        ControlStatement.SetSwitch on = only(ControlStatement.SetSwitch.class, "set quoted_identifier, ansi_nulls on");
        assertEquals(List.of("QUOTED_IDENTIFIER", "ANSI_NULLS"), on.options());
        assertTrue(on.on());
        assertEquals(
                List.of("FMTONLY"),
                ((ControlStatement.SetSwitch)
                                statements("SET FMTONLY ON SELECT * FROM [t] ").get(0))
                        .options());
        assertEquals(
                List.of("STATISTICS IO", "STATISTICS TIME"),
                only(ControlStatement.SetSwitch.class, "SET STATISTICS IO, TIME OFF")
                        .options());
        ControlStatement.SetIdentityInsert identity =
                only(ControlStatement.SetIdentityInsert.class, "SET IDENTITY_INSERT dbo.t ON");
        assertEquals(ObjectName.of("dbo", "t"), identity.table());
        assertError(195, 1, "'FOO' is not a recognized SET option.", "SET FOO ON");
    }

    @ParameterizedTest
    @CsvSource({
        "set lock_timeout -1, LOCK_TIMEOUT, -1",
        "SET ROWCOUNT 10, ROWCOUNT, 10",
        "SET TEXTSIZE 2147483647, TEXTSIZE, 2147483647",
        "set dateformat mdy, DATEFORMAT, N'mdy'",
        "set language us_english, LANGUAGE, N'us_english'",
        "set datefirst 7, DATEFIRST, 7",
        "SET DEADLOCK_PRIORITY LOW, DEADLOCK_PRIORITY, N'LOW'"
    })
    void options_take_a_value(String text, String option, String value) {
        ControlStatement.SetOption set = only(ControlStatement.SetOption.class, text.replace('"', '\''));
        assertEquals(option, set.option());
        assertEquals(expression(value), set.value());
    }

    @ParameterizedTest
    @CsvSource({
        "set transaction isolation level  serializable , SERIALIZABLE",
        "SET TRANSACTION ISOLATION LEVEL READ  COMMITTED, READ COMMITTED",
        "set transaction isolation level read uncommitted, READ UNCOMMITTED",
        "set transaction isolation level repeatable read, REPEATABLE READ",
        "set transaction isolation level snapshot, SNAPSHOT"
    })
    void isolation_levels(String text, String level) {
        assertEquals(level, only(ControlStatement.SetIsolation.class, text).level());
    }

    @Test
    void execute_takes_arguments_in_every_form() {
        ControlStatement.Execute execute = only(
                ControlStatement.Execute.class,
                "EXEC @rc = dbo.p @a = 1, @b = @x OUTPUT, @c = DEFAULT, @d = -5, @e = word, @f = NULL, @g = @y out");
        assertEquals(Optional.of("@rc"), execute.statusVariable());
        assertEquals(Optional.of(ObjectName.of("dbo", "p")), execute.procedure());
        List<ControlStatement.Argument> arguments = execute.arguments();
        assertEquals(
                new ControlStatement.Argument(Optional.of("@a"), Optional.of(expression("1")), false),
                arguments.get(0));
        assertEquals(
                new ControlStatement.Argument(Optional.of("@b"), Optional.of(expression("@x")), true),
                arguments.get(1));
        assertEquals(Optional.empty(), arguments.get(2).value());
        assertEquals(Optional.of(expression("-5")), arguments.get(3).value());
        assertEquals(Optional.of(expression("N'word'")), arguments.get(4).value());
        assertTrue(arguments.get(6).output());
    }

    @Test
    void execute_names_a_procedure_directly_or_in_a_variable() {
        assertEquals(
                Optional.of("@p"),
                only(ControlStatement.Execute.class, "EXEC @p 1, 2").procedureVariable());
        assertEquals(
                Optional.of(new ObjectName(Optional.of("db"), Optional.empty(), "p")),
                only(ControlStatement.Execute.class, "EXECUTE db..p;1 WITH RECOMPILE")
                        .procedure());
        assertEquals(
                2, statements("EXEC sp_unprepare 101;EXEC sp_unprepare 102;").size());
        assertNotSupported("EXECUTE AS", "EXECUTE AS USER = 'x'");
        assertNotSupported("REVERT", "REVERT");
    }

    @Test
    void execute_runs_a_text() {
        assertEquals(
                expression("N'USE ' + @db"),
                only(ControlStatement.ExecuteString.class, "EXEC (N'USE ' + @db)")
                        .text());
        assertNotSupported("EXECUTE AT", "EXEC ('x') AT srv");
    }

    @Test
    void the_first_statement_may_be_a_bare_procedure_name() {
        ControlStatement.Execute execute = only(ControlStatement.Execute.class, "sp_datatype_info_100 @ODBCVer=3");
        assertEquals(Optional.of(ObjectName.of("sp_datatype_info_100")), execute.procedure());
        assertEquals(
                1,
                only(ControlStatement.Execute.class, "sp_executesql N'SET FMTONLY ON SELECT * FROM [t] '")
                        .arguments()
                        .size());
        assertError(102, 2, "Incorrect syntax near 'sp_who'.", "PRINT 1;\nsp_who");
    }

    @Test
    void odbc_calls_are_executes() {
        ControlStatement.Execute execute = only(ControlStatement.Execute.class, "{call dbo.p(1, @x)}");
        assertEquals(2, execute.arguments().size());
        assertEquals(
                0, only(ControlStatement.Execute.class, "{call p}").arguments().size());
    }

    @Test
    void semicolons_may_stand_anywhere_between() {
        assertEquals(3, statements(";;PRINT 1;;PRINT 2 PRINT 3;").size());
        assertEquals(0, statements(" ; ").size());
        assertEquals(102, error("PRINT 1 )").number());
    }

    @Test
    void jumps_and_labels_are_refused() {
        assertNotSupported("GOTO", "GOTO done");
        assertNotSupported("GOTO", "again: PRINT 1");
    }
}
