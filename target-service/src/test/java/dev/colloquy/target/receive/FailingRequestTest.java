package dev.colloquy.target.receive;

import static dev.colloquy.target.Initiator.replied;
import static dev.colloquy.target.receive.ReceiverFixture.drain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.receive.LoopSettings;
import dev.colloquy.broker.receive.ReceiveLoop;
import dev.colloquy.target.Initiator;
import dev.colloquy.target.Initiator.Message;
import dev.colloquy.target.TargetDatabase;
import dev.colloquy.target.handler.HandlerAnswer;
import dev.colloquy.target.handler.RequestHandler;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests whose handler fails: they are put aside, come back by the conversation timer, and are given up in the end. */
class FailingRequestTest {
    @RegisterExtension
    @Order(1)
    static final TargetDatabase DATABASE = new TargetDatabase();

    @RegisterExtension
    @Order(2)
    final ReceiverFixture service = new ReceiverFixture(DATABASE);

    private final List<Integer> attempts = new ArrayList<>();
    private Initiator initiator;

    @BeforeEach
    void takeTheOtherSide() {
        initiator = service.initiator();
    }

    /** Fails on the given text as often as told, and echoes what else comes. */
    private RequestHandler failing(String text, int times) {
        return request -> {
            if (request.message().text().equals(text)) {
                attempts.add(request.attempt());
                if (attempts.size() <= times) {
                    throw new IllegalStateException("password is 1234");
                }
            }
            return ReceiverFixture.echo().handle(request);
        };
    }

    /** Receives, as the loop would, until the condition holds. */
    private static void receiveUntil(RequestReceiver receiver, Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
            receiver.receiveBatch();
            return condition.call();
        });
    }

    private String deferred(String column) throws Exception {
        return String.join(
                ",",
                service.column("SELECT " + column + " FROM dbo.deferred_request ORDER BY message_sequence_number"));
    }

    @Test
    void a_request_that_fails_does_not_hold_up_the_others_of_its_batch_and_all_are_handled_once() throws Exception {
        List<String> handles = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            handles.add(initiator.ask("request " + i));
        }
        RequestReceiver receiver = service.receiver(service.noting(failing("request 3", 1)));

        assertEquals(List.of(5, 5), List.of(receiver.receiveBatch(), receiver.receiveBatch()));
        assertEquals(List.of("request 0", "request 1", "request 2", "request 4"), service.handled());
        receiveUntil(receiver, () -> service.handled().size() == 5);

        for (int i = 0; i < 5; i++) {
            assertEquals(replied("request " + i), initiator.answers(handles.get(i)));
        }
        assertEquals(List.of(1, 2), attempts);
        assertEquals(1, service.count("failed"));
        assertEquals(1, service.count("deferred"));
    }

    @Test
    void where_others_may_be_behind_a_failure_the_requests_of_the_batch_are_handled_one_by_one() throws Exception {
        for (int i = 0; i < 5; i++) {
            initiator.ask("request " + i);
        }
        List<String> victims = new ArrayList<>();

        List<Integer> batches = drain(service.receiver(service.noting(request -> {
            if (request.message().text().equals("request 3") && victims.isEmpty()) {
                victims.add("request 3");
                throw new SQLException("chosen as the deadlock victim", "40001", 1205);
            }
            return ReceiverFixture.echo().handle(request);
        })));

        assertEquals(List.of(5, 1, 1, 1, 1, 1, 0), batches);
        assertEquals(List.of("request 0", "request 1", "request 2", "request 3", "request 4"), service.handled());
        assertEquals(0, service.count("deferred"));
    }

    @Test
    void workers_that_wait_do_not_pass_a_failing_request_on_to_each_other() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ReceiveLoop loop = new ReceiveLoop(
                "failing",
                new LoopSettings(3, Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofSeconds(1)),
                () -> service.receiver(service.pool(), ReceiverFixture.LONG, PoisonPolicy.REJECT, request -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("broken");
                }));
        try (loop) {
            loop.start();
            Awaitility.await().until(() -> loop.state().running());
            initiator.ask("bad");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> deferred("attempts").equals("1"));

            assertEquals(1, calls.get());
        }
    }

    @Test
    void what_the_handler_of_a_failing_request_wrote_is_undone_and_the_queue_is_free_for_others() throws Exception {
        String bad = initiator.ask("bad");
        RequestReceiver receiver = service.receiver(service.noting(failing("bad", 1)));
        assertEquals(List.of(1, 1), List.of(receiver.receiveBatch(), receiver.receiveBatch()));
        assertEquals("RETRY", deferred("state"));
        assertEquals("1", deferred("attempts"));
        assertEquals("java.lang.IllegalStateException: password is 1234", deferred("error"));
        assertEquals(List.of("0"), service.column("SELECT COUNT(*) FROM dbo.InstTargetQueue"));
        assertEquals(List.of(), service.handled());

        for (int i = 0; i < 4; i++) {
            initiator.ask("request " + i);
        }
        assertEquals(4, receiver.receiveBatch());
        receiveUntil(receiver, () -> !initiator.receive(bad, 0).isEmpty());

        assertEquals(List.of(1, 2), attempts);
        assertEquals("", deferred("state"));
        assertEquals(2, service.recent().get(0).attempts());
        assertEquals(1, service.count("deferred"));
        assertEquals(2, service.registry().summary("colloquy.requests.attempts").max());
    }

    @Test
    void the_attempts_that_a_request_has_had_outlive_the_process() throws Exception {
        initiator.ask("bad");
        receiveUntil(
                service.receiver(failing("bad", 100)),
                () -> deferred("attempts").equals("1"));

        service.restart();
        receiveUntil(
                service.receiver(failing("bad", 100)),
                () -> deferred("attempts").equals("2"));

        assertEquals(2, attempts.get(attempts.size() - 1));
    }

    @Test
    void a_request_that_fails_too_often_ends_with_an_error_that_hides_the_cause() throws Exception {
        String bad = initiator.ask("bad");
        String good = initiator.ask("good");

        receiveUntil(service.receiver(failing("bad", 100)), () -> service.count("rejected") == 1);

        assertEquals(replied("good"), initiator.answers(good));
        Message error = initiator.answers(bad).get(0);
        assertEquals("Error", error.type());
        assertTrue(error.body().contains("<Code>50103</Code>"), error.body());
        assertFalse(error.body().contains("1234"), error.body());
        assertEquals(List.of(1, 2, 3), attempts);
        assertEquals(Outcome.REJECTED, service.recent().get(0).outcome());
        assertEquals(ReceiverFixture.MAX_ATTEMPTS, service.recent().get(0).attempts());
        assertEquals("", deferred("state"));
        assertEquals(List.of(), service.openTargets());
        assertEquals(
                List.of("1"),
                service.column("SELECT is_receive_enabled FROM sys.service_queues WHERE name = N'InstTargetQueue'"));
    }

    @Test
    void further_requests_of_the_dialog_keep_their_order_behind_one_that_waits() throws Exception {
        List<String> order = new ArrayList<>();
        RequestHandler failing = failing("one", 1);
        RequestReceiver receiver = service.receiver(request -> {
            HandlerAnswer answer = failing.handle(request);
            order.add(request.message().text());
            return answer.keepOpen();
        });
        String handle = initiator.ask("one");
        initiator.sendOn(handle, "two");
        receiveUntil(receiver, () -> deferred("message_sequence_number").equals("0,1"));
        initiator.sendOn(handle, "three");
        receiveUntil(receiver, () -> order.size() == 3);

        assertEquals(List.of("one", "two", "three"), order);
        assertEquals(
                List.of("<ReplyMsg>one</ReplyMsg>", "<ReplyMsg>two</ReplyMsg>", "<ReplyMsg>three</ReplyMsg>"),
                initiator.receive(handle, 0).stream().map(Message::body).toList());
        assertEquals("", deferred("state"));
    }

    @Test
    void requests_ahead_of_the_one_that_fails_are_done_only_once() throws Exception {
        RequestHandler failing = failing("two", 1);
        RequestReceiver receiver = service.receiver(
                service.noting(request -> failing.handle(request).keepOpen()));
        String handle = initiator.ask("one");
        initiator.sendOn(handle, "two");
        receiveUntil(receiver, () -> service.handled().size() == 2);

        assertEquals(List.of("one", "two"), service.handled());
        assertEquals(2, initiator.receive(handle, 0).size());
    }

    @Test
    void an_initiator_that_ends_takes_its_deferred_requests_with_it() throws Exception {
        for (boolean withError : List.of(false, true)) {
            String handle = initiator.ask("bad");
            RequestReceiver receiver = service.receiver(failing("bad", 100));
            receiveUntil(receiver, () -> !deferred("state").isEmpty());

            if (withError) {
                initiator.fail(handle);
            } else {
                initiator.end(handle);
            }
            receiveUntil(receiver, () -> deferred("state").isEmpty());

            assertEquals(List.of(), service.openTargets());
        }
    }

    @Test
    void a_handler_that_dooms_the_transaction_has_failed() throws Exception {
        initiator.ask("doomed");

        receiveUntil(
                service.receiver(request -> {
                    TransactionalPool.transactionManager().setRollbackOnly();
                    return HandlerAnswer.reply("never seen");
                }),
                () -> deferred("attempts").equals("1"));

        assertTrue(deferred("error").contains("no transaction to commit"), deferred("error"));
    }
}
