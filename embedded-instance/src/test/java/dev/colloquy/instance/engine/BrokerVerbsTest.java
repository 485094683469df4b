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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BEGIN DIALOG, SEND, RECEIVE and END CONVERSATION in batches and transactions. */
class BrokerVerbsTest {
    private static final String SEND = "DECLARE @h uniqueidentifier;"
            + " BEGIN DIALOG @h FROM SERVICE asker TO SERVICE 'answerer' ON CONTRACT [//test/contract]"
            + " WITH ENCRYPTION = OFF;"
            + " SEND ON CONVERSATION @h MESSAGE TYPE [//test/request] (N'%s');";

    private static EngineFixture fixture;
    private Session session;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        Session session = fixture.session();
        succeed(session, "CREATE DATABASE conversations");
        succeed(
                session,
                "USE conversations; CREATE MESSAGE TYPE [//test/request] VALIDATION = NONE;"
                        + " CREATE CONTRACT [//test/contract] ([//test/request] SENT BY INITIATOR);"
                        + " CREATE QUEUE asking; CREATE SERVICE asker ON QUEUE asking;"
                        + " CREATE QUEUE answering; CREATE SERVICE answerer ON QUEUE answering ([//test/contract]);");
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @BeforeEach
    void open() {
        session = fixture.session("sa", EngineFixture.PASSWORD, "conversations");
        while (!receive().rows().isEmpty()) {
            // Empties the queue: each RECEIVE takes one conversation group.
        }
    }

    private RecordedResponse receive() {
        return succeed(session, "RECEIVE CAST(message_body AS nvarchar(max)) AS body FROM answering");
    }

    private void send(String body) {
        succeed(session, SEND.formatted(body));
    }

    @Test
    void sent_message_is_received_once() {
        send("hello");
        RecordedResponse response = succeed(
                session, "WAITFOR (RECEIVE CAST(message_body AS nvarchar(max)) AS body FROM answering), TIMEOUT 5000");

        assertEquals(List.of("columns body nvarchar(max)", "row [hello]", "done SELECT 1"), response.events());
        assertEquals(List.of(), receive().rows());
    }

    @Test
    void empty_queue_gives_columns_without_rows() {
        assertEquals(
                List.of("columns body nvarchar(max)", "done SELECT 0"),
                receive().events());
    }

    @Test
    void assignments_take_the_message_without_result() {
        send("assigned");
        RecordedResponse response = succeed(
                session,
                "DECLARE @b nvarchar(max); RECEIVE TOP(1) @b = CAST(message_body AS nvarchar(max)) FROM answering;"
                        + " SELECT @@ROWCOUNT, @b");

        assertEquals("row [1, assigned]", response.events().get(2));
    }

    @Test
    void rollback_takes_back_what_was_sent_and_returns_what_was_received() {
        succeed(session, "BEGIN TRAN;" + SEND.formatted("never") + " ROLLBACK");
        assertEquals(List.of(), receive().rows());

        send("again");
        succeed(session, "BEGIN TRAN; RECEIVE * FROM answering; ROLLBACK");
        assertEquals("again", receive().value());
    }

    @Test
    void receive_that_fails_after_it_took_the_message_returns_it() {
        send("kept");
        RecordedResponse failed =
                run(session, "BEGIN TRAN; RECEIVE 1 / 0 AS broken FROM answering; SELECT XACT_STATE(); COMMIT");

        assertEquals(List.of(8134), failed.errorNumbers());
        assertEquals(1, failed.value());
        assertEquals("kept", receive().value());
    }

    @Test
    void implicit_transaction_begins_with_receive() {
        send("pending");
        succeed(session, "SET IMPLICIT_TRANSACTIONS ON");
        assertEquals("pending", receive().value());
        succeed(session, "IF @@TRANCOUNT > 0 ROLLBACK TRAN");
        succeed(session, "SET IMPLICIT_TRANSACTIONS OFF");

        assertEquals("pending", receive().value());
    }

    @Test
    void unknown_conversation_ends_the_statement_only() {
        RecordedResponse response =
                run(session, "END CONVERSATION '00000000-0000-0000-0000-000000000001'; PRINT 'next'");

        assertEquals(List.of(8426), response.errorNumbers());
        assertEquals(List.of("next"), response.messages());
    }

    @Test
    void waiting_receive_is_woken_by_a_message() {
        Session waiter = fixture.session("sa", EngineFixture.PASSWORD, "conversations");
        CompletableFuture<RecordedResponse> waiting = CompletableFuture.supplyAsync(() ->
                succeed(waiter, "WAITFOR (RECEIVE CAST(message_body AS nvarchar(max)) FROM answering), TIMEOUT 60000"));
        send("wake up");

        assertEquals("wake up", waiting.join().value());
    }

    @Test
    void cancel_ends_a_waiting_receive() {
        Session waiter = fixture.session("sa", EngineFixture.PASSWORD, "conversations");
        CompletableFuture<RecordedResponse> waiting =
                CompletableFuture.supplyAsync(() -> run(waiter, "WAITFOR (RECEIVE * FROM answering)"));
        Awaitility.await().until(() -> {
            waiter.cancellation().cancel();
            return waiting.isDone();
        });

        CompletionException thrown = assertThrows(CompletionException.class, waiting::join);
        assertInstanceOf(CancellationException.class, thrown.getCause());
        assertTrue(succeed(waiter, "SELECT 1").events().contains("done SELECT 1"));
    }
}
