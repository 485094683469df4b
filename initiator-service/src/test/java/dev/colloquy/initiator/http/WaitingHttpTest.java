package dev.colloquy.initiator.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.initiator.conversation.FakeConversations;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class WaitingHttpTest extends HttpTest {
    private static final String PING = "{\"request\":\"ping\"}";

    @Test
    void a_reply_in_time_comes_with_the_answer() throws Exception {
        conversations.outcome(begun -> FakeConversations.replied(begun, "pong"));

        HttpResponse<String> response = send(post(JSON, PING, "Prefer", "respond-async, Wait = \"7\"; x=y"));

        assertEquals(201, response.statusCode());
        assertEquals("wait=7", header(response, "Preference-Applied"));
        assertEquals("pong", json(response).path("reply").asText());
        assertEquals(
                root.resolve("/conversations/" + json(response).path("handle").asText())
                        .toString(),
                header(response, "Location"));
        assertEquals(List.of(Duration.ofSeconds(7)), conversations.askedWaits());
    }

    @Test
    void a_reply_too_late_is_left_to_a_later_request() throws Exception {
        conversations.outcome(begun -> begun);

        HttpResponse<String> response = send(post(JSON, PING, "Prefer", "wait=7"));

        assertEquals(202, response.statusCode());
        assertEquals("wait=7", header(response, "Preference-Applied"));
        assertEquals("BEGUN", json(response).path("state").asText());
    }

    @Test
    void a_failure_in_time_is_an_outcome_too() throws Exception {
        conversations.outcome(begun -> FakeConversations.failed(begun, 31472, "No such order."));

        HttpResponse<String> response = send(post(XML, "<RequestMsg/>", "Prefer", "wait=7"));

        assertEquals(201, response.statusCode());
        assertEquals("FAILED", json(response).path("state").asText());
        assertEquals(
                "No such order.",
                json(response).path("error").path("description").asText());
    }

    @Test
    void a_wait_beyond_the_maximum_is_shortened() throws Exception {
        conversations.outcome(begun -> begun);

        HttpResponse<String> response = send(post(JSON, PING, "Prefer", "wait=999999999999999999999999"));

        assertEquals("wait=60", header(response, "Preference-Applied"));
        assertEquals(List.of(Duration.ofSeconds(60)), conversations.askedWaits());
    }

    @Test
    void a_preference_that_makes_no_sense_is_ignored() throws Exception {
        HttpResponse<String> response = send(post(JSON, PING, "Prefer", "wait=soon"));

        assertEquals(202, response.statusCode());
        assertEquals("", header(response, "Preference-Applied"));
        assertEquals(List.of(), conversations.askedWaits());
    }

    @Test
    void of_several_fields_the_first_wait_counts() throws Exception {
        conversations.outcome(begun -> begun);

        HttpResponse<String> response =
                send(post(JSON, PING, "Prefer", "return=minimal", "Prefer", "wait=3", "Prefer", "wait=4"));

        assertEquals("wait=3", header(response, "Preference-Applied"));
    }

    @Test
    void to_find_a_conversation_may_wait_for_its_reply() throws Exception {
        String conversation = begun();

        CompletableFuture<HttpResponse<String>> asJson =
                client.sendAsync(request(conversation, "Prefer", "wait=50").build(), BodyHandlers.ofString());
        await().until(() -> conversations.waiting() == 1);
        conversations.endWaits(begun -> FakeConversations.replied(begun, "pong"));

        assertEquals(200, asJson.join().statusCode());
        assertEquals("wait=50", header(asJson.join(), "Preference-Applied"));
        assertEquals("pong", json(asJson.join()).path("reply").asText());
    }

    @Test
    void to_find_the_reply_alone_may_wait_for_it() throws Exception {
        String conversation = begun();
        conversations.outcome(begun -> FakeConversations.replied(begun, "pong"));

        HttpResponse<String> reply = get(conversation, "Prefer", "wait=50", "Accept", XML);

        assertEquals("<ReplyMsg>pong</ReplyMsg>", reply.body());
        assertEquals("wait=50", header(reply, "Preference-Applied"));
    }

    @Test
    void nothing_is_kept_for_a_client_that_goes_away_after_beginning() throws Exception {
        try (Socket socket = sent("POST /conversations HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=50\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + PING.length() + "\r\n\r\n" + PING)) {
            await().until(() -> conversations.waiting() == 1);
            assertTrue(socket.isConnected());
        }

        await().until(() -> conversations.cancelled() == 1);
        assertEquals(1, conversations.size());
    }

    @Test
    void nothing_is_kept_for_a_client_that_goes_away_after_asking() throws Exception {
        String conversation = begun();

        try (Socket socket = sent("GET " + conversation + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=50\r\n\r\n")) {
            await().until(() -> conversations.waiting() == 1);
            assertTrue(socket.isConnected());
        }

        await().until(() -> conversations.cancelled() == 1);
    }

    @Test
    void a_thousand_clients_wait_while_others_are_served() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, 1000)
                .mapToObj(i ->
                        client.sendAsync(post(JSON, PING, "Prefer", "wait=60").build(), BodyHandlers.ofString()))
                .toList();
        await().atMost(Duration.ofSeconds(60)).until(() -> conversations.waiting() == 1000);

        HttpResponse<String> other = get("/conversations?limit=1");
        long workers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("executor-thread-"))
                .count();
        conversations.endWaits(begun -> FakeConversations.replied(begun, "pong"));

        assertEquals(200, other.statusCode());
        assertTrue(workers <= HttpTestProfile.WORKERS, "worker threads: " + workers);
        for (CompletableFuture<HttpResponse<String>> response : waiting) {
            assertEquals(201, response.join().statusCode());
        }
    }

    private Socket sent(String request) throws Exception {
        Socket socket = new Socket(root.getHost(), root.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }
}
