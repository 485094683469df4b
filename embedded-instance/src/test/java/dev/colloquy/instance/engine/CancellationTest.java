package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attention, closing, and waits for each other. */
class CancellationTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private EngineFixture fixture;
    private Session session;

    @BeforeEach
    void open() {
        fixture = new EngineFixture();
        session = fixture.session();
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        fixture.close();
    }

    private CompletableFuture<RecordedResponse> start(Session in, String text) {
        return CompletableFuture.supplyAsync(() -> run(in, text), threads);
    }

    /** Cancels again until the statement has noticed: a cancel before its request begins is forgotten. */
    private static void cancelUntilDone(Session in, CompletableFuture<RecordedResponse> running) {
        Awaitility.await().until(() -> {
            in.cancellation().cancel();
            return running.isDone();
        });
    }

    private static void assertCancelled(CompletableFuture<RecordedResponse> running) {
        CompletionException thrown = assertThrows(CompletionException.class, running::join);
        assertInstanceOf(CancellationException.class, thrown.getCause());
    }

    @Test
    void wait_for_delay_takes_its_time() {
        long before = System.nanoTime();
        succeed(session, "WAITFOR DELAY '00:00:00.100'");

        assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void cancel_ends_a_wait_and_leaves_the_session_usable() {
        succeed(session, "BEGIN TRAN");
        CompletableFuture<RecordedResponse> running = start(session, "WAITFOR DELAY '01:00:00'");
        cancelUntilDone(session, running);

        assertCancelled(running);
        assertEquals(1, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void cancel_rolls_back_under_xact_abort() {
        succeed(session, "SET XACT_ABORT ON; BEGIN TRAN");
        CompletableFuture<RecordedResponse> running = start(session, "WAITFOR DELAY '01:00:00'");
        cancelUntilDone(session, running);

        assertCancelled(running);
        assertEquals(0, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void cancel_rolls_back_under_the_xact_abort_of_a_procedure() {
        succeed(session, "CREATE PROCEDURE dbo.waits AS SET XACT_ABORT ON; BEGIN TRAN; WAITFOR DELAY '01:00:00'");
        CompletableFuture<RecordedResponse> running = start(session, "EXEC dbo.waits");
        cancelUntilDone(session, running);

        assertCancelled(running);
        assertEquals(0, succeed(session, "SELECT @@TRANCOUNT").value());
    }

    @Test
    void cancel_ends_an_endless_loop_that_no_catch_holds() {
        CompletableFuture<RecordedResponse> running = start(
                session,
                "DECLARE @i int = 0; BEGIN TRY WHILE 1 = 1 SET @i = 1 END TRY BEGIN CATCH PRINT 'x' END CATCH");
        cancelUntilDone(session, running);

        assertCancelled(running);
        assertEquals(1, succeed(session, "SELECT 1").value());
    }

    @Test
    void application_lock_blocks_other_sessions_until_it_is_released() {
        Session other = fixture.session();
        succeed(session, "EXEC sp_getapplock @Resource = 'r', @LockMode = 'Exclusive', @LockOwner = 'Session'");
        assertEquals(
                -1,
                succeed(other, "DECLARE @rc int; EXEC @rc = sp_getapplock 'r', 'Shared', 'Session', 0; SELECT @rc")
                        .value());
        CompletableFuture<RecordedResponse> waiting =
                start(other, "DECLARE @rc int; EXEC @rc = sp_getapplock 'r', 'Shared', 'Session'; SELECT @rc");
        succeed(session, "EXEC sp_releaseapplock @Resource = 'r', @LockOwner = 'Session'");

        assertTrue(List.of(0, 1).contains(waiting.join().value()));
        assertEquals(
                List.of(1223),
                run(session, "EXEC sp_releaseapplock 'r', 'Session'").errorNumbers());
    }

    @Test
    void application_lock_of_a_transaction_ends_with_it() {
        Session other = fixture.session();
        succeed(session, "BEGIN TRAN; EXEC sp_getapplock 'r', 'Exclusive'");
        CompletableFuture<RecordedResponse> waiting =
                start(other, "DECLARE @rc int; EXEC @rc = sp_getapplock 'r', 'Exclusive', 'Session'; SELECT @rc");
        succeed(session, "COMMIT");

        assertTrue(List.of(0, 1).contains(waiting.join().value()));
    }

    @Test
    void application_lock_of_a_session_survives_its_batch_and_ends_with_the_session() {
        Session other = fixture.session();
        succeed(session, "EXEC sp_executesql N'EXEC sp_getapplock ''r'', ''Exclusive'', ''Session'''");
        CompletableFuture<RecordedResponse> waiting =
                start(other, "DECLARE @rc int; EXEC @rc = sp_getapplock 'r', 'Exclusive', 'Session'; SELECT @rc");
        session.close();

        assertTrue(List.of(0, 1).contains(waiting.join().value()));
    }

    @Test
    void cancel_ends_a_wait_for_an_application_lock() {
        Session other = fixture.session();
        succeed(session, "EXEC sp_getapplock 'r', 'Exclusive', 'Session'");
        CompletableFuture<RecordedResponse> waiting = start(other, "EXEC sp_getapplock 'r', 'Exclusive', 'Session'");
        cancelUntilDone(other, waiting);

        assertCancelled(waiting);
    }

    @Test
    void closing_the_engine_ends_what_runs_with_an_error_that_says_so() {
        CompletableFuture<RecordedResponse> running = start(session, "WAITFOR DELAY '01:00:00'");
        fixture.engine().close();

        CompletionException thrown = assertThrows(CompletionException.class, running::join);
        assertEquals(596, assertInstanceOf(SqlError.class, thrown.getCause()).number());
        assertThrows(
                LoginRefused.class,
                () -> fixture.engine()
                        .logIn(new LoginRequest("sa", EngineFixture.PASSWORD, "", "app", "host", "127.0.0.1")));
    }
}
