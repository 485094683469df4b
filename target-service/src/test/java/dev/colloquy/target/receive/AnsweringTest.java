package dev.colloquy.target.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.SimpleContract;
import dev.colloquy.target.handler.HandlerAnswer;
import dev.colloquy.target.handler.Request;
import dev.colloquy.target.handler.RequestHandler;
import dev.colloquy.target.handler.RequestRejected;
import dev.colloquy.trace.ConversationTracer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnsweringTest {
    private static final UUID HANDLE = UUID.fromString("10000000-0000-0000-0000-000000000001");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000001Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> handled = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final FailedRequests failed = new FailedRequests();
    private final Timer handlerTime = new SimpleMeterRegistry().timer("handler");
    private boolean transactionIsActive = true;

    private Answering answering(PoisonPolicy policy, RequestHandler handler) {
        RequestHandler noting = request -> {
            handled.add(request.message().text());
            attempts.add(request.attempt());
            return handler.handle(request);
        };
        HandlerCall call = new HandlerCall(
                noting,
                handlerTime,
                () -> transactionIsActive,
                ConversationTracer.off(),
                Clock.fixed(NOW, ZoneOffset.UTC));
        return new Answering(call, failed, new RetryPolicy(3, policy, SECOND, SECOND), new Random(1), Attempts.UNNOTED);
    }

    private Answer answer(RequestHandler handler, ReceivedMessage... messages) throws Exception {
        return answer(handler, DeferredRequests.NONE, messages);
    }

    private Answer answer(RequestHandler handler, DeferredRequests deferred, ReceivedMessage... messages)
            throws Exception {
        return answering(PoisonPolicy.REJECT, handler).answer(conversation(messages), deferred);
    }

    private static ReceivedConversation conversation(ReceivedMessage... messages) {
        return new ReceivedConversation(HANDLE, Arrays.asList(messages));
    }

    private static RequestHandler replying(String text) {
        return request -> HandlerAnswer.reply(text);
    }

    private static RequestHandler listening() {
        return request -> HandlerAnswer.reply(request.message().text()).keepOpen();
    }

    private static HandlerAnswer never(Request request) {
        throw new AssertionError("handled " + request);
    }

    private static byte[] body(String text) {
        return ("<RequestMsg>" + text + "</RequestMsg>").getBytes(StandardCharsets.UTF_16LE);
    }

    private static ReceivedMessage request(long sequence, String text) {
        return new ReceivedMessage(HANDLE, SimpleContract.REQUEST_MESSAGE, body(text), sequence);
    }

    private static ReceivedMessage message(String type, long sequence) {
        return new ReceivedMessage(HANDLE, type, null, sequence);
    }

    private static ReceivedMessage timer() {
        return message(SimpleContract.DIALOG_TIMER, -1);
    }

    private static PendingRequest deferred(long sequence, int failures) {
        return new PendingRequest(HANDLE, sequence, body("deferred " + sequence), failures, true);
    }

    private static DeferredRequests waiting(PendingRequest... requests) {
        return new DeferredRequests(List.of(requests), false);
    }

    private static List<Completion> completions(Answer answer) {
        return answer.completions().toList();
    }

    private static EndError error(Answer answer) {
        return completions(answer).get(0).error().orElseThrow();
    }

    @Test
    void a_request_is_answered_with_the_handlers_reply() throws Exception {
        Answer answer = answer(replying("fish & chips"), request(0, "hungry"));

        assertEquals(List.of(Completion.reply(HANDLE, "<ReplyMsg>fish &amp; chips</ReplyMsg>")), completions(answer));
        assertEquals(Outcome.REPLIED, answer.requests().get(0).outcome());
        assertEquals(NOW, answer.requests().get(0).handledAt());
        assertEquals(List.of("hungry"), handled);
        assertEquals(List.of(1), attempts);
        assertEquals(1, handlerTime.count());
    }

    @Test
    void a_handler_without_a_reply_ends_the_conversation() throws Exception {
        Answer answer = answer(request -> HandlerAnswer.noReply(), request(0, ""));

        assertEquals(List.of(Completion.end(HANDLE)), completions(answer));
        assertEquals(Outcome.ENDED, answer.requests().get(0).outcome());
    }

    @Test
    void requests_are_handled_in_order_until_an_answer_ends_the_conversation() throws Exception {
        RequestHandler handler = request -> request.message().text().equals("bye")
                ? HandlerAnswer.reply("bye")
                : HandlerAnswer.reply("go on").keepOpen();

        Answer answer = answer(handler, request(2, "late"), request(0, "hello"), request(1, "bye"));

        assertEquals(List.of("hello", "bye"), handled);
        assertEquals(
                List.of(
                        Completion.reply(HANDLE, "<ReplyMsg>go on</ReplyMsg>").keepingOpen(),
                        Completion.reply(HANDLE, "<ReplyMsg>bye</ReplyMsg>")),
                completions(answer));
    }

    @Test
    void a_conversation_may_stay_open_without_a_reply() throws Exception {
        Answer answer = answer(request -> HandlerAnswer.noReply().keepOpen(), request(0, "note this"));

        assertEquals(Outcome.KEPT_OPEN, answer.requests().get(0).outcome());
        assertTrue(completions(answer).get(0).keepOpen());
    }

    @Test
    void requests_followed_by_an_end_dialog_are_handled_without_replies() throws Exception {
        Answer answer =
                answer(listening(), request(0, "one"), request(1, "two"), message(SimpleContract.END_DIALOG, 2));

        assertEquals(List.of("one", "two"), handled);
        Completion silent = Completion.end(HANDLE).keepingOpen();
        assertEquals(List.of(silent, silent, Completion.end(HANDLE)), completions(answer));
        assertEquals(Outcome.ENDED, answer.requests().get(0).outcome());
    }

    @Test
    void an_error_ends_the_conversation_without_the_handler_and_with_what_is_deferred() throws Exception {
        Answer answer = answer(AnsweringTest::never, message(SimpleContract.ERROR, 1), request(2, "x"));

        assertEquals(List.of(Completion.end(HANDLE).deferred(1)), completions(answer));
    }

    @Test
    void an_end_dialog_alone_ends_the_conversation_with_what_is_deferred() throws Exception {
        Answer answer = answer(AnsweringTest::never, message(SimpleContract.END_DIALOG, 7));

        assertEquals(List.of(Completion.end(HANDLE).deferred(7)), completions(answer));
    }

    @Test
    void a_dialog_timer_with_nothing_deferred_is_ignored() throws Exception {
        Answer answer = answer(AnsweringTest::never, timer());

        assertEquals(Answer.nothing(HANDLE), answer);
    }

    @Test
    void an_unknown_message_type_ends_with_an_error_that_names_it() throws Exception {
        EndError error = error(answer(AnsweringTest::never, message("//Elsewhere/Type", 0)));

        assertEquals(EndError.UNKNOWN_MESSAGE_TYPE, error.code());
        assertTrue(error.description().contains("//Elsewhere/Type"), error.description());
    }

    @Test
    void a_malformed_request_ends_with_an_error_and_is_not_retried() throws Exception {
        byte[] malformed = "<Other/>".getBytes(StandardCharsets.UTF_16LE);
        Answer answer =
                answer(AnsweringTest::never, new ReceivedMessage(HANDLE, SimpleContract.REQUEST_MESSAGE, malformed, 0));

        assertEquals(EndError.MALFORMED_REQUEST, error(answer).code());
        assertEquals(Outcome.REJECTED, answer.requests().get(0).outcome());
        assertEquals(
                EndError.MALFORMED_REQUEST,
                error(answer(AnsweringTest::never, message(SimpleContract.REQUEST_MESSAGE, 0)))
                        .code());
    }

    @Test
    void a_rejection_carries_the_handlers_code_and_words() throws Exception {
        Answer answer = answer(
                request -> {
                    throw new RequestRejected(7, "no bolts");
                },
                request(0, "bolts"));

        assertEquals(List.of(Completion.end(HANDLE, new EndError(7, "no bolts"))), completions(answer));
    }

    @Test
    void what_the_handler_throws_is_told_with_the_request() {
        IllegalStateException cause = new IllegalStateException("broken");

        HandlerFailure failure = assertThrows(
                HandlerFailure.class,
                () -> answer(
                        request -> {
                            throw cause;
                        },
                        request(0, "x")));

        assertEquals(HANDLE, failure.request().conversationHandle());
        assertSame(cause, failure.getCause());
        assertEquals("java.lang.IllegalStateException: broken", failure.error());
    }

    @Test
    void no_answer_a_reply_that_no_xml_can_carry_and_a_lost_transaction_are_the_handlers_failures() {
        assertThrows(HandlerFailure.class, () -> answer(request -> null, request(0, "x")));
        assertThrows(HandlerFailure.class, () -> answer(replying("\u0000"), request(0, "x")));
        transactionIsActive = false;
        assertThrows(HandlerFailure.class, () -> answer(replying("fine"), request(0, "x")));
    }

    @Test
    void a_request_that_has_just_failed_is_deferred_and_those_behind_it_keep_their_order() throws Exception {
        failed.add(PendingRequest.received(request(1, "bad")), "broken");

        Answer answer = answer(listening(), request(0, "good"), request(1, "bad"), request(2, "later"));

        assertEquals(List.of("good"), handled);
        assertEquals(2, answer.deferrals().size());
        Deferral failure = answer.deferrals().get(0);
        assertEquals(1, failure.request().messageSequenceNumber());
        assertEquals(1, failure.failures());
        assertEquals(Optional.of("broken"), failure.error());
        assertEquals(OptionalInt.of(1), failure.delaySeconds());
        Deferral behind = answer.deferrals().get(1);
        assertEquals(2, behind.request().messageSequenceNumber());
        assertEquals(0, behind.failures());
        assertEquals(OptionalInt.empty(), behind.delaySeconds());
    }

    @Test
    void a_request_that_fails_after_its_initiator_has_ended_is_not_tried_again() throws Exception {
        failed.add(PendingRequest.received(request(0, "bad")), "broken");

        Answer answer = answer(AnsweringTest::never, request(0, "bad"), message(SimpleContract.END_DIALOG, 1));

        assertEquals(List.of(Completion.end(HANDLE)), completions(answer));
        assertEquals(List.of(), answer.deferrals());
    }

    @Test
    void a_timer_brings_the_deferred_requests_back_ahead_of_those_received() throws Exception {
        Answer answer = answer(listening(), waiting(deferred(1, 2), deferred(2, 0)), timer(), request(3, "new"));

        assertEquals(List.of("deferred 1", "deferred 2", "new"), handled);
        assertEquals(List.of(3, 1, 1), attempts);
        assertEquals(
                List.of(
                        Completion.reply(HANDLE, "<ReplyMsg>deferred 1</ReplyMsg>")
                                .keepingOpen()
                                .deferred(1),
                        Completion.reply(HANDLE, "<ReplyMsg>deferred 2</ReplyMsg>")
                                .keepingOpen()
                                .deferred(2),
                        Completion.reply(HANDLE, "<ReplyMsg>new</ReplyMsg>").keepingOpen()),
                completions(answer));
        assertEquals(List.of(), answer.deferrals());
    }

    @Test
    void requests_that_come_before_the_timer_are_put_behind_the_deferred_ones() throws Exception {
        Answer answer = answer(AnsweringTest::never, waiting(deferred(1, 1)), request(2, "impatient"));

        assertEquals(List.of(), completions(answer));
        assertEquals(1, answer.deferrals().size());
        assertEquals(2, answer.deferrals().get(0).request().messageSequenceNumber());
    }

    @Test
    void parked_requests_wait_for_an_operator_whatever_comes() throws Exception {
        DeferredRequests parked = new DeferredRequests(List.of(deferred(1, 3)), true);

        Answer answer = answer(AnsweringTest::never, parked, timer(), request(2, "behind"));

        assertEquals(List.of(), completions(answer));
        assertEquals(1, answer.deferrals().size());
    }

    @Test
    void an_end_dialog_drops_deferred_requests_and_those_received() throws Exception {
        Answer answer = answer(
                AnsweringTest::never,
                waiting(deferred(1, 1)),
                timer(),
                request(2, "x"),
                message(SimpleContract.END_DIALOG, 3));

        assertEquals(1, completions(answer).size());
        assertTrue(completions(answer).get(0).deferred().isPresent());
        assertFalse(completions(answer).get(0).keepOpen());
    }

    @Test
    void the_last_attempt_is_made_and_its_failure_ends_the_conversation_with_an_error() throws Exception {
        answer(replying("at last"), waiting(deferred(0, 2)), timer());
        assertEquals(List.of(3), attempts);
        failed.add(deferred(0, 2), "broken");

        Answer answer = answer(AnsweringTest::never, waiting(deferred(0, 2), deferred(1, 0)), timer());

        assertEquals(EndError.HANDLER_FAILED, error(answer).code());
        assertFalse(error(answer).description().contains("broken"));
        assertEquals(3, answer.requests().get(0).attempts());
        assertEquals(List.of(), answer.deferrals());
    }

    @Test
    void the_policy_may_be_to_park_what_has_failed_too_often() throws Exception {
        failed.add(deferred(0, 2), "broken");

        Answer answer = answering(PoisonPolicy.PARK, AnsweringTest::never)
                .answer(conversation(timer()), waiting(deferred(0, 2)));

        assertEquals(List.of(), completions(answer));
        Deferral parked = answer.deferrals().get(0);
        assertTrue(parked.parked());
        assertEquals(3, parked.failures());
        assertEquals(OptionalInt.empty(), parked.delaySeconds());
    }

    @Test
    void a_long_row_of_deferred_requests_is_worked_off_in_several_transactions() throws Exception {
        PendingRequest[] many = IntStream.rangeClosed(0, Answering.MOST_DEFERRED)
                .mapToObj(sequence -> deferred(sequence, sequence == 0 ? 1 : 0))
                .toArray(PendingRequest[]::new);

        Answer answer = answer(listening(), waiting(many), timer(), request(50, "new"));

        assertEquals(Answering.MOST_DEFERRED, handled.size());
        assertEquals(2, answer.deferrals().size());
        assertEquals(
                Answering.MOST_DEFERRED, answer.deferrals().get(0).request().messageSequenceNumber());
        assertEquals(OptionalInt.of(1), answer.deferrals().get(0).delaySeconds());
        assertEquals(Optional.empty(), answer.deferrals().get(0).error());
    }

    @Test
    void only_messages_that_follow_the_first_request_depend_on_what_is_deferred() {
        assertFalse(Answering.dependsOnDeferred(conversation(request(0, "x"))));
        assertFalse(Answering.dependsOnDeferred(conversation(request(0, "x"), message(SimpleContract.END_DIALOG, 1))));
        assertFalse(Answering.dependsOnDeferred(conversation(message(SimpleContract.END_DIALOG, 1))));
        assertFalse(Answering.dependsOnDeferred(conversation(message(SimpleContract.ERROR, 1))));
        assertTrue(Answering.dependsOnDeferred(conversation(request(1, "x"))));
        assertTrue(Answering.dependsOnDeferred(conversation(timer())));
        assertTrue(Answering.dependsOnDeferred(conversation(request(3, "x"), message(SimpleContract.END_DIALOG, 4))));
    }
}
