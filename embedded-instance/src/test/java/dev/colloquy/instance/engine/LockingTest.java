package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that want the same rows. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockingTest {
    private static EngineFixture fixture;
    private Session one;
    private Session other;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        succeed(fixture.session(), "CREATE TABLE dbo.account (id int NOT NULL PRIMARY KEY, amount int NOT NULL)");
        succeed(fixture.session(), "CREATE TABLE dbo.score (id int PRIMARY KEY, amount int)");
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @BeforeEach
    void open() {
        one = fixture.session();
        other = fixture.session();
        succeed(one, "DELETE dbo.account INSERT dbo.account VALUES (1, 10), (2, 20)");
        succeed(one, "DELETE dbo.score INSERT dbo.score VALUES (1, 10), (2, 20)");
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void lock_timeout_ends_the_statement_and_keeps_the_transaction() {
        succeed(one, "BEGIN TRAN UPDATE dbo.account SET amount = 11 WHERE id = 1");
        RecordedResponse response = run(
                other,
                "SET LOCK_TIMEOUT 50 BEGIN TRAN UPDATE dbo.account SET amount = 12 WHERE id = 1 SELECT @@TRANCOUNT");

        assertEquals(List.of(1222), response.errorNumbers());
        assertEquals(1, response.value());
    }

    @Test
    void readers_do_not_wait_for_writers() {
        succeed(one, "BEGIN TRAN UPDATE dbo.account SET amount = 11 WHERE id = 1");

        assertEquals(
                10,
                succeed(other, "SELECT amount FROM dbo.account WHERE id = 1").value());
    }

    @Test
    void writer_waits_for_the_other_to_commit() {
        succeed(one, "BEGIN TRAN UPDATE dbo.account SET amount = amount + 1 WHERE id = 1");
        CompletableFuture<RecordedResponse> waiting = CompletableFuture.supplyAsync(
                () -> succeed(other, "UPDATE dbo.account SET amount = amount + 1 WHERE id = 1"));
        succeed(one, "COMMIT");
        waiting.join();

        assertEquals(
                12, succeed(one, "SELECT amount FROM dbo.account WHERE id = 1").value());
    }

    @Test
    void deadlock_rolls_one_back_and_lets_the_other_go_on() {
        succeed(one, "BEGIN TRAN UPDATE dbo.account SET amount = 11 WHERE id = 1");
        succeed(other, "BEGIN TRAN UPDATE dbo.account SET amount = 21 WHERE id = 2");
        CompletableFuture<RecordedResponse> first = CompletableFuture.supplyAsync(
                () -> run(one, "UPDATE dbo.account SET amount = 22 WHERE id = 2 PRINT 'next'"));
        RecordedResponse second = run(other, "UPDATE dbo.account SET amount = 12 WHERE id = 1 PRINT 'next'");

        boolean secondIsVictim = !second.errors().isEmpty();
        RecordedResponse victim = secondIsVictim ? second : first.join();
        RecordedResponse survivor = secondIsVictim ? first.join() : second;
        assertEquals(List.of(1205), victim.errorNumbers());
        assertEquals(13, victim.errors().get(0).severity());
        assertTrue(victim.events().contains("rolled back"));
        assertEquals(List.of(), victim.messages());
        assertEquals(List.of("next"), survivor.messages());
        assertEquals(
                0, succeed(secondIsVictim ? other : one, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void deadlock_in_a_try_dooms_the_transaction() {
        String caught = " BEGIN TRY UPDATE dbo.account SET amount = 0 WHERE id = %d END TRY"
                + " BEGIN CATCH SELECT ERROR_NUMBER(), XACT_STATE(); IF XACT_STATE() = -1 ROLLBACK END CATCH";
        succeed(one, "BEGIN TRAN UPDATE dbo.account SET amount = 11 WHERE id = 1");
        succeed(other, "BEGIN TRAN UPDATE dbo.account SET amount = 21 WHERE id = 2");
        CompletableFuture<RecordedResponse> first =
                CompletableFuture.supplyAsync(() -> succeed(one, caught.formatted(2)));
        RecordedResponse second = succeed(other, caught.formatted(1));
        RecordedResponse victim = second.rows().isEmpty() ? first.join() : second;
        first.join();

        assertEquals("[1205, -1]", List.of(victim.rows().get(0)).toString());
        assertTrue(victim.events().contains("rolled back"));
    }

    /** What a transaction may have behind it that holds the row of account 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN TRY INSERT dbo.account VALUES (2, 0) END TRY BEGIN CATCH PRINT 'duplicate' END CATCH",
                "SAVE TRAN s UPDATE dbo.account SET amount = 21 WHERE id = 2 ROLLBACK TRAN s",
            })
    void a_wait_for_a_transaction_that_has_undone_something_ends_with_the_lock_timeout(String undone) {
        succeed(one, "BEGIN TRAN UPDATE dbo.account SET amount = 11 WHERE id = 1 " + undone);
        RecordedResponse response = run(other, "SET LOCK_TIMEOUT 50 UPDATE dbo.account SET amount = 12 WHERE id = 1");

        assertEquals(List.of(1222), response.errorNumbers());
    }

    /** The one is changed row by row, the other by H2 alone. */
    @ParameterizedTest
    @ValueSource(strings = {"account", "score"})
    void a_wait_for_a_transaction_that_waited_in_vain_ends_with_the_lock_timeout(String table) {
        String update = "UPDATE dbo." + table + " SET amount = 0 WHERE id = ";
        succeed(one, "BEGIN TRAN " + update + 1);
        succeed(other, "BEGIN TRAN " + update + 2);
        // Long enough for the wait to be broken off and taken up again.
        run(other, "SET LOCK_TIMEOUT 250 " + update + 1);
        Session third = fixture.session();
        RecordedResponse response = run(third, "SET LOCK_TIMEOUT 50 " + update + 2);
        third.close();

        assertEquals(List.of(1222), response.errorNumbers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "score"})
    void a_row_that_was_given_back_is_free_before_the_other_transaction_ends(String table) {
        String update = "UPDATE dbo." + table + " SET amount = 0 WHERE id = ";
        succeed(one, "BEGIN TRAN " + update + 1 + " SAVE TRAN s " + update + 2);
        CompletableFuture<RecordedResponse> waiting = CompletableFuture.supplyAsync(() -> succeed(other, update + 2));
        run(fixture.session(), "SET LOCK_TIMEOUT 100 " + update + 2);
        succeed(one, "ROLLBACK TRAN s");

        waiting.join();
        assertEquals(1, succeed(one, "SELECT @@TRANCOUNT").value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "BEGIN TRY INSERT dbo.account VALUES (2, 0) END TRY BEGIN CATCH PRINT 'duplicate' END CATCH"
            })
    void cancel_ends_a_wait_for_a_row(String undone) {
        succeed(one, "BEGIN TRAN UPDATE dbo.account SET amount = 11 WHERE id = 1 " + undone);
        succeed(other, "BEGIN TRAN");
        CompletableFuture<RecordedResponse> waiting =
                CompletableFuture.supplyAsync(() -> run(other, "UPDATE dbo.account SET amount = 12 WHERE id = 1"));
        long before = System.nanoTime();
        Awaitility.await().until(() -> {
            other.cancellation().cancel();
            return waiting.isDone();
        });

        CompletionException thrown = assertThrows(CompletionException.class, waiting::join);
        assertInstanceOf(CancellationException.class, thrown.getCause());
        assertTrue(System.nanoTime() - before < 5_000_000_000L);
        assertEquals(1, succeed(other, "SELECT @@TRANCOUNT").value());
    }
}
