package dev.colloquy.target.receive;

import static dev.colloquy.target.Initiator.replied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.target.Initiator;
import dev.colloquy.target.Initiator.Message;
import dev.colloquy.target.SqlScript;
import dev.colloquy.target.TargetDatabase;
import dev.colloquy.target.handler.HandlerAnswer;
import dev.colloquy.target.receive.ParkedRequests.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that have failed too often and are kept for an operator. */
class ParkedRequestsTest {
    @RegisterExtension
    @Order(1)
    static final TargetDatabase DATABASE = new TargetDatabase();

    @RegisterExtension
    @Order(2)
    final ReceiverFixture service = new ReceiverFixture(DATABASE);

    private Initiator initiator;
    private ParkedRequests operator;
    private RequestReceiver receiver;
    private boolean repaired;

    @BeforeEach
    void takeAllSides() {
        initiator = service.initiator();
        operator = new ParkedRequests(service.pool(), TransactionalPool.transactionManager());
        receiver = service.parking(request -> {
            if (repaired) {
                return HandlerAnswer.reply("at last");
            }
            throw new IllegalStateException("the warehouse is closed");
        });
    }

    private static void receiveUntil(RequestReceiver receiver, Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
            receiver.receiveBatch();
            return condition.call();
        });
    }

    private List<ParkedRequest> list() {
        return operator.list(0, 100);
    }

    /** Conversation handle of the target's side. */
    private UUID park(int attempts) {
        receiveUntil(receiver, () -> list().size() == 1 && list().get(0).attempts() == attempts);
        return list().get(0).conversationHandle();
    }

    @Test
    void a_request_that_fails_too_often_is_listed_with_its_dialog_open() throws Exception {
        initiator.ask("bad");

        park(ReceiverFixture.MAX_ATTEMPTS);

        ParkedRequest parked = list().get(0);
        assertEquals(0, parked.messageSequenceNumber());
        assertEquals("java.lang.IllegalStateException: the warehouse is closed", parked.error());
        assertTrue(parked.lastFailedAt().isAfter(parked.firstFailedAt()), parked::toString);
        assertEquals(List.of("CO"), service.openTargets());
        assertEquals(1, service.count("parked"));
        assertEquals(2, service.count("deferred"));
    }

    @Test
    void an_operator_has_it_tried_again_with_those_that_came_after_it() throws Exception {
        String handle = initiator.ask("bad");
        UUID parked = park(ReceiverFixture.MAX_ATTEMPTS);
        initiator.sendOn(handle, "behind it");
        receiveUntil(
                receiver,
                () -> service.column("SELECT state FROM dbo.deferred_request").size() == 2);

        assertEquals(Outcome.DONE, operator.retry(parked));
        assertEquals(List.of(), list());
        repaired = true;
        receiveUntil(receiver, () -> service.count("replied") == 1);

        assertEquals(replied("at last"), initiator.answers(handle));
        assertEquals(4, service.recent().get(0).attempts());
        assertEquals(List.of(), service.column("SELECT state FROM dbo.deferred_request"));
        assertEquals(Outcome.UNKNOWN, operator.retry(parked));
    }

    @Test
    void a_retry_that_fails_parks_it_again() throws Exception {
        initiator.ask("bad");
        UUID parked = park(ReceiverFixture.MAX_ATTEMPTS);

        operator.retry(parked);

        assertEquals(parked, park(ReceiverFixture.MAX_ATTEMPTS + 1));
    }

    @Test
    void an_operator_rejects_it() throws Exception {
        String handle = initiator.ask("bad");
        UUID parked = park(ReceiverFixture.MAX_ATTEMPTS);

        assertEquals(Outcome.DONE, operator.reject(parked, "Nobody wants that"));

        Message error = initiator.answers(handle).get(0);
        assertEquals("Error", error.type());
        assertTrue(error.body().contains("<Code>50104</Code>"), error.body());
        assertTrue(error.body().contains("Nobody wants that"), error.body());
        assertEquals(List.of(), list());
        assertEquals(Outcome.UNKNOWN, operator.reject(parked, "again"));
    }

    @Test
    void a_parked_request_whose_initiator_has_ended_is_not_tried_again_and_goes_away() throws Exception {
        String handle = initiator.ask("bad");
        UUID parked = park(ReceiverFixture.MAX_ATTEMPTS);

        initiator.end(handle);

        assertEquals(Outcome.ENDED, operator.retry(parked));
        receiveUntil(receiver, () -> list().isEmpty());
        assertEquals(List.of(), service.openTargets());
    }

    @Test
    void the_list_is_paged_in_the_order_of_deferral() throws Exception {
        SqlScript.execute(service.connection(), """
                DECLARE @i int = 0;
                WHILE @i < 5
                BEGIN
                    INSERT INTO dbo.deferred_request (conversation_handle, message_sequence_number, message_type_name,
                        state, attempts, first_failed_at, last_failed_at, error)
                    VALUES (NEWID(), @i, N'type', CASE @i WHEN 2 THEN 'RETRY' ELSE 'PARKED' END, 3, SYSUTCDATETIME(),
                        SYSUTCDATETIME(), N'error');
                    SET @i += 1;
                END;""");

        List<ParkedRequest> first = operator.list(0, 3);
        List<ParkedRequest> second = operator.list(first.get(2).position(), 3);

        assertEquals(
                List.of(0L, 1L, 3L),
                first.stream().map(ParkedRequest::messageSequenceNumber).toList());
        assertEquals(
                List.of(4L),
                second.stream().map(ParkedRequest::messageSequenceNumber).toList());
    }
}
