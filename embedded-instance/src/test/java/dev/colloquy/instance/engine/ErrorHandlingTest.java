package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What errors end and what they leave: TRY/CATCH, THROW, RAISERROR, XACT_ABORT. */
class ErrorHandlingTest {
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
    void division_by_zero_ends_its_statement_only() {
        RecordedResponse response = run(session, "SELECT 1/0\nPRINT 'next'");

        assertEquals(
                List.of(
                        "error 8134 line 1: Divide by zero error encountered.",
                        "done SELECT failed",
                        "info 0: next",
                        "done OTHER"),
                response.events());
    }

    @Test
    void error_variable_holds_the_number_of_the_last_statement() {
        assertEquals(8134, run(session, "SELECT 1/0; SELECT @@ERROR").value());
        assertEquals(0, run(session, "SELECT 1/0; PRINT 'x'; SELECT @@ERROR").value());
    }

    @Test
    void conversion_error_rolls_back_and_ends_the_batch() {
        RecordedResponse response = run(session, "BEGIN TRAN; SELECT CAST('x' AS int); PRINT 'not reached'");

        assertEquals(
                List.of(
                        "began",
                        "done OTHER",
                        "error 245 line 1: Conversion failed when converting the varchar value 'x' to data type int.",
                        "rolled back",
                        "done SELECT failed"),
                response.events());
        assertEquals(0, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void xact_abort_rolls_back_and_ends_the_batch() {
        RecordedResponse response = run(session, "SET XACT_ABORT ON; BEGIN TRAN; SELECT 1/0; PRINT 'not reached'");

        assertEquals(List.of(8134), response.errorNumbers());
        assertTrue(response.events().contains("rolled back"));
        assertEquals(List.of(), response.messages());
    }

    @Test
    void xact_abort_does_not_mind_raiserror() {
        RecordedResponse response =
                run(session, "SET XACT_ABORT ON; BEGIN TRAN; RAISERROR('x', 16, 1); PRINT 'next'; COMMIT");

        assertEquals(List.of("next"), response.messages());
        assertTrue(response.events().contains("committed"));
    }

    @Test
    void caught_error_is_not_told_to_the_client() {
        RecordedResponse response = run(
                session,
                "BEGIN TRY\n SELECT 1/0\n PRINT 'not reached'\nEND TRY\nBEGIN CATCH\n"
                        + " SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_STATE(), ERROR_LINE(), ERROR_MESSAGE(),"
                        + " ERROR_PROCEDURE()\nEND CATCH");

        assertEquals(List.of(), response.errorNumbers());
        assertArrayEquals(
                new Object[] {8134, 16, 1, 2, "Divide by zero error encountered.", null},
                response.rows().get(0));
    }

    @Test
    void error_functions_are_null_outside_of_catch() {
        assertNull(
                succeed(session, "BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH PRINT 'x' END CATCH SELECT ERROR_NUMBER()")
                        .value());
    }

    @Test
    void inner_catch_gives_the_outer_error_back() {
        RecordedResponse response = succeed(
                session,
                "BEGIN TRY RAISERROR('outer', 16, 1) END TRY BEGIN CATCH\n"
                        + " BEGIN TRY RAISERROR('inner', 16, 1) END TRY BEGIN CATCH PRINT ERROR_MESSAGE() END CATCH\n"
                        + " PRINT ERROR_MESSAGE() END CATCH");

        assertEquals(List.of("inner", "outer"), response.messages());
    }

    @Test
    void error_in_a_catch_is_not_taken_by_it() {
        RecordedResponse response =
                run(session, "BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH RAISERROR('x', 16, 1) PRINT 'next' END CATCH");

        assertEquals(List.of(50000), response.errorNumbers());
        assertEquals(List.of("next"), response.messages());
    }

    @Test
    void throw_raises_again_with_number_and_line() {
        RecordedResponse response =
                run(session, "BEGIN TRY\n\n SELECT 1/0\nEND TRY\nBEGIN CATCH\n THROW\nEND CATCH\nPRINT 'not reached'");

        assertEquals(List.of(8134), response.errorNumbers());
        assertEquals(3, response.errors().get(0).line());
        assertEquals(List.of(), response.messages());
    }

    @Test
    void throw_ends_the_batch_but_not_the_transaction() {
        RecordedResponse response = run(session, "BEGIN TRAN; THROW 50001, 'mine', 7; PRINT 'not reached'");
        SqlError error = response.errors().get(0);

        assertEquals(List.of(50001, 16, 7), List.of(error.number(), error.severity(), error.state()));
        assertEquals("mine", error.getMessage());
        assertEquals(List.of(), response.messages());
        assertEquals(1, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void throw_without_arguments_needs_a_catch() {
        assertEquals(List.of(10704), run(session, "THROW").errorNumbers());
    }

    @Test
    void throw_below50000_is_refused() {
        assertEquals(List.of(35100), run(session, "THROW 49999, 'x', 1").errorNumbers());
    }

    @Test
    void raiserror_fills_in_its_arguments() {
        RecordedResponse response = succeed(
                session,
                "DECLARE @big bigint = 12345678901; RAISERROR('%s|%5d|%-5d|%05d|%x|%X|%#x|%o|%u|%i|%%|%I64d|%.2s', 0, 1,"
                        + " N'text', 42, 42, 42, 255, 255, 255, 8, 7, -1, @big, 'abc')");

        assertEquals(List.of("text|   42|42   |00042|ff|FF|0xff|10|7|-1|%|12345678901|ab"), response.messages());
    }

    @Test
    void raiserror_refuses_arguments_of_the_wrong_type() {
        assertEquals(
                List.of(2786), run(session, "RAISERROR('%d', 16, 1, 'text')").errorNumbers());
        assertEquals(List.of(2787), run(session, "RAISERROR('%q', 16, 1, 1)").errorNumbers());
    }

    @Test
    void raiserror_shows_missing_arguments_as_null() {
        assertEquals(
                List.of("(null) and (null)"),
                succeed(session, "DECLARE @n int; RAISERROR('%d and %s', 0, 1, @n)")
                        .messages());
    }

    @Test
    void raiserror_up_to_severity_ten_is_a_message() {
        RecordedResponse response = succeed(session, "RAISERROR('hint', 10, 3) WITH NOWAIT; SELECT @@ERROR");

        assertEquals(
                List.of("info 50000: hint", "flush", "done OTHER"),
                response.events().subList(0, 3));
        assertEquals(0, response.value());
    }

    @Test
    void raiserror_ends_nothing() {
        RecordedResponse response = run(session, "RAISERROR('bad', 15, 5)\nPRINT 'next'");
        SqlError error = response.errors().get(0);

        assertEquals(List.of(50000, 15, 5), List.of(error.number(), error.severity(), error.state()));
        assertEquals(List.of("next"), response.messages());
    }

    @Test
    void caught_conversion_error_dooms_the_transaction() {
        RecordedResponse response = run(
                session,
                "BEGIN TRAN\nBEGIN TRY SELECT CAST('x' AS int) END TRY\n"
                        + "BEGIN CATCH SELECT XACT_STATE(), @@TRANCOUNT; COMMIT END CATCH");

        assertArrayEquals(new Object[] {-1, 1}, response.rows().get(0));
        assertEquals(List.of(3930), response.errorNumbers());
        assertTrue(response.events().contains("rolled back"));
    }

    @Test
    void doomed_transaction_is_rolled_back_at_the_end_of_the_batch() {
        RecordedResponse response = run(
                session, "BEGIN TRAN BEGIN TRY SELECT CAST('x' AS int) END TRY BEGIN CATCH PRINT 'caught' END CATCH");

        assertEquals(List.of(3998), response.errorNumbers());
        assertEquals(0, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void missing_table_is_not_caught_at_its_own_level() {
        RecordedResponse response = run(
                session,
                "BEGIN TRY SELECT * FROM missing END TRY BEGIN CATCH PRINT 'caught' END CATCH\nPRINT 'not reached'");

        assertEquals(List.of(208), response.errorNumbers());
        assertEquals(List.of(), response.messages());
    }

    @Test
    void missing_table_is_caught_by_the_caller() {
        RecordedResponse response = run(
                session, "BEGIN TRY EXEC('SELECT * FROM missing') END TRY BEGIN CATCH PRINT ERROR_MESSAGE() END CATCH");

        assertEquals(List.of(), response.errorNumbers());
        assertEquals(List.of("Invalid object name 'missing'."), response.messages());
    }

    @Test
    void syntax_error_of_a_nested_batch_leaves_the_outer_one_running() {
        RecordedResponse response = run(session, "EXEC('SELECT FROM')\nPRINT 'next'");

        assertEquals(List.of(156), response.errorNumbers());
        assertEquals(List.of("next"), response.messages());
    }
}
