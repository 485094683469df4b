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
    void sentMessageIsReceivedOnce() {
        send("hello");
        RecordedResponse response = succeed(
                session, "WAITFOR (RECEIVE CAST(message_body AS nvarchar(max)) AS body FROM answering), TIMEOUT 5000");

        assertEquals(List.of("columns body nvarchar(max)", "row [hello]", "done SELECT 1"), response.events());
        assertEquals(List.of(), receive().rows());
    }

    @Test
    void emptyQueueGivesColumnsWithoutRows() {
        assertEquals(
                List.of("columns body nvarchar(max)", "done SELECT 0"),
                receive().events());
    }

    @Test
    void assignmentsTakeTheMessageWithoutResult() {
        send("assigned");
        RecordedResponse response = succeed(
                session,
                "DECLARE @b nvarchar(max); RECEIVE TOP(1) @b = CAST(message_body AS nvarchar(max)) FROM answering;"
                        + " SELECT @@ROWCOUNT, @b");

        assertEquals("row [1, assigned]", response.events().get(2));
    }

    @Test
    void rollbackTakesBackWhatWasSentAndReturnsWhatWasReceived() {
        succeed(session, "BEGIN TRAN;" + SEND.formatted("never") + " ROLLBACK");
        assertEquals(List.of(), receive().rows());

        send("again");
        succeed(session, "BEGIN TRAN; RECEIVE * FROM answering; ROLLBACK");
        assertEquals("again", receive().value());
    }

    @Test
    void receiveThatFailsAfterItTookTheMessageReturnsIt() {
        send("kept");
        RecordedResponse failed =
                run(session, "BEGIN TRAN; RECEIVE 1 / 0 AS broken FROM answering; SELECT XACT_STATE(); COMMIT");

        assertEquals(List.of(8134), failed.errorNumbers());
        assertEquals(1, failed.value());
        assertEquals("kept", receive().value());
    }

    @Test
    void implicitTransactionBeginsWithReceive() {
        send("pending");
        succeed(session, "SET IMPLICIT_TRANSACTIONS ON");
        assertEquals("pending", receive().value());
        succeed(session, "IF @@TRANCOUNT > 0 ROLLBACK TRAN");
        succeed(session, "SET IMPLICIT_TRANSACTIONS OFF");

        assertEquals("pending", receive().value());
    }

    @Test
    void unknownConversationEndsTheStatementOnly() {
        RecordedResponse response =
                run(session, "END CONVERSATION '00000000-0000-0000-0000-000000000001'; PRINT 'next'");

        assertEquals(List.of(8426), response.errorNumbers());
        assertEquals(List.of("next"), response.messages());
    }

    @Test
    void waitingReceiveIsWokenByAMessage() {
        Session waiter = fixture.session("sa", EngineFixture.PASSWORD, "conversations");
        CompletableFuture<RecordedResponse> waiting = CompletableFuture.supplyAsync(() ->
                succeed(waiter, "WAITFOR (RECEIVE CAST(message_body AS nvarchar(max)) FROM answering), TIMEOUT 60000"));
        send("wake up");

        assertEquals("wake up", waiting.join().value());
    }

    @Test
    void cancelEndsAWaitingReceive() {
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
