package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BEGIN, COMMIT, ROLLBACK, SAVE, implicit transactions and the transaction manager's requests. */
class TransactionTest {
    private static EngineFixture fixture;
    private Session session;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        succeed(fixture.session(), "CREATE TABLE dbo.account (id int NOT NULL PRIMARY KEY, amount int NOT NULL)");
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @BeforeEach
    void open() {
        session = fixture.session();
        succeed(session, "DELETE FROM dbo.account");
    }

    private Object count() {
        return succeed(fixture.session(), "SELECT COUNT(*) FROM dbo.account").value();
    }

    @Test
    void only_the_outermost_level_is_told_to_the_client() {
        RecordedResponse response = succeed(session, "BEGIN TRAN BEGIN TRAN SELECT @@TRANCOUNT COMMIT COMMIT");

        assertEquals(2, response.value());
        assertEquals(
                List.of("began", "committed"),
                response.events().stream()
                        .filter(e -> e.equals("began") || e.equals("committed"))
                        .toList());
    }

    @Test
    void rollback_ends_every_level() {
        RecordedResponse response =
                succeed(session, "BEGIN TRAN INSERT dbo.account VALUES (1, 1) BEGIN TRAN ROLLBACK SELECT @@TRANCOUNT");

        assertEquals(0, response.value());
        assertTrue(response.events().contains("rolled back"));
        assertEquals(0, count());
    }

    @Test
    void commit_and_rollback_need_a_transaction() {
        assertEquals(List.of(3902), run(session, "COMMIT").errorNumbers());
        assertEquals(List.of(3903), run(session, "ROLLBACK").errorNumbers());
        assertEquals(List.of(628), run(session, "SAVE TRAN a").errorNumbers());
    }

    @Test
    void rollback_to_a_savepoint_keeps_the_transaction() {
        succeed(
                session,
                "BEGIN TRAN INSERT dbo.account VALUES (1, 1) SAVE TRAN a INSERT dbo.account VALUES (2, 2)"
                        + " SAVE TRAN a INSERT dbo.account VALUES (3, 3) ROLLBACK TRAN a");

        assertEquals(2, succeed(session, "SELECT COUNT(*) FROM dbo.account").value());
        succeed(session, "COMMIT");
        assertEquals(2, count());
    }

    @Test
    void rollback_to_an_unknown_name_is_refused() {
        assertEquals(
                List.of(6401),
                run(session, "BEGIN TRAN outermost ROLLBACK TRAN other").errorNumbers());
        succeed(session, "ROLLBACK TRAN outermost");
    }

    @Test
    void statement_outside_of_a_transaction_commits_by_itself() {
        succeed(session, "INSERT dbo.account VALUES (1, 1)");

        assertEquals(1, count());
    }

    @Test
    void constraint_error_undoes_its_statement_alone() {
        RecordedResponse response = run(
                session,
                "BEGIN TRAN INSERT dbo.account VALUES (1, 1)\nINSERT dbo.account VALUES (2, 2), (1, 1)\nCOMMIT");

        assertEquals(List.of(2627), response.errorNumbers());
        assertTrue(response.events().contains("info 3621: The statement has been terminated."));
        assertTrue(response.events().contains("done INSERT failed"));
        assertEquals(1, count());
    }

    @Test
    void implicit_transaction_begins_with_the_first_statement_on_tables() {
        RecordedResponse response = succeed(
                session,
                "SET IMPLICIT_TRANSACTIONS ON DECLARE @a int = 1 SELECT @@TRANCOUNT PRINT 'x'"
                        + " INSERT dbo.account VALUES (1, 1) SELECT @@TRANCOUNT");

        assertEquals(List.of(0, 1), response.values());
        assertTrue(response.events().contains("began"));
        assertEquals(0, count());
        succeed(session, "IF @@TRANCOUNT > 0 COMMIT TRAN");
        assertEquals(1, count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (SELECT COUNT(*) FROM dbo.account)",
                "SELECT 1 + ABS((SELECT COUNT(*) FROM dbo.account))",
                "DECLARE @n int; SELECT @n = (SELECT COUNT(*) FROM dbo.account)",
                "SELECT CASE WHEN EXISTS (SELECT * FROM dbo.account) THEN 1 ELSE 0 END",
            })
    void implicit_transaction_begins_with_a_select_whose_subquery_reads_a_table(String select) {
        succeed(session, "SET IMPLICIT_TRANSACTIONS ON " + select);

        assertEquals(1, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void begin_in_implicit_mode_gives_two() {
        assertEquals(
                2,
                succeed(session, "SET IMPLICIT_TRANSACTIONS ON BEGIN TRAN SELECT @@TRANCOUNT")
                        .value());
    }

    @Test
    void driver_text_that_turns_autocommit_on_commits() {
        succeed(session, "set implicit_transactions on ");
        succeed(session, "INSERT dbo.account VALUES (1, 1)");
        succeed(session, "set implicit_transactions off IF @@TRANCOUNT > 0 COMMIT TRAN ");

        assertEquals(1, count());
    }

    @Test
    void driver_text_of_a_savepoint_leaves_one_transaction() {
        succeed(session, "set implicit_transactions on ");
        succeed(session, "IF @@TRANCOUNT = 0 BEGIN BEGIN TRAN IF @@TRANCOUNT = 2 COMMIT TRAN END SAVE TRAN [S10001]");

        assertEquals(1, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void transaction_manager_requests_begin_save_and_end() {
        RecordedResponse response = new RecordedResponse();
        session.begin(Optional.of("READ COMMITTED"), response);
        succeed(session, "INSERT dbo.account VALUES (1, 1)");
        session.save("s", response);
        succeed(session, "INSERT dbo.account VALUES (2, 2)");
        session.rollback(Optional.of("s"), response);
        session.commit(response);

        assertEquals(
                List.of("began", "done OTHER", "done OTHER", "done OTHER", "committed", "done OTHER"),
                response.events());
        assertEquals(1, count());
    }

    @Test
    void transaction_manager_refuses_a_commit_without_transaction() {
        RecordedResponse response = new RecordedResponse();
        session.commit(response);

        assertEquals(List.of(3902), response.errorNumbers());
    }

    @Test
    void reset_rolls_back_and_restores_the_session() {
        succeed(session, "USE tempdb SET XACT_ABORT ON CREATE TABLE #t (a int) BEGIN TRAN");
        RecordedResponse response = new RecordedResponse();
        session.reset(false, response);

        assertEquals(List.of("rolled back", "database master from tempdb", "reset"), response.events());
        assertEquals(0, succeed(session, "SELECT @@OPTIONS & 16384").value());
        assertEquals(List.of(208), run(session, "SELECT * FROM #t").errorNumbers());
    }

    @Test
    void close_rolls_back() {
        Session closing = fixture.session();
        succeed(closing, "BEGIN TRAN INSERT dbo.account VALUES (1, 1)");
        closing.close();

        assertEquals(0, count());
    }

    @Test
    void failed_statement_in_autocommit_leaves_nothing_and_no_transaction() {
        RecordedResponse response = run(session, "INSERT dbo.account VALUES (1, 1), (1, 2)");

        assertFalse(response.errorNumbers().isEmpty());
        assertEquals(0, count());
    }
}
