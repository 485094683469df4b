package dev.colloquy.initiator.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.initiator.conversation.FakeConversations;
import dev.colloquy.problem.GeneralProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class MessagesHttpTest extends HttpTest {
    private static final String MORE = "{\"request\":\"more\"}";
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    @Test
    void a_further_request_is_sent_and_listed_with_the_others() throws Exception {
        String messages = begun() + "/messages";

        HttpResponse<String> sent = send(message(messages, JSON, MORE));
        HttpResponse<String> xml = send(message(messages, XML, "<RequestMsg>even more</RequestMsg>"));
        JsonNode listed = json(get(messages)).path("messages");

        assertEquals(202, sent.statusCode());
        assertEquals(root.resolve(messages).toString(), header(sent, "Location"));
        assertEquals("2026-01-31T09:30:00.145Z", json(sent).path("sentAt").asText());
        assertEquals(202, xml.statusCode());
        assertEquals(3, listed.size());
        assertEquals("REQUEST", listed.path(0).path("direction").asText());
        assertEquals("ping", listed.path(0).path("text").asText());
        assertEquals("even more", listed.path(2).path("text").asText());
    }

    @Test
    void to_send_may_wait_for_the_next_reply() throws Exception {
        String messages = begun() + "/messages";
        conversations.outcome(begun -> FakeConversations.replied(begun, "pong"));

        HttpResponse<String> sent = send(message(messages, JSON, MORE, "Prefer", "wait=5"));

        assertEquals(201, sent.statusCode());
        assertEquals("wait=5", header(sent, "Preference-Applied"));
        assertEquals("pong", json(sent).path("reply").path("reply").asText());
    }

    @Test
    void a_further_request_that_is_repeated_is_sent_once_and_answered_with_what_has_come_since() throws Exception {
        String conversation = begun();
        String messages = conversation + "/messages";

        HttpResponse<String> first = send(message(messages, JSON, MORE, KEY, "more-1"));
        HttpResponse<String> second = send(message(messages, JSON, MORE, KEY, "more-1"));
        conversations.change(handle(conversation), begun -> FakeConversations.replied(begun, "pong"));
        HttpResponse<String> third = send(message(messages, JSON, MORE, KEY, "more-1"));

        assertEquals(202, first.statusCode());
        assertEquals("", header(first, REPLAYED));
        assertEquals(202, second.statusCode());
        assertEquals("true", header(second, REPLAYED));
        assertEquals(json(first), json(second));
        assertEquals(200, third.statusCode());
        assertEquals("pong", json(third).path("reply").path("reply").asText());
        assertEquals(2, json(get(messages)).path("messages").size());
    }

    @Test
    void the_key_of_a_further_request_is_for_that_request_only() throws Exception {
        String messages = begun() + "/messages";
        send(message(messages, JSON, MORE, KEY, "more-1"));

        assertProblem(
                ConversationProblem.IDEMPOTENCY_KEY_REUSED,
                send(message(messages, JSON, "{\"request\":\"less\"}", KEY, "more-1")));
        assertProblem(
                ConversationProblem.IDEMPOTENCY_KEY_REUSED,
                send(message(begun() + "/messages", JSON, MORE, KEY, "more-1")));
        assertProblem(GeneralProblem.MALFORMED_REQUEST, send(message(messages, JSON, MORE, KEY, "a b")));
        assertEquals(2, json(get(messages)).path("messages").size());
    }

    @Test
    void a_conversation_that_is_over_takes_no_further_request() throws Exception {
        String conversation = begun();
        conversations.change(handle(conversation), begun -> FakeConversations.failed(begun, 50103, "rejected"));

        assertProblem(ConversationProblem.CONVERSATION_NOT_OPEN, send(message(conversation + "/messages", JSON, MORE)));
        assertProblem(
                ConversationProblem.CONVERSATION_NOT_OPEN,
                send(message(conversation + "/messages", JSON, MORE, "Prefer", "wait=5")));
    }

    @Test
    void the_messages_of_no_conversation_are_unknown() throws Exception {
        String unknown = "/conversations/" + UUID.randomUUID() + "/messages";

        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, get(unknown));
        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, get("/conversations/nonsense/messages"));
        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, send(message(unknown, JSON, MORE)));
        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, send(message(unknown, JSON, MORE, "Prefer", "wait=1")));
    }

    @Test
    void what_is_no_message_is_refused() throws Exception {
        String messages = begun() + "/messages";

        assertProblem(GeneralProblem.INVALID_CONTENT, send(message(messages, JSON, "{}")));
        assertProblem(
                GeneralProblem.MALFORMED_REQUEST,
                send(message(messages, JSON, "{\"request\":\"more\",\"lifetime\":1}")));
        assertProblem(GeneralProblem.UNSUPPORTED_MEDIA_TYPE, send(message(messages, "text/plain", "more")));
        assertEquals(1, json(get(messages)).path("messages").size());
    }

    @Test
    void messages_that_the_client_has_are_not_sent_again() throws Exception {
        String messages = begun() + "/messages";
        String tag = header(get(messages), "ETag");

        HttpResponse<String> known = get(messages, "If-None-Match", tag);
        send(message(messages, JSON, MORE));
        HttpResponse<String> changed = get(messages, "If-None-Match", tag);

        assertEquals(304, known.statusCode());
        assertEquals("", known.body());
        assertEquals(tag, header(known, "ETag"));
        assertEquals(200, changed.statusCode());
        assertNotEquals(tag, header(changed, "ETag"));
    }

    @Test
    void a_client_may_wait_for_messages_that_it_does_not_have() throws Exception {
        String messages = begun() + "/messages";
        String tag = header(get(messages), "ETag");
        CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                request(messages, "If-None-Match", tag, "Prefer", "wait=50")
                        .GET()
                        .build(),
                BodyHandlers.ofString());
        await().until(() -> changes.waiting() == 1);
        send(message(messages, JSON, MORE));

        changes.endWaits();

        assertEquals(200, waiting.join().statusCode());
        assertEquals("wait=50", header(waiting.join(), "Preference-Applied"));
        assertEquals(2, json(waiting.join()).path("messages").size());
    }

    private static UUID handle(String conversation) {
        return UUID.fromString(conversation.substring(conversation.lastIndexOf('/') + 1));
    }

    private HttpRequest.Builder message(String path, String type, String body, String... headers) {
        return request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }
}
