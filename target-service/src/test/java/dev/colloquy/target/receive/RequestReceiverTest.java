package dev.colloquy.target.receive;

import static dev.colloquy.target.Initiator.replied;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.target.Initiator;
import dev.colloquy.target.Initiator.Message;
import dev.colloquy.target.SqlScript;
import dev.colloquy.target.TargetDatabase;
import dev.colloquy.target.handler.RequestHandler;
import dev.colloquy.target.handler.RequestRejected;
import dev.colloquy.target.receive.RequestReceiver.Limits;
import dev.colloquy.target.receive.RequestReceiver.Shared;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches against a real instance, by way of the pool and the transactions that the service uses. */
class RequestReceiverTest {
    @RegisterExtension
    static final TargetDatabase DATABASE = new TargetDatabase();

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RecentRequests recent = new RecentRequests();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestJournal journal = new RequestJournal(recent, registry);
    private final Shared shared = new Shared(new RoundsOfOne(), new Attempts(), journal, Clock.systemUTC());
    private final List<Integer> batches = new ArrayList<>();
    private Connection connection;
    private Initiator initiator;
    private AgroalDataSource pool;

    @BeforeEach
    void connect() throws SQLException {
        connection = DATABASE.connect();
        initiator = new Initiator(connection);
        pool = TransactionalPool.on(DATABASE.port());
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        pool.close();
        SqlScript.execute(connection, """
                DELETE FROM dbo.handled;
                DECLARE @handle uniqueidentifier;
                WHILE EXISTS (SELECT 1 FROM sys.conversation_endpoints WHERE state <> 'CD')
                BEGIN
                    SELECT TOP (1) @handle = conversation_handle FROM sys.conversation_endpoints WHERE state <> 'CD';
                    END CONVERSATION @handle WITH CLEANUP;
                END;""");
        connection.close();
    }

    private RequestReceiver receiver(DataSource dataSource, Duration waitFor, RequestHandler handler) {
        Limits limits = new Limits(16, waitFor, 3);
        return new RequestReceiver(
                new RequestGateway(dataSource),
                new BatchTransaction(TransactionalPool.transactionManager(), Duration.ofSeconds(100)),
                new Answering(handler, journal.handlerTime("test"), shared.attempts(), 3, shared.clock()),
                shared,
                limits);
    }

    private RequestReceiver receiver(RequestHandler handler) {
        return receiver(pool, SHORT, handler);
    }

    /** Writes the request down in the transaction of the batch, before anything else happens. */
    private RequestHandler noting(RequestHandler handler) {
        return request -> {
            try (Connection own = pool.getConnection();
                    PreparedStatement insert = own.prepareStatement("INSERT INTO dbo.handled (request) VALUES (?)")) {
                insert.setNString(1, request.message().text());
                insert.executeUpdate();
            }
            return handler.handle(request);
        };
    }

    private static RequestHandler echo() {
        return request -> Optional.of(new ReplyMessage(request.message().text()));
    }

    /**
     * Receives until nothing is left, as the loop does after failures too; returns how many batches were rolled back.
     */
    private int drain(RequestReceiver receiver) {
        int rolledBack = 0;
        int received = -1;
        while (received != 0) {
            try {
                received = receiver.receiveBatch();
                batches.add(received);
            } catch (Exception e) {
                rolledBack++;
            }
        }
        return rolledBack;
    }

    private List<String> handled() throws SQLException {
        return TargetDatabase.column(connection, "SELECT request FROM dbo.handled ORDER BY request");
    }

    @Test
    void a_request_is_answered_and_its_conversation_ended() throws Exception {
        String handle = initiator.ask("hello");

        assertEquals(1, receiver(echo()).receiveBatch());

        assertEquals(replied("hello"), initiator.answers(handle));
        AnsweredRequest answered = recent.list().get(0);
        assertEquals(Outcome.REPLIED, answered.outcome());
        assertEquals(1, answered.attempts());
        assertFalse(answered.receivedAt().isAfter(answered.handledAt()));
        assertFalse(answered.handledAt().isAfter(answered.repliedAt()));
        assertEquals(1, registry.counter("colloquy.requests.replied").count());
    }

    @Test
    void an_empty_queue_gives_an_empty_batch() throws Exception {
        assertEquals(0, receiver(echo()).receiveBatch());
        assertEquals(0, registry.summary("colloquy.batch.size").count());
    }

    @Test
    void many_requests_are_one_batch() throws Exception {
        List<String> handles = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            handles.add(initiator.ask("request " + i));
        }

        assertEquals(10, receiver(noting(echo())).receiveBatch());

        for (int i = 0; i < 10; i++) {
            assertEquals(replied("request " + i), initiator.answers(handles.get(i)));
        }
        assertEquals(10, handled().size());
        assertEquals(10, registry.summary("colloquy.batch.size").max());
    }

    @Test
    void a_batch_takes_three_round_trips_however_many_requests_it_holds() throws Exception {
        try (CountingProxy proxy = new CountingProxy(DATABASE.port());
                AgroalDataSource counted = TransactionalPool.on(proxy.port())) {
            RequestReceiver receiver = receiver(counted, SHORT, echo());
            initiator.ask("to prepare the statements");
            initiator.ask("for both of them");
            initiator.ask("and for their batch");
            receiver.receiveBatch();
            for (int i = 0; i < 12; i++) {
                initiator.ask("request " + i);
            }
            proxy.roundTrips();

            assertEquals(12, receiver.receiveBatch());

            assertEquals(3, proxy.roundTrips());
        }
    }

    @Test
    void a_handler_that_throws_once_harms_no_other_request_and_all_are_handled_once() throws Exception {
        List<String> handles = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            handles.add(initiator.ask("request " + i));
        }
        Set<String> failed = new HashSet<>();
        RequestReceiver receiver = receiver(noting(request -> {
            if (request.message().text().equals("request 3") && failed.add("request 3")) {
                throw new IllegalStateException("not yet");
            }
            return Optional.of(new ReplyMessage("done"));
        }));

        assertEquals(1, drain(receiver));

        assertEquals(List.of(1, 1, 1, 1, 1, 0), batches);
        for (String handle : handles) {
            assertEquals(replied("done"), initiator.answers(handle));
        }
        assertEquals(List.of("request 0", "request 1", "request 2", "request 3", "request 4"), handled());
        assertEquals(
                List.of(1, 2, 1, 1, 1),
                recent.list().stream().map(AnsweredRequest::attempts).toList());
    }

    @Test
    void after_the_conversations_of_a_failed_batch_batches_are_taken_again() throws Exception {
        initiator.ask("fails once");
        Set<String> failed = new HashSet<>();
        RequestReceiver receiver = receiver(request -> {
            if (failed.add("once")) {
                throw new IllegalStateException("not yet");
            }
            return Optional.empty();
        });
        drain(receiver);
        for (int i = 0; i < 4; i++) {
            initiator.ask("request " + i);
        }

        assertEquals(4, receiver.receiveBatch());
    }

    @Test
    void a_request_that_always_fails_ends_with_an_error_that_hides_the_cause() throws Exception {
        String bad = initiator.ask("bad");
        String good = initiator.ask("good");

        int rolledBack = drain(receiver(noting(request -> {
            if (request.message().text().equals("bad")) {
                throw new IllegalStateException("password is 1234");
            }
            return Optional.of(new ReplyMessage("fine"));
        })));

        assertEquals(3, rolledBack);
        assertEquals(replied("fine"), initiator.answers(good));
        Message error = initiator.answers(bad).get(0);
        assertEquals("Error", error.type());
        assertTrue(error.body().contains("<Code>50103</Code>"), error.body());
        assertFalse(error.body().contains("1234"), error.body());
        assertEquals(List.of("good"), handled());
        assertEquals(3, registry.counter("colloquy.requests.failed").count());
        assertEquals(
                "1",
                TargetDatabase.column(
                                connection,
                                "SELECT is_receive_enabled FROM sys.service_queues WHERE name = N'InstTargetQueue'")
                        .get(0));
    }

    @Test
    void what_a_handler_writes_before_it_throws_is_rolled_back_with_the_receive() throws Exception {
        initiator.ask("in vain");

        assertThrows(
                HandlerFailure.class,
                () -> receiver(noting(request -> {
                            throw new IllegalStateException("no");
                        }))
                        .receiveBatch());

        assertEquals(List.of(), handled());
        assertEquals(List.of("1"), TargetDatabase.column(connection, "SELECT COUNT(*) FROM dbo.InstTargetQueue"));
    }

    @Test
    void a_handler_that_dooms_the_transaction_has_failed() throws Exception {
        initiator.ask("doomed");

        assertThrows(
                HandlerFailure.class,
                () -> receiver(request -> {
                            TransactionalPool.transactionManager().setRollbackOnly();
                            return Optional.of(new ReplyMessage("never seen"));
                        })
                        .receiveBatch());

        assertEquals(List.of("1"), TargetDatabase.column(connection, "SELECT COUNT(*) FROM dbo.InstTargetQueue"));
    }

    @Test
    void a_rejected_request_ends_with_the_handlers_error_at_once() throws Exception {
        String handle = initiator.ask("no");

        assertEquals(0, drain(receiver(request -> {
            throw new RequestRejected(42, "We do not do that");
        })));

        Message error = initiator.answers(handle).get(0);
        assertEquals("Error", error.type());
        assertTrue(error.body().contains("<Code>42</Code>"), error.body());
        assertTrue(error.body().contains("We do not do that"), error.body());
        assertEquals(Outcome.REJECTED, recent.list().get(0).outcome());
    }

    @Test
    void a_body_that_is_no_request_ends_with_an_error_without_the_handler() throws Exception {
        String handle = initiator.send("<Other>text</Other>");

        assertEquals(0, drain(receiver(noting(echo()))));

        Message error = initiator.answers(handle).get(0);
        assertTrue(error.body().contains("<Code>50101</Code>"), error.body());
        assertEquals(List.of(), handled());
    }

    @Test
    void a_request_whose_initiator_has_ended_is_handled_and_gets_no_reply() throws Exception {
        String handle = initiator.ask("fire and forget");
        initiator.end(handle);

        assertEquals(2, receiver(noting(echo())).receiveBatch());

        assertEquals(List.of("fire and forget"), handled());
        assertEquals(Outcome.ENDED, recent.list().get(0).outcome());
        assertEquals(0, drain(receiver(echo())));
        assertEquals(List.of(), openTargets());
    }

    @Test
    void an_initiator_that_ends_while_its_request_is_handled_does_not_fail_the_batch() throws Exception {
        String handle = initiator.ask("impatient");
        String other = initiator.ask("patient");

        drain(receiver(request -> {
            if (request.message().text().equals("impatient")) {
                initiator.end(handle);
            }
            return Optional.of(new ReplyMessage("here"));
        }));

        assertEquals(replied("here"), initiator.answers(other));
        assertEquals(List.of(), openTargets());
    }

    @Test
    void a_request_that_the_initiator_has_given_up_with_an_error_is_not_handled() throws Exception {
        String handle = initiator.ask("never mind");
        initiator.fail(handle);

        drain(receiver(noting(echo())));

        assertEquals(List.of(), handled());
        assertEquals(List.of(), recent.list());
        assertEquals(List.of(), openTargets());
    }

    @Test
    void a_reply_beyond_four_thousand_characters_arrives_whole() throws Exception {
        String longText = "0123456789".repeat(2_000);
        String handle = initiator.ask("short");
        String another = initiator.ask(longText);

        receiver(echo()).receiveBatch();

        assertEquals(replied("short"), initiator.answers(handle));
        assertEquals(replied(longText), initiator.answers(another));
    }

    @Test
    void a_cancelled_wait_ends_at_once_and_leaves_the_connection_usable() throws Exception {
        RequestReceiver waiting = receiver(pool, LONG, echo());
        CompletableFuture<Integer> batch = CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.receiveBatch();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            waiting.cancelWait();
            return batch.isDone();
        });

        assertEquals(0, batch.get(1, TimeUnit.SECONDS));
        String handle = initiator.ask("after");
        receiver(echo()).receiveBatch();
        assertEquals(replied("after"), initiator.answers(handle));
    }

    @Test
    void a_connection_outside_a_transaction_is_refused() {
        assertThrows(SQLException.class, () -> pool.getConnection().close());
    }

    private List<String> openTargets() throws SQLException {
        return TargetDatabase.column(
                connection, "SELECT state FROM sys.conversation_endpoints WHERE is_initiator = 0 AND state <> 'CD'");
    }
}
