package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Variables, IF, WHILE, messages and the settings of a session. */
class ControlFlowTest {
    private static EngineFixture fixture;
    private Session session;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
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
    void select_without_from_is_one_row_with_its_type() {
        RecordedResponse response = succeed(session, "SELECT 1 AS one, N'x', NULL");

        assertEquals(
                List.of("columns one int,  nvarchar(1),  int", "row [1, x, null]", "done SELECT 1"), response.events());
    }

    @Test
    void empty_batch_yields_nothing() {
        assertEquals(List.of(), succeed(session, "-- nothing").events());
    }

    @Test
    void declare_and_set_are_not_told_as_completed() {
        RecordedResponse response = succeed(session, "DECLARE @a int = 1; SET @a += 2; IF @a = 3 SELECT @a");

        assertEquals(List.of("columns  int", "row [3]", "done SELECT 1"), response.events());
    }

    @Test
    void variable_declared_in_a_branch_not_taken_exists() {
        assertNull(succeed(session, "IF 1 = 0 DECLARE @a int; SELECT @a").value());
    }

    @Test
    void variables_declared_twice_are_refused_before_anything_runs() {
        RecordedResponse response = run(session, "PRINT 'x'; DECLARE @a int; DECLARE @A int");

        assertEquals(List.of(134), response.errorNumbers());
        assertEquals(List.of(), response.messages());
    }

    @Test
    void undeclared_variable_ends_the_batch_with137() {
        RecordedResponse response = run(session, "SELECT @missing\nPRINT 'not reached'");

        assertEquals(
                List.of("error 137 line 1: Must declare the scalar variable \"@missing\".", "done SELECT failed"),
                response.events());
    }

    @Test
    void while_stops_at_break_and_goes_on_at_continue() {
        RecordedResponse response = succeed(
                session,
                "DECLARE @i int = 0, @sum int = 0\n"
                        + "WHILE 1 = 1 BEGIN\n"
                        + "  SET @i = @i + 1\n"
                        + "  IF @i % 2 = 0 CONTINUE\n"
                        + "  IF @i > 5 BREAK\n"
                        + "  SET @sum = @sum + @i\n"
                        + "END\nSELECT @sum");

        assertEquals(9, response.value());
    }

    @Test
    void unknown_is_not_true() {
        RecordedResponse response = succeed(session, "IF NULL = 1 PRINT 'true' ELSE PRINT 'else'");

        assertEquals(List.of("else"), response.messages());
    }

    @Test
    void return_ends_the_batch() {
        assertEquals(
                List.of("a"), succeed(session, "PRINT 'a' RETURN PRINT 'b'").messages());
    }

    @Test
    void print_of_null_is_a_blank() {
        assertEquals(List.of(" "), succeed(session, "PRINT NULL").messages());
    }

    @Test
    void row_count_follows_the_last_statement() {
        assertEquals(1, succeed(session, "SELECT 5; SELECT @@ROWCOUNT").rows().get(1)[0]);
        assertEquals(
                1,
                succeed(session, "DECLARE @a int; SET @a = 1; SELECT @@ROWCOUNT")
                        .value());
        assertEquals(
                0,
                succeed(session, "DECLARE @a int = 1; PRINT 'x'; SELECT @@ROWCOUNT")
                        .value());
    }

    @Test
    void select_assigns_one_variable_after_the_other() {
        assertEquals(
                3,
                succeed(session, "DECLARE @a int, @b int; SELECT @a = 1, @b = @a + 2; SELECT @b")
                        .value());
    }

    @Test
    void nocount_hides_the_count_but_not_the_rows() {
        RecordedResponse response = succeed(session, "SET NOCOUNT ON; SELECT 1");

        assertEquals(List.of("done OTHER", "columns  int", "row [1]", "done SELECT"), response.events());
    }

    @Test
    void settings_of_a_nested_batch_do_not_outlive_it() {
        succeed(session, "EXEC sp_executesql N'SET NOCOUNT ON; SET XACT_ABORT ON; SET LOCK_TIMEOUT 5'");

        assertEquals(0, succeed(session, "SELECT @@OPTIONS & (512 + 16384)").value());
        assertEquals(-1, succeed(session, "SELECT @@LOCK_TIMEOUT").value());
    }

    @Test
    void settings_of_a_batch_outlive_it() {
        succeed(session, "SET XACT_ABORT ON SET DATEFIRST 1");

        assertEquals(16384, succeed(session, "SELECT @@OPTIONS & 16384").value());
        assertEquals(1, succeed(session, "SELECT @@DATEFIRST").value());
    }

    @Test
    void row_count_setting_limits_a_result() {
        RecordedResponse response = succeed(session, "SET ROWCOUNT 1; SELECT name FROM sys.databases; SET ROWCOUNT 0");

        assertEquals(1, response.rows().size());
    }

    @Test
    void format_only_tells_columns_without_rows() {
        RecordedResponse response = succeed(session, "SET FMTONLY ON SELECT 1 AS a PRINT 'x' SET FMTONLY OFF");

        assertEquals(List.of("done OTHER", "columns a int", "done SELECT 0", "done OTHER"), response.events());
    }

    @Test
    void use_tells_the_client_at_the_level_of_the_batch_only() {
        assertEquals(
                List.of("database tempdb from master", "done OTHER"),
                succeed(session, "USE tempdb").events());
        RecordedResponse nested =
                succeed(session, "EXEC sp_executesql N'USE master SELECT DB_NAME()'; SELECT DB_NAME()");

        assertEquals(List.of("master", "tempdb"), nested.values());
        assertEquals("tempdb", session.database());
    }

    @Test
    void syntax_error_means_that_nothing_runs() {
        RecordedResponse response = run(session, "PRINT 'a'\nSELEC 1");

        assertEquals(List.of(), response.messages());
        assertEquals(List.of(102), response.errorNumbers());
        assertEquals(2, response.errors().get(0).line());
    }

    @Test
    void unsafe_settings_are_refused() {
        assertEquals(List.of(40517), run(session, "SET QUOTED_IDENTIFIER OFF").errorNumbers());
    }

    @Test
    void session_functions_tell_who_and_where() {
        assertEquals("sa", succeed(session, "SELECT SUSER_SNAME()").value());
        assertEquals("dbo", succeed(session, "SELECT USER_NAME()").value());
        assertEquals("master", succeed(session, "SELECT DB_NAME()").value());
        assertEquals("TESTSERVER", succeed(session, "SELECT @@SERVERNAME").value());
        assertEquals("host", succeed(session, "SELECT HOST_NAME()").value());
        assertEquals(
                3,
                succeed(session, "SELECT CAST(SERVERPROPERTY('EngineEdition') AS int)")
                        .value());
        assertNull(succeed(session, "SELECT CAST(SERVERPROPERTY('Babelfish') AS varchar(10))")
                .value());
        assertEquals(session.spid(), succeed(session, "SELECT @@SPID").value());
    }
}
