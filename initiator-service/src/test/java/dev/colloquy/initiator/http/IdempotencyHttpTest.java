package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.initiator.conversation.BeginRequest;
import dev.colloquy.initiator.conversation.FakeConversations;
import dev.colloquy.problem.GeneralProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class IdempotencyHttpTest extends HttpTest {
    private static final String PING = "{\"request\":\"ping\"}";
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    @Test
    void a_request_that_is_repeated_begins_nothing_and_gets_the_same_conversation() throws Exception {
        HttpResponse<String> first = send(post(JSON, PING, KEY, "\"order-4711\""));
        HttpResponse<String> second = send(post(JSON, PING, KEY, "order-4711"));

        assertEquals(202, first.statusCode());
        assertEquals("", header(first, REPLAYED));
        assertEquals(202, second.statusCode());
        assertEquals("true", header(second, REPLAYED));
        assertEquals(header(first, "Location"), header(second, "Location"));
        assertEquals(json(first), json(second));
        assertEquals(1, conversations.size());
    }

    @Test
    void a_repeated_request_is_answered_with_the_conversation_as_it_stands_now() throws Exception {
        send(post(JSON, PING, KEY, "k"));
        conversations.outcome(begun -> FakeConversations.replied(begun, "pong"));

        HttpResponse<String> second = send(post(JSON, PING, KEY, "k", "Prefer", "wait=5"));

        assertEquals(200, second.statusCode());
        assertEquals("pong", json(second).path("reply").asText());
        assertEquals("wait=5", header(second, "Preference-Applied"));
    }

    @Test
    void a_key_is_for_one_request_only() throws Exception {
        send(post(JSON, PING, KEY, "k"));

        assertProblem(ConversationProblem.IDEMPOTENCY_KEY_REUSED, send(post(JSON, "{\"request\":\"pong\"}", KEY, "k")));
        assertEquals(1, conversations.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\"a"})
    void what_is_no_key_is_refused_and_nothing_is_begun(String key) throws Exception {
        assertProblem(GeneralProblem.MALFORMED_REQUEST, send(post(JSON, PING, KEY, key)));
        assertEquals(0, conversations.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"request":"ping","lifetime":"PT30M"} | /conversations
            {"request":"ping","lifetime":1800}    | /conversations
            {"request":"ping"}                    | /conversations?lifetime=1800
            """)
    void a_conversation_may_have_a_lifetime(String body, String path) throws Exception {
        HttpResponse<String> begun = send(request(path, "Content-Type", JSON).POST(BodyPublishers.ofString(body)));

        assertEquals("2026-01-31T10:00:00.125Z", json(begun).path("expiresAt").asText());
        assertEquals(
                List.of(Optional.of(Duration.ofMinutes(30))),
                conversations.asked().stream().map(BeginRequest::lifetime).toList());
    }

    @Test
    void an_xml_request_has_its_lifetime_beside_it() throws Exception {
        HttpResponse<String> begun = send(request("/conversations?lifetime=PT30M", "Content-Type", XML)
                .POST(BodyPublishers.ofString("<RequestMsg/>")));

        assertEquals("2026-01-31T10:00:00.125Z", json(begun).path("expiresAt").asText());
    }

    @Test
    void a_lifetime_that_is_none_is_refused_and_nothing_is_begun() throws Exception {
        HttpResponse<String> member = send(post(JSON, "{\"request\":\"ping\",\"lifetime\":\"soon\"}"));

        assertProblem(GeneralProblem.INVALID_CONTENT, member);
        assertEquals("lifetime", json(member).at("/violations/0/member").asText());
        assertProblem(GeneralProblem.MALFORMED_REQUEST, send(post(JSON, "{\"request\":\"ping\",\"lifetime\":1.5}")));
        assertProblem(
                GeneralProblem.INVALID_PARAMETER,
                send(request("/conversations?lifetime=0", "Content-Type", JSON).POST(BodyPublishers.ofString(PING))));
        assertEquals(0, conversations.size());
    }
}
