package dev.colloquy.target.receive;

import static dev.colloquy.target.Initiator.replied;
import static dev.colloquy.target.receive.ReceiverFixture.drain;
import static dev.colloquy.target.receive.ReceiverFixture.echo;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.target.Initiator;
import dev.colloquy.target.SqlScript;
import dev.colloquy.target.TargetDatabase;
import dev.colloquy.target.handler.RequestHandler;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first requests after a start, and requests that a process had in hand when it ended. */
@Timeout(120)
class CarefulStartTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    @Order(1)
    static final TargetDatabase DATABASE = new TargetDatabase();

    @RegisterExtension
    @Order(2)
    final ReceiverFixture service = new ReceiverFixture(DATABASE);

    private final List<Integer> attempts = new ArrayList<>();
    private Initiator initiator;

    @BeforeEach
    void startCarefully() {
        initiator = service.initiator();
        service.restartCarefully(100);
    }

    private RequestHandler counting() {
        return request -> {
            attempts.add(request.attempt());
            return echo().handle(request);
        };
    }

    private String noted() throws SQLException {
        return service.column("SELECT COUNT(*) FROM dbo.handling_attempt").get(0);
    }

    /** What a process leaves behind that ends while the handler has the request of the only conversation in hand. */
    private void processEnded() throws SQLException {
        SqlScript.execute(service.connection(), """
                DELETE FROM dbo.handling_attempt;
                INSERT INTO dbo.handling_attempt (conversation_handle, message_sequence_number, process, begun_at)
                SELECT conversation_handle, 0, NEWID(), SYSUTCDATETIME()
                FROM sys.conversation_endpoints
                WHERE is_initiator = 0 AND state <> 'CD';""");
    }

    private static void receiveUntil(RequestReceiver receiver, Callable<Boolean> condition) {
        await().atMost(LONG).pollInSameThread().until(() -> {
            receiver.receiveBatch();
            return condition.call();
        });
    }

    @Test
    void a_request_is_noted_before_it_is_handled_and_forgotten_with_the_answer() throws Exception {
        String handle = initiator.ask("ping");
        List<String> meanwhile = new ArrayList<>();

        service.receiver(request -> {
                    meanwhile.add(noted());
                    return echo().handle(request);
                })
                .receiveBatch();

        assertEquals(List.of("1"), meanwhile);
        assertEquals("0", noted());
        assertEquals(replied("ping"), initiator.answers(handle));
    }

    @Test
    void a_request_that_a_process_had_in_hand_when_it_ended_counts_a_failure_and_is_tried_again_later()
            throws Exception {
        String handle = initiator.ask("ping");
        processEnded();
        RequestReceiver receiver = service.receiver(counting());

        receiver.receiveBatch();
        assertEquals(List.of(), attempts);
        assertEquals(
                List.of("1 " + NotedAttempts.INTERRUPTED),
                service.column("SELECT CONCAT(attempts, ' ', error) FROM dbo.deferred_request"));
        assertEquals("0", noted());
        receiveUntil(receiver, () -> !attempts.isEmpty());

        assertEquals(List.of(2), attempts);
        assertEquals(replied("ping"), initiator.answers(handle));
    }

    @Test
    void a_request_that_ends_every_process_is_rejected_without_being_handled_again() throws Exception {
        String handle = initiator.ask("ping");
        for (int ended = 1; ended <= ReceiverFixture.MAX_ATTEMPTS; ended++) {
            processEnded();
            service.restartCarefully(100);
            RequestReceiver receiver = service.receiver(counting());
            receiveUntil(receiver, () -> "0".equals(noted()));
        }

        assertEquals(List.of(), attempts);
        assertEquals(List.of(), service.openTargets());
        assertTrue(initiator.answers(handle).toString().contains(Integer.toString(EndError.HANDLER_FAILED)));
    }

    @Test
    void a_failure_that_the_process_survives_is_not_taken_for_its_end() throws Exception {
        initiator.ask("ping");
        RequestReceiver receiver = service.receiver(request -> {
            attempts.add(request.attempt());
            throw new OutOfMemoryError("no room for this request");
        });

        receiver.receiveBatch();
        assertEquals("0", noted());
        service.restartCarefully(100);
        service.receiver(counting()).receiveBatch();

        assertEquals(List.of(1, 1), attempts);
    }

    @Test
    void requests_come_one_at_a_time_until_there_are_no_more() throws Exception {
        ask(3);
        RequestReceiver receiver = service.receiver(counting());

        assertEquals(List.of(1, 1, 1, 0), drain(receiver));
        ask(3);
        assertEquals(List.of(3, 0), drain(receiver));
    }

    @Test
    void requests_come_one_at_a_time_until_there_were_enough() throws Exception {
        service.restartCarefully(2);
        ask(5);

        assertEquals(List.of(1, 1, 3, 0), drain(service.receiver(counting())));
    }

    private void ask(int requests) throws SQLException {
        for (int i = 0; i < requests; i++) {
            initiator.ask("request " + i);
        }
    }

    @Test
    void when_the_start_is_over_only_requests_that_have_failed_before_are_noted() throws Exception {
        drain(service.receiver(counting()));
        assertFalse(service.start().isOn());
        initiator.ask("ping");
        List<String> meanwhile = new ArrayList<>();
        RequestReceiver receiver = service.receiver(request -> {
            meanwhile.add(noted());
            if (request.attempt() == 1) {
                throw new IllegalStateException("not at once");
            }
            return echo().handle(request);
        });
        receiveUntil(receiver, () -> meanwhile.size() == 2);

        assertEquals(List.of("0", "1"), meanwhile);
        assertEquals("0", noted());
    }

    @Test
    void what_was_left_behind_of_conversations_that_have_ended_since_is_forgotten() throws Exception {
        SqlScript.execute(
                service.connection(),
                "INSERT INTO dbo.handling_attempt (conversation_handle, message_sequence_number, process, begun_at)"
                        + " VALUES (NEWID(), 0, NEWID(), SYSUTCDATETIME());");
        initiator.ask("ping");

        service.receiver(counting()).receiveBatch();

        assertEquals("0", noted());
    }

    @Test
    void workers_take_turns_until_the_start_is_over_and_none_waits_after_its_wait_was_ended() throws Exception {
        CarefulStart start = new CarefulStart(1);
        AtomicBoolean ended = new AtomicBoolean();
        assertTrue(start.takeTurn(LONG, ended));
        CompletableFuture<Boolean> waiting = inTurn(start, ended);
        assertFalse(waiting.isDone());
        ended.set(true);
        start.wake();
        assertFalse(waiting.get(20, TimeUnit.SECONDS));

        CompletableFuture<Boolean> next = inTurn(start, new AtomicBoolean());
        start.committed(1);
        assertTrue(next.get(20, TimeUnit.SECONDS));
        start.giveTurn();
        assertTrue(start.takeTurn(LONG, new AtomicBoolean()));
    }

    private static CompletableFuture<Boolean> inTurn(CarefulStart start, AtomicBoolean ended) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return start.takeTurn(LONG, ended);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }
}
