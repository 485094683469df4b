package dev.colloquy.target.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.SimpleContract;
import dev.colloquy.target.handler.Request;
import dev.colloquy.target.handler.RequestHandler;
import dev.colloquy.target.handler.RequestRejected;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnsweringTest {
    private static final UUID HANDLE = UUID.fromString("10000000-0000-0000-0000-000000000001");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000001Z");

    private final List<Request> handled = new ArrayList<>();
    private final Attempts attempts = new Attempts();
    private final Timer timer = new SimpleMeterRegistry().timer("handler");

    private Answering answering(RequestHandler handler) {
        RequestHandler noting = request -> {
            handled.add(request);
            return handler.handle(request);
        };
        return new Answering(noting, timer, attempts, 3, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static RequestHandler replying(String text) {
        return request -> Optional.of(new ReplyMessage(text));
    }

    private static ReceivedConversation conversation(ReceivedMessage... messages) {
        return new ReceivedConversation(HANDLE, Arrays.asList(messages));
    }

    private static ReceivedMessage request(long sequence, String body) {
        return new ReceivedMessage(
                HANDLE, SimpleContract.REQUEST_MESSAGE, body.getBytes(StandardCharsets.UTF_16LE), sequence);
    }

    private static ReceivedMessage message(String type, long sequence) {
        return new ReceivedMessage(HANDLE, type, null, sequence);
    }

    @Test
    void a_request_is_answered_with_the_handlers_reply() throws Exception {
        Answer answer = answering(replying("fish & chips"))
                .answer(conversation(request(0, "<RequestMsg>hungry</RequestMsg>")))
                .orElseThrow();

        assertEquals(Completion.reply(HANDLE, "<ReplyMsg>fish &amp; chips</ReplyMsg>"), answer.completion());
        assertEquals(Optional.of(new Answer.HandledRequest(Outcome.REPLIED, NOW, 1)), answer.request());
        assertEquals("hungry", handled.get(0).message().text());
        assertEquals(1, timer.count());
    }

    @Test
    void a_handler_without_a_reply_ends_the_conversation() throws Exception {
        Answer answer = answering(request -> Optional.empty())
                .answer(conversation(request(0, "<RequestMsg/>")))
                .orElseThrow();

        assertEquals(Completion.end(HANDLE), answer.completion());
        assertEquals(Outcome.ENDED, answer.request().orElseThrow().outcome());
    }

    @Test
    void only_the_first_of_several_requests_is_handled() throws Exception {
        answering(replying("once"))
                .answer(conversation(
                        request(1, "<RequestMsg>two</RequestMsg>"), request(0, "<RequestMsg>one</RequestMsg>")));

        assertEquals(1, handled.size());
        assertEquals("one", handled.get(0).message().text());
    }

    @Test
    void a_request_followed_by_an_end_dialog_is_handled_without_a_reply() throws Exception {
        Answer answer = answering(replying("too late"))
                .answer(conversation(
                        request(0, "<RequestMsg>quick</RequestMsg>"), message(SimpleContract.END_DIALOG, 1)))
                .orElseThrow();

        assertEquals(Completion.end(HANDLE), answer.completion());
        assertEquals(1, handled.size());
    }

    @Test
    void an_error_ends_the_conversation_without_the_handler() throws Exception {
        Answer answer = answering(replying("never"))
                .answer(conversation(message(SimpleContract.ERROR, 1), request(0, "<RequestMsg>x</RequestMsg>")))
                .orElseThrow();

        assertEquals(new Answer(Completion.end(HANDLE), Optional.empty()), answer);
        assertEquals(List.of(), handled);
    }

    @Test
    void an_end_dialog_alone_ends_the_conversation() throws Exception {
        Answer answer = answering(replying("never"))
                .answer(conversation(message(SimpleContract.END_DIALOG, 0)))
                .orElseThrow();

        assertEquals(new Answer(Completion.end(HANDLE), Optional.empty()), answer);
    }

    @Test
    void a_dialog_timer_is_ignored() throws Exception {
        assertEquals(
                Optional.empty(),
                answering(replying("never")).answer(conversation(message(SimpleContract.DIALOG_TIMER, -1))));
    }

    @Test
    void an_unknown_message_type_ends_with_an_error_that_names_it() throws Exception {
        EndError error = answering(replying("never"))
                .answer(conversation(message("//Elsewhere/Type", 0)))
                .orElseThrow()
                .completion()
                .error()
                .orElseThrow();

        assertEquals(EndError.UNKNOWN_MESSAGE_TYPE, error.code());
        assertTrue(error.description().contains("//Elsewhere/Type"), error.description());
    }

    @Test
    void a_malformed_request_ends_with_an_error_and_is_not_retried() throws Exception {
        Answer answer = answering(replying("never"))
                .answer(conversation(request(0, "<Other/>")))
                .orElseThrow();

        assertEquals(
                EndError.MALFORMED_REQUEST,
                answer.completion().error().orElseThrow().code());
        assertEquals(Outcome.REJECTED, answer.request().orElseThrow().outcome());
        assertEquals(List.of(), handled);
    }

    @Test
    void an_empty_body_is_malformed() throws Exception {
        Answer answer = answering(replying("never"))
                .answer(conversation(message(SimpleContract.REQUEST_MESSAGE, 0)))
                .orElseThrow();

        assertEquals(
                EndError.MALFORMED_REQUEST,
                answer.completion().error().orElseThrow().code());
    }

    @Test
    void a_rejection_carries_the_handlers_code_and_words() throws Exception {
        Answer answer = answering(request -> {
                    throw new RequestRejected(7, "no bolts");
                })
                .answer(conversation(request(0, "<RequestMsg>bolts</RequestMsg>")))
                .orElseThrow();

        assertEquals(Completion.end(HANDLE, new EndError(7, "no bolts")), answer.completion());
    }

    @Test
    void what_the_handler_throws_is_told_with_the_conversation() {
        IllegalStateException cause = new IllegalStateException("broken");

        HandlerFailure failure = assertThrows(
                HandlerFailure.class,
                () -> answering(request -> {
                            throw cause;
                        })
                        .answer(conversation(request(0, "<RequestMsg>x</RequestMsg>"))));

        assertEquals(HANDLE, failure.handle());
        assertSame(cause, failure.getCause());
    }

    @Test
    void a_reply_that_no_xml_can_carry_is_the_handlers_failure() {
        assertThrows(
                HandlerFailure.class,
                () -> answering(replying("\u0000")).answer(conversation(request(0, "<RequestMsg>x</RequestMsg>"))));
    }

    @Test
    void a_request_that_has_failed_as_often_as_it_may_ends_with_an_error_without_the_handler() throws Exception {
        for (int i = 0; i < 3; i++) {
            attempts.failed(HANDLE);
        }

        Answer answer = answering(replying("never"))
                .answer(conversation(request(0, "<RequestMsg>x</RequestMsg>")))
                .orElseThrow();

        assertEquals(
                EndError.HANDLER_FAILED,
                answer.completion().error().orElseThrow().code());
        assertEquals(3, answer.request().orElseThrow().attempts());
        assertEquals(List.of(), handled);
    }

    @Test
    void the_last_attempt_is_made() throws Exception {
        attempts.failed(HANDLE);
        attempts.failed(HANDLE);

        Answer answer = answering(replying("at last"))
                .answer(conversation(request(0, "<RequestMsg>x</RequestMsg>")))
                .orElseThrow();

        assertEquals(Optional.of(new Answer.HandledRequest(Outcome.REPLIED, NOW, 3)), answer.request());
    }
}
