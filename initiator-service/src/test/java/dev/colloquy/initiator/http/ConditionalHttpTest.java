package dev.colloquy.initiator.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.initiator.conversation.FakeConversations;
import dev.colloquy.problem.GeneralProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class ConditionalHttpTest extends HttpTest {

    @Test
    void each_state_of_a_conversation_has_a_strong_tag_of_its_own() throws Exception {
        String conversation = begun();
        String begun = header(get(conversation), "ETag");
        reply(conversation);
        String replied = header(get(conversation), "ETag");
        String xml = header(get(conversation, "Accept", XML), "ETag");

        assertTrue(begun.matches("\"[^\"]+\""), begun);
        assertNotEquals(begun, replied);
        assertNotEquals(replied, xml);
        assertEquals(replied, header(get(conversation), "ETag"));
    }

    @Test
    void what_the_client_has_is_not_sent_again() throws Exception {
        String conversation = begun();
        String tag = header(get(conversation), "ETag");

        HttpResponse<String> known = get(conversation, "If-None-Match", "\"other\", " + tag);
        reply(conversation);
        HttpResponse<String> changed = get(conversation, "If-None-Match", tag);

        assertEquals(304, known.statusCode());
        assertEquals(tag, header(known, "ETag"));
        assertEquals("", known.body());
        assertEquals(200, changed.statusCode());
        assertEquals("pong", json(changed).path("reply").asText());
    }

    @Test
    void a_client_may_wait_for_a_state_that_it_does_not_know() throws Exception {
        String conversation = begun();
        reply(conversation);
        String tag = header(get(conversation), "ETag");
        CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                request(conversation, "If-None-Match", tag, "Prefer", "wait=50")
                        .GET()
                        .build(),
                BodyHandlers.ofString());
        await().until(() -> changes.waiting() == 1);

        conversations.change(handle(conversation), now -> FakeConversations.failed(now, -8470, "gone"));
        changes.endWaits();

        assertEquals(200, waiting.join().statusCode());
        assertEquals("wait=50", header(waiting.join(), "Preference-Applied"));
        assertEquals("FAILED", json(waiting.join()).path("state").asText());
    }

    @Test
    void a_wait_that_brings_nothing_ends_with_what_is_known() throws Exception {
        String conversation = begun();
        String tag = header(get(conversation), "ETag");
        CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                request(conversation, "If-None-Match", tag, "Prefer", "wait=50")
                        .GET()
                        .build(),
                BodyHandlers.ofString());
        await().until(() -> changes.waiting() == 1);

        changes.endWaits();

        assertEquals(304, waiting.join().statusCode());
        assertEquals("wait=50", header(waiting.join(), "Preference-Applied"));
    }

    @Test
    void a_state_that_the_client_does_not_know_is_shown_without_a_wait() throws Exception {
        String conversation = begun();

        HttpResponse<String> shown = get(conversation, "If-None-Match", "\"other\"", "Prefer", "wait=50");

        assertEquals(200, shown.statusCode());
        assertEquals(0, changes.waiting());
    }

    @Test
    void a_list_of_tags_that_cannot_be_read_is_malformed() throws Exception {
        assertProblem(GeneralProblem.MALFORMED_REQUEST, get(begun(), "If-None-Match", "v1"));
    }

    private void reply(String conversation) {
        conversations.change(handle(conversation), begun -> FakeConversations.replied(begun, "pong"));
    }

    private static UUID handle(String conversation) {
        return UUID.fromString(conversation.substring(conversation.lastIndexOf('/') + 1));
    }
}
