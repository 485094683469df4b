package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.initiator.conversation.FakeConversations;
import dev.colloquy.problem.GeneralProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class ConversationsHttpTest extends HttpTest {

    @Test
    void a_conversation_is_begun_and_found_under_its_location() throws Exception {
        HttpResponse<String> begun = send(post(JSON, "{\"request\":\"ping\"}"));
        HttpResponse<String> found = get(header(begun, "Location"));

        assertEquals(202, begun.statusCode());
        assertEquals(
                root.resolve("/conversations/" + json(begun).path("handle").asText())
                        .toString(),
                header(begun, "Location"));
        assertEquals(200, found.statusCode());
        assertEquals(json(begun), json(found));
        assertEquals(
                "{\"handle\":\"" + json(begun).path("handle").asText()
                        + "\",\"state\":\"BEGUN\",\"request\":\"ping\",\"begunAt\":\"2026-01-31T09:30:00.125Z\"}",
                found.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/xml", "application/xml; charset=utf-8", "TEXT/XML"})
    void a_request_may_come_as_the_xml_that_goes_to_the_target(String type) throws Exception {
        HttpResponse<String> begun = send(post(type, "<RequestMsg>5 &lt; 6 ❄</RequestMsg>"));

        assertEquals(202, begun.statusCode());
        assertEquals("5 < 6 ❄", json(begun).path("request").asText());
    }

    @Test
    void an_xml_document_may_name_its_own_encoding() throws Exception {
        byte[] latin1 = "<?xml version='1.0' encoding='ISO-8859-1'?><RequestMsg>Füße</RequestMsg>"
                .getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<String> begun =
                send(request("/conversations", "Content-Type", XML).POST(BodyPublishers.ofByteArray(latin1)));

        assertEquals("Füße", json(begun).path("request").asText());
    }

    @Test
    void characters_beyond_the_basic_plane_go_there_and_back() throws Exception {
        conversations.outcome(
                begun -> FakeConversations.replied(begun, "🦉" + begun.request().text()));

        HttpResponse<String> begun = send(post(JSON, "{\"request\":\"grüße 🚀 \\ud83d\\ude80\"}", "Prefer", "wait=1"));

        assertEquals("🦉grüße 🚀 🚀", json(begun).path("reply").asText());
    }

    @Test
    void a_megabyte_goes_there_and_back() throws Exception {
        String megabyte = "0123456789abcdef".repeat(1 << 16);

        HttpResponse<String> begun = send(post(JSON, "{\"request\":\"" + megabyte + "\"}"));

        assertEquals(202, begun.statusCode());
        assertEquals(megabyte, json(begun).path("request").asText());
    }

    @Test
    void an_empty_request_is_a_request() throws Exception {
        assertEquals(202, send(post(JSON, "{\"request\":\"\"}")).statusCode());
    }

    @Test
    void the_reply_alone_is_an_xml_document() throws Exception {
        String conversation = begun();
        conversations.outcome(begun -> FakeConversations.replied(begun, "5 < 6 🚀"));

        HttpResponse<String> reply = get(conversation, "Accept", XML);

        assertEquals(200, reply.statusCode());
        assertTrue(header(reply, "Content-Type").startsWith(XML), header(reply, "Content-Type"));
        assertEquals("<ReplyMsg>5 &lt; 6 🚀</ReplyMsg>", reply.body());
        assertEquals(List.of("Accept", "Prefer"), reply.headers().allValues("Vary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json, application/xml;q=0.5",
                "text/html, *; q=.2, */*; q=.2"
            })
    void json_is_what_a_client_gets_that_takes_either(String accept) throws Exception {
        assertEquals(
                JSON, header(get(begun(), "Accept", accept), "Content-Type").split(";")[0]);
    }

    @Test
    void the_reply_alone_may_be_text_xml() throws Exception {
        String conversation = begun();
        conversations.outcome(begun -> FakeConversations.replied(begun, "pong"));

        HttpResponse<String> reply = get(conversation, "Accept", "application/json;q=0.1, text/xml");

        assertEquals("text/xml", header(reply, "Content-Type").split(";")[0]);
        assertEquals("<ReplyMsg>pong</ReplyMsg>", reply.body());
    }

    @Test
    void the_reply_alone_is_refused_while_there_is_none() throws Exception {
        String detail = assertProblem(ConversationProblem.NO_REPLY, get(begun(), "Accept", XML));

        assertEquals("The conversation is in state BEGUN and has no reply; one may still come.", detail);
    }

    @Test
    void a_replied_conversation_tells_how_long_it_took() throws Exception {
        String conversation = begun();
        conversations.outcome(begun -> FakeConversations.replied(begun, "pong"));

        JsonNode found = json(get(conversation));

        assertEquals("REPLIED", found.path("state").asText());
        assertEquals("pong", found.path("reply").asText());
        assertEquals("2026-01-31T09:30:00.133Z", found.path("repliedAt").asText());
        assertEquals(8, found.path("roundTripMillis").asLong());
        assertFalse(found.has("error"));
        assertFalse(found.has("endedAt"));
    }

    @Test
    void a_failed_conversation_tells_why() throws Exception {
        String conversation = begun();
        conversations.outcome(begun -> FakeConversations.failed(begun, -8470, "Remote service has been dropped."));

        JsonNode found = json(get(conversation));

        assertEquals("FAILED", found.path("state").asText());
        assertEquals(-8470, found.path("error").path("code").asInt());
        assertEquals(
                "Remote service has been dropped.",
                found.path("error").path("description").asText());
        assertFalse(found.has("roundTripMillis"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1-1-1-1-1", "00000000-0000-0000-0000-00000000000g", "%20", "a%2Fb"})
    void what_is_no_handle_is_the_handle_of_no_conversation(String handle) throws Exception {
        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, get("/conversations/" + handle));
        assertProblem(
                ConversationProblem.UNKNOWN_CONVERSATION,
                send(request("/conversations/" + handle).DELETE()));
    }

    @Test
    void a_conversation_that_the_ledger_does_not_hold_is_unknown() throws Exception {
        String unknown = "/conversations/" + UUID.randomUUID();

        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, get(unknown));
        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, get(unknown, "Prefer", "wait=1"));
        assertProblem(ConversationProblem.UNKNOWN_CONVERSATION, get(unknown, "Accept", XML));
        assertProblem(
                ConversationProblem.UNKNOWN_CONVERSATION, send(request(unknown).DELETE()));
    }

    @Test
    void to_end_a_conversation_again_changes_nothing() throws Exception {
        String conversation = begun();

        assertEquals(204, send(request(conversation).DELETE()).statusCode());
        assertEquals(204, send(request(conversation).DELETE()).statusCode());
    }

    @Test
    void the_list_is_read_part_by_part() throws Exception {
        begun();
        begun();
        begun();

        HttpResponse<String> first = get("/conversations?limit=2&state=BEGUN");
        HttpResponse<String> second =
                get("/conversations?cursor=" + json(first).path("next").asText());

        assertEquals(2, json(first).path("conversations").size());
        String next = root.resolve("/conversations?limit=2&state=BEGUN&cursor=")
                + json(first).path("next").asText();
        assertEquals("<" + next + ">; rel=\"next\"", header(first, "Link"));
        assertEquals(json(second), json(get(next)));
        assertEquals(1, json(second).path("conversations").size());
        assertFalse(json(second).has("next"));
        assertEquals("", header(second, "Link"));
        JsonNode last = json(second).path("conversations").path(0);
        assertEquals("BEGUN", last.path("state").asText());
        assertEquals("2026-01-31T09:30:00.125Z", last.path("begunAt").asText());
        assertFalse(last.has("request"));
    }

    @Test
    void an_empty_list_is_a_list() throws Exception {
        assertEquals(
                "{\"conversations\":[]}", get("/conversations?state=FAILED").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=ten",
                "limit=99999999999",
                "state=begun",
                "cursor=!",
                "cursor=MTtYOzE",
                "state=FAILED&cursor=MTtCRUdVTjs0Mg"
            })
    void a_parameter_that_is_not_valid_is_named(String query) throws Exception {
        String parameter = query.substring(query.lastIndexOf('&') + 1).split("=", 2)[0];

        String detail = assertProblem(GeneralProblem.INVALID_PARAMETER, get("/conversations?" + query));

        assertTrue(detail.startsWith("The query parameter \"" + parameter + "\" is not valid."), detail);
    }

    @Test
    void a_state_that_does_not_exist_is_answered_with_those_that_do() throws Exception {
        String detail = assertProblem(GeneralProblem.INVALID_PARAMETER, get("/conversations?state=OPEN"));

        assertTrue(detail.endsWith("[BEGUN, REPLIED, COMPLETED, FAILED, EXPIRED, ENDED]."), detail);
    }
}
