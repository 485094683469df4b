package dev.colloquy.initiator.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class OverloadHttpTest extends HttpTest {
    private static final String PING = "{\"request\":\"ping\"}";

    @Inject
    BeginGate gate;

    @Inject
    HttpConfig config;

    @Test
    void more_than_may_be_begun_at_once_is_refused_and_may_be_tried_again() throws Exception {
        List<BeginGate.Pass> others = new ArrayList<>();
        for (int i = 0; i < config.maxConcurrent(); i++) {
            others.add(gate.enter());
        }
        HttpResponse<String> refused = send(post(JSON, PING));
        others.forEach(BeginGate.Pass::close);

        assertProblem(ConversationProblem.OVERLOADED, refused);
        assertEquals("5", header(refused, "Retry-After"));
        assertEquals(0, conversations.size());
        assertEquals(202, send(post(JSON, PING)).statusCode());
    }

    @Test
    void requests_leave_however_they_end() throws Exception {
        send(post(JSON, PING));
        send(post(JSON, "{"));
        send(post("text/plain", "ping"));
        send(post(JSON, PING, "Idempotency-Key", ""));
        conversations.failWith(new IllegalStateException("no"));
        send(post(JSON, PING));

        await().until(() -> gate.inside() == 0);
    }

    @Test
    void a_request_that_waits_for_its_reply_has_left() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(post(JSON, PING, "Prefer", "wait=50").build(), BodyHandlers.ofString());

        await().until(() -> conversations.waiting() == 1);

        await().until(() -> gate.inside() == 0);
        conversations.endWaits(begun -> begun);
        assertEquals(202, waiting.join().statusCode());
    }

    @Test
    void a_pool_without_a_free_connection_is_an_overload() throws Exception {
        conversations.poolExhausted();

        HttpResponse<String> refused = send(post(JSON, PING));

        assertProblem(ConversationProblem.OVERLOADED, refused);
        assertEquals("5", header(refused, "Retry-After"));
    }
}
