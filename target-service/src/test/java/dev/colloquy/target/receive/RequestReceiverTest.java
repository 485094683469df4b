package dev.colloquy.target.receive;

import static dev.colloquy.target.Initiator.replied;
import static dev.colloquy.target.receive.ReceiverFixture.LONG;
import static dev.colloquy.target.receive.ReceiverFixture.SHORT;
import static dev.colloquy.target.receive.ReceiverFixture.drain;
import static dev.colloquy.target.receive.ReceiverFixture.echo;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.target.Initiator;
import dev.colloquy.target.Initiator.Message;
import dev.colloquy.target.TargetDatabase;
import dev.colloquy.target.handler.HandlerAnswer;
import dev.colloquy.target.handler.RequestRejected;
import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches against a real instance, by way of the pool and the transactions that the service uses. */
class RequestReceiverTest {
    @RegisterExtension
    @Order(1)
    static final TargetDatabase DATABASE = new TargetDatabase();

    @RegisterExtension
    @Order(2)
    final ReceiverFixture service = new ReceiverFixture(DATABASE);

    private Initiator initiator;

    @BeforeEach
    void takeTheOtherSide() {
        initiator = service.initiator();
    }

    @Test
    void a_request_is_answered_and_its_conversation_ended() throws Exception {
        String handle = initiator.ask("hello");

        assertEquals(1, service.receiver(echo()).receiveBatch());

        assertEquals(replied("hello"), initiator.answers(handle));
        AnsweredRequest answered = service.recent().get(0);
        assertEquals(Outcome.REPLIED, answered.outcome());
        assertEquals(1, answered.attempts());
        assertFalse(answered.receivedAt().isAfter(answered.handledAt()));
        assertFalse(answered.handledAt().isAfter(answered.repliedAt()));
        assertEquals(1, service.registry().counter("colloquy.requests.replied").count());
    }

    @Test
    void an_empty_queue_gives_an_empty_batch() throws Exception {
        assertEquals(0, service.receiver(echo()).receiveBatch());
        assertEquals(0, service.registry().summary("colloquy.batch.size").count());
    }

    @Test
    void many_requests_are_one_batch() throws Exception {
        List<String> handles = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            handles.add(initiator.ask("request " + i));
        }

        assertEquals(10, service.receiver(service.noting(echo())).receiveBatch());

        for (int i = 0; i < 10; i++) {
            assertEquals(replied("request " + i), initiator.answers(handles.get(i)));
        }
        assertEquals(10, service.handled().size());
        assertEquals(10, service.registry().summary("colloquy.batch.size").max());
    }

    @Test
    void a_batch_takes_three_round_trips_however_many_requests_it_holds() throws Exception {
        try (CountingProxy proxy = new CountingProxy(DATABASE.port());
                AgroalDataSource counted = TransactionalPool.on(proxy.port())) {
            RequestReceiver receiver = service.receiver(counted, SHORT, PoisonPolicy.REJECT, echo());
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
    void a_rejected_request_ends_with_the_handlers_error_at_once() throws Exception {
        String handle = initiator.ask("no");

        drain(service.receiver(request -> {
            throw new RequestRejected(42, "We do not do that");
        }));

        Message error = initiator.answers(handle).get(0);
        assertEquals("Error", error.type());
        assertTrue(error.body().contains("<Code>42</Code>"), error.body());
        assertTrue(error.body().contains("We do not do that"), error.body());
        assertEquals(Outcome.REJECTED, service.recent().get(0).outcome());
    }

    @Test
    void a_body_that_is_no_request_ends_with_an_error_without_the_handler() throws Exception {
        String handle = initiator.send("<Other>text</Other>");

        drain(service.receiver(service.noting(echo())));

        Message error = initiator.answers(handle).get(0);
        assertTrue(error.body().contains("<Code>50101</Code>"), error.body());
        assertEquals(List.of(), service.handled());
    }

    @Test
    void a_request_whose_initiator_has_ended_is_handled_and_gets_no_reply() throws Exception {
        String handle = initiator.ask("fire and forget");
        initiator.end(handle);

        assertEquals(2, service.receiver(service.noting(echo())).receiveBatch());

        assertEquals(List.of("fire and forget"), service.handled());
        assertEquals(Outcome.ENDED, service.recent().get(0).outcome());
        assertEquals(List.of(0), drain(service.receiver(echo())));
        assertEquals(List.of(), service.openTargets());
    }

    @Test
    void an_initiator_that_ends_while_its_request_is_handled_does_not_fail_the_batch() throws Exception {
        String handle = initiator.ask("impatient");
        String other = initiator.ask("patient");

        drain(service.receiver(request -> {
            if (request.message().text().equals("impatient")) {
                initiator.end(handle);
            }
            return HandlerAnswer.reply("here");
        }));

        assertEquals(replied("here"), initiator.answers(other));
        assertEquals(List.of(), service.openTargets());
    }

    @Test
    void a_request_that_the_initiator_has_given_up_with_an_error_is_not_handled() throws Exception {
        String handle = initiator.ask("never mind");
        initiator.fail(handle);

        drain(service.receiver(service.noting(echo())));

        assertEquals(List.of(), service.handled());
        assertEquals(List.of(), service.recent());
        assertEquals(List.of(), service.openTargets());
    }

    @Test
    void a_reply_beyond_four_thousand_characters_arrives_whole() throws Exception {
        String longText = "0123456789".repeat(2_000);
        String handle = initiator.ask("short");
        String another = initiator.ask(longText);

        service.receiver(echo()).receiveBatch();

        assertEquals(replied("short"), initiator.answers(handle));
        assertEquals(replied(longText), initiator.answers(another));
    }

    @Test
    void a_cancelled_wait_ends_at_once_and_leaves_the_connection_usable() throws Exception {
        RequestReceiver waiting = service.receiver(service.pool(), LONG, PoisonPolicy.REJECT, echo());
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
        service.receiver(echo()).receiveBatch();
        assertEquals(replied("after"), initiator.answers(handle));
    }

    @Test
    void a_connection_outside_a_transaction_is_refused() {
        assertThrows(SQLException.class, () -> service.pool().getConnection().close());
    }

    @Test
    void a_handler_may_keep_the_dialog_open_for_further_requests() throws Exception {
        RequestReceiver receiver =
                service.receiver(request -> request.message().text().equals("bye")
                        ? HandlerAnswer.reply("goodbye")
                        : HandlerAnswer.reply("more?").keepOpen());
        String handle = initiator.ask("hello");
        drain(receiver);
        assertEquals(List.of(new Message("ReplyMessage", "<ReplyMsg>more?</ReplyMsg>")), initiator.receive(handle, 0));

        initiator.sendOn(handle, "still here");
        initiator.sendOn(handle, "bye");
        drain(receiver);

        List<Message> answers = initiator.answers(handle);
        assertEquals(new Message("ReplyMessage", "<ReplyMsg>more?</ReplyMsg>"), answers.get(0));
        assertEquals(replied("goodbye"), answers.subList(1, answers.size()));
        assertEquals(List.of(), service.openTargets());
    }

    @Test
    void a_batch_in_hand_that_is_cancelled_is_rolled_back_and_counts_as_no_attempt() throws Exception {
        String handle = initiator.ask("interrupted");
        List<RequestReceiver> receivers = new ArrayList<>();
        receivers.add(service.receiver(request -> {
            receivers.get(0).cancel();
            return HandlerAnswer.reply("too late");
        }));

        assertThrows(HandlerFailure.class, () -> receivers.get(0).receiveBatch());

        drain(service.receiver(echo()));
        assertEquals(replied("interrupted"), initiator.answers(handle));
        assertEquals(1, service.recent().get(0).attempts());
        assertEquals(0, service.count("failed"));
    }
}
