package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.call;
import static dev.colloquy.instance.engine.EngineFixture.integer;
import static dev.colloquy.instance.engine.EngineFixture.named;
import static dev.colloquy.instance.engine.EngineFixture.nvarchar;
import static dev.colloquy.instance.engine.EngineFixture.output;
import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlType;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Procedures by EXECUTE and by RPC, sp_executesql and prepared statements. */
class ProcedureTest {
    private static EngineFixture fixture;
    private Session session;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        Session session = fixture.session();
        succeed(
                session,
                "CREATE PROCEDURE dbo.add_up @a int, @b int = 10, @sum int OUTPUT AS\n"
                        + "SET @sum = @a + @b\nSELECT @sum AS result\nRETURN 7");
        succeed(session, "CREATE PROCEDURE dbo.failing AS\nPRINT 'before'\nSELECT 1/0\nPRINT 'after'");
        succeed(session, "CREATE PROCEDURE dbo.recursive AS EXEC dbo.recursive");
        succeed(session, "CREATE PROCEDURE dbo.opening AS BEGIN TRAN");
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @BeforeEach
    void open() {
        session = fixture.session();
    }

    @Test
    void execute_returns_status_and_output() {
        RecordedResponse response =
                succeed(session, "DECLARE @s int, @rc int; EXEC @rc = add_up 1, @sum = @s OUTPUT; SELECT @rc, @s");

        assertEquals(
                List.of(
                        "enter",
                        "columns result int",
                        "row [11]",
                        "done SELECT 1",
                        "leave 7",
                        "columns  int,  int",
                        "row [7, 11]",
                        "done SELECT 1"),
                response.events());
    }

    @Test
    void bare_name_runs_a_procedure_at_the_start_of_a_batch() {
        assertEquals("enter", run(session, "add_up 1, 2, 3").events().get(0));
    }

    @Test
    void arguments_that_do_not_fit_are_refused() {
        assertEquals(List.of(201), run(session, "EXEC add_up").errorNumbers());
        assertEquals(List.of(8144), run(session, "EXEC add_up 1, 2, 3, 4").errorNumbers());
        assertEquals(List.of(8145), run(session, "EXEC add_up @x = 1").errorNumbers());
        assertEquals(List.of(8143), run(session, "EXEC add_up 1, @a = 1").errorNumbers());
        assertEquals(List.of(8114), run(session, "EXEC add_up 'x', 1, 1").errorNumbers());
        assertEquals(List.of(2812), run(session, "EXEC missing").errorNumbers());
    }

    @Test
    void error_carries_procedure_and_line_and_the_procedure_goes_on() {
        RecordedResponse response = run(session, "EXEC failing\nPRINT 'caller'");

        assertEquals(List.of("before", "after", "caller"), response.messages());
        assertTrue(response.events().contains("error 8134 line 3 in failing: Divide by zero error encountered."));
        assertTrue(response.events().contains("leave -6"));
    }

    @Test
    void error_in_a_procedure_is_caught_by_its_caller() {
        RecordedResponse response = run(
                session, "BEGIN TRY EXEC failing END TRY BEGIN CATCH SELECT ERROR_PROCEDURE(), ERROR_LINE() END CATCH");

        assertEquals(List.of(), response.errorNumbers());
        assertEquals(List.of("failing", 3), List.of(response.rows().get(0)));
        assertEquals(List.of("before"), response.messages());
    }

    @Test
    void nesting_ends_at_thirty_two() {
        assertEquals(List.of(217), run(session, "EXEC dbo.recursive").errorNumbers());
    }

    @Test
    void sp_executesql_of_a_named_database_runs_there_and_the_session_stays_where_it_was() {
        String here = (String) succeed(session, "SELECT DB_NAME()").value();

        assertEquals(
                "msdb",
                succeed(session, "EXEC msdb.sys.sp_executesql N'SELECT DB_NAME()'")
                        .value());

        assertEquals(here, succeed(session, "SELECT DB_NAME()").value());
        assertEquals(
                List.of(911),
                run(session, "EXEC missing.sys.sp_executesql N'SELECT 1'").errorNumbers());
    }

    @Test
    void transaction_left_open_is_told_and_kept() {
        assertEquals(List.of(266), run(session, "EXEC dbo.opening").errorNumbers());
        assertEquals(1, succeed(session, "SELECT @@TRANCOUNT ROLLBACK").value());
    }

    @Test
    void altered_procedure_runs_its_new_text() {
        succeed(session, "CREATE PROCEDURE dbo.changing AS SELECT 1");
        succeed(session, "EXEC dbo.changing");
        succeed(session, "ALTER PROCEDURE dbo.changing AS SELECT 2");

        assertEquals(2, succeed(session, "EXEC dbo.changing").value());
        succeed(session, "DROP PROCEDURE dbo.changing");
        assertEquals(List.of(2812), run(session, "EXEC dbo.changing").errorNumbers());
        assertEquals(List.of(3701), run(session, "DROP PROCEDURE dbo.changing").errorNumbers());
        succeed(session, "DROP PROCEDURE IF EXISTS dbo.changing");
    }

    @Test
    void rolled_back_procedure_is_gone() {
        succeed(session, "BEGIN TRAN");
        succeed(session, "CREATE PROCEDURE dbo.undone AS SELECT 1");
        succeed(session, "ROLLBACK");

        assertEquals(List.of(2812), run(session, "EXEC dbo.undone").errorNumbers());
    }

    @Test
    void names_taken_are_refused() {
        assertEquals(
                List.of(2714),
                run(session, "CREATE PROCEDURE dbo.add_up AS SELECT 1").errorNumbers());
        assertEquals(
                List.of(208),
                run(session, "ALTER PROCEDURE dbo.no_such AS SELECT 1").errorNumbers());
    }

    // RPC

    @Test
    void remote_call_returns_status_then_outputs_by_their_place() {
        RecordedResponse response = call(session, "[dbo].[add_up]", integer(1), integer(2), output(SqlType.INT, null));

        assertEquals(
                List.of("columns result int", "row [3]", "done SELECT 1", "status 7", "value 2 @sum int = 3"),
                response.events());
    }

    @Test
    void remote_call_takes_named_arguments_and_defaults() {
        RecordedResponse response = call(
                session,
                "dbo.add_up;1",
                new ProcedureCall.Argument("@sum", true, false, SqlType.INT, null),
                named("@a", SqlType.INT, 5),
                new ProcedureCall.Argument("@b", false, true, SqlType.INT, null));

        assertEquals(
                List.of("status 7", "value 0 @sum int = 15"), response.events().subList(3, 5));
    }

    @Test
    void remote_call_of_a_missing_procedure_fails() {
        RecordedResponse response = call(session, "master..xp_sqljdbc_xa_init_ex");

        assertEquals(
                "Could not find stored procedure 'master..xp_sqljdbc_xa_init_ex'.",
                response.errors().get(0).getMessage());
        assertEquals("status -6", response.events().get(response.events().size() - 1));
    }

    @Test
    void execute_sql_converts_to_the_declared_types() {
        RecordedResponse response = call(
                session,
                "sp_executesql",
                nvarchar("SELECT @P0 + 1, @P1"),
                nvarchar("@P0 int,@P1 nvarchar(4000)"),
                nvarchar("41"),
                output(SqlType.varbinary(8000), null));

        assertEquals(List.of(8162), response.errorNumbers());
        RecordedResponse accepted = call(
                session,
                "sp_executesql",
                nvarchar("SELECT @P0 + 1, @P1"),
                nvarchar("@P0 int,@P1 nvarchar(4000)"),
                nvarchar("41"),
                new ProcedureCall.Argument("", false, false, SqlType.varbinary(8000), null));
        assertEquals("row [42, null]", accepted.events().get(1));
        assertEquals("status 0", accepted.events().get(3));
    }

    @Test
    void execute_sql_returns_its_output_at_its_place_in_the_call() {
        RecordedResponse response = call(
                session,
                "sp_executesql",
                nvarchar("EXEC @P0 = dbo.add_up @P1, 1, @P2 OUTPUT"),
                nvarchar("@P0 int OUTPUT,@P1 int,@P2 int OUTPUT"),
                output(SqlType.INT, null),
                integer(1),
                output(SqlType.INT, null));

        assertEquals(
                List.of("status 0", "value 2 @P0 int = 7", "value 4 @P2 int = 2"),
                response.events().subList(5, 8));
    }

    @Test
    void execute_sql_without_a_value_is_refused() {
        RecordedResponse response = call(session, "sp_executesql", nvarchar("SELECT @P0"), nvarchar("@P0 int"));

        assertEquals(
                "The parameterized query '(@P0 int)SELECT @P0' expects the parameter '@P0', which was not supplied.",
                response.errors().get(0).getMessage());
    }

    @Test
    void execute_sql_takes_unicode_text_only() {
        assertEquals(List.of(214), run(session, "EXEC sp_executesql 'SELECT 1'").errorNumbers());
    }

    @Test
    void execute_sql_from_a_batch_has_variables_of_its_own() {
        RecordedResponse response = succeed(
                session,
                "DECLARE @x int = 1, @out int; EXEC sp_executesql N'SET @o = @i * 2', N'@i int, @o int OUTPUT', @i = 21,"
                        + " @o = @out OUTPUT; SELECT @out");

        assertEquals(42, response.value());
        assertEquals(
                List.of(137),
                run(session, "DECLARE @x int = 1; EXEC('SELECT @x')").errorNumbers());
    }

    @Test
    void prepared_statements_live_until_they_are_unprepared() {
        RecordedResponse prepared = call(
                session,
                "sp_prepexec",
                output(SqlType.INT, null),
                nvarchar("@P0 int"),
                nvarchar("SELECT @P0 * 2"),
                integer(4));

        assertEquals(
                List.of("columns  int", "row [8]", "done SELECT 1", "status 0", "value 0 @handle int = 1"),
                prepared.events());
        assertEquals(10, call(session, "sp_execute", integer(1), integer(5)).value());
        assertEquals(List.of(), call(session, "sp_unprepare", integer(1)).errorNumbers());
        RecordedResponse gone = call(session, "sp_execute", integer(1), integer(5));
        assertEquals(
                "Could not find prepared statement with handle 1.",
                gone.errors().get(0).getMessage());
    }

    @Test
    void preparing_again_gives_the_old_handle_up() {
        call(
                session,
                "sp_prepexec",
                output(SqlType.INT, null),
                nvarchar("@P0 int"),
                nvarchar("SELECT @P0"),
                integer(4));
        RecordedResponse again = call(
                session,
                "sp_prepexec",
                output(SqlType.INT, 1),
                nvarchar("@P0 nvarchar(10)"),
                nvarchar("SELECT @P0"),
                nvarchar("x"));

        assertEquals("value 0 @handle int = 2", again.events().get(4));
        assertEquals(
                List.of(8179),
                call(session, "sp_execute", integer(1), integer(5)).errorNumbers());
    }

    @Test
    void text_that_cannot_be_prepared_fails_with8180() {
        RecordedResponse response = call(
                session, "sp_prepare", output(SqlType.INT, null), nvarchar(null), nvarchar("SELECT FROM"), integer(1));

        assertEquals(List.of(156, 8180), response.errorNumbers());
    }

    @Test
    void named_arguments_of_other_clients_are_understood() {
        RecordedResponse prepared = call(
                session,
                "sp_prepare",
                new ProcedureCall.Argument("@handle", true, false, SqlType.INT, null),
                named("@params", SqlType.nvarchar(20), "@a int"),
                named("@stmt", SqlType.nvarchar(20), "SELECT @a"));

        assertEquals(List.of("status 0", "value 0 @handle int = 1"), prepared.events());
        assertEquals(
                3,
                call(session, "sp_execute", named("@handle", SqlType.INT, 1), named("@a", SqlType.INT, 3))
                        .value());
        assertEquals(
                9,
                call(
                                session,
                                "sp_executesql",
                                named("@statement", SqlType.nvarchar(20), "SELECT @a"),
                                named("@params", SqlType.nvarchar(20), "@a int"),
                                named("@a", SqlType.INT, 9))
                        .value());
    }

    @Test
    void cursors_run_their_statement_directly() {
        RecordedResponse response = call(
                session,
                "sp_cursoropen",
                output(SqlType.INT, 0),
                nvarchar("SELECT 1 AS a"),
                output(SqlType.INT, 4),
                output(SqlType.INT, 1),
                output(SqlType.INT, 0));

        assertEquals(
                List.of(
                        "info 16954: Executing SQL directly; no cursor.",
                        "columns a int",
                        "row [1]",
                        "done SELECT 1",
                        "status 0"),
                response.events());
        assertEquals(List.of(16909), call(session, "sp_cursorfetch", integer(5)).errorNumbers());
    }

    @Test
    void temporary_table_of_a_nested_batch_vanishes_with_it() {
        succeed(
                session,
                "EXEC sp_executesql N'CREATE TABLE #inner (a int) INSERT #inner VALUES (1) SELECT a FROM #inner'");
        assertEquals(List.of(208), run(session, "SELECT * FROM #inner").errorNumbers());

        succeed(session, "CREATE TABLE #kept (a int)");
        succeed(session, "EXEC('INSERT #kept VALUES (3)')");
        assertEquals(3, succeed(session, "SELECT a FROM #kept").value());
    }

    @Test
    void insert_execute_takes_the_rows_of_a_procedure() {
        RecordedResponse response = succeed(
                session, "DECLARE @t TABLE (a int); INSERT @t EXEC('SELECT 1 SELECT 2'); SELECT COUNT(*) FROM @t");

        assertEquals(
                List.of("done INSERT 2", "columns  int", "row [2]", "done SELECT 1"),
                response.events().stream()
                        .filter(e -> !e.startsWith("enter") && !e.startsWith("leave"))
                        .toList());
    }
}
