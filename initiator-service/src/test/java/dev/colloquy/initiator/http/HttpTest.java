package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.initiator.conversation.FakeConversationChanges;
import dev.colloquy.initiator.conversation.FakeConversations;
import dev.colloquy.initiator.conversation.FakeReplyFeed;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemType;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** What the tests over HTTP share: a client, and the fake behind the service. */
abstract class HttpTest {
    static final String JSON = "application/json";
    static final String XML = "application/xml";

    @TestHTTPResource("/")
    URI root;

    @Inject
    FakeConversations conversations;

    @Inject
    FakeConversationChanges changes;

    @Inject
    FakeReplyFeed feed;

    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void forgetOtherTests() {
        conversations.reset();
        changes.endWaits();
        feed.reset();
    }

    final HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    final HttpRequest.Builder post(String type, String body, String... headers) {
        return request("/conversations", headers).header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }

    final HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    final HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    /** Begins a conversation and returns its path. */
    final String begun() throws IOException, InterruptedException {
        return URI.create(header(send(post(JSON, "{\"request\":\"ping\"}")), "Location"))
                .getPath();
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Checks that a response is a problem document and returns its detail. */
    static String assertProblem(ProblemType type, HttpResponse<String> response) throws IOException {
        assertEquals(type.status(), response.statusCode(), response.body());
        assertEquals(Problem.MEDIA_TYPE, header(response, "Content-Type"));
        JsonNode problem = json(response);
        assertEquals(type.uri(), problem.path("type").asText());
        assertEquals(type.title(), problem.path("title").asText());
        assertEquals(type.status(), problem.path("status").asInt());
        assertTrue(!response.body().contains("Exception") && !response.body().contains("dev.colloquy."));
        return problem.path("detail").asText();
    }
}
