package dev.colloquy.benchmark.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Conversations as a client of the two services sees them. For any number of threads. */
public final class ConversationClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final int initiatorPort;
    private final int targetPort;

    ConversationClient(int initiatorPort, int targetPort) {
        this.initiatorPort = initiatorPort;
        this.targetPort = targetPort;
    }

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param location the conversation's address, where the answer names one
     * @param body JSON; a missing node where there is none
     */
    public record Answer(int status, Optional<URI> location, JsonNode body) {
        /** A text of the body, such as {@code reply}; absent when it is missing or null. */
        public Optional<String> text(String field) {
            return Optional.ofNullable(body.path(field).textValue());
        }

        /** The conversation handle that the location or the body names. */
        public Optional<String> handle() {
            return text("handle").or(() -> location.map(at -> at.getPath().replaceFirst(".*/", "")));
        }
    }

    /** Begins a conversation and does not wait for the reply. */
    public Answer begin(String request) throws IOException, InterruptedException {
        return begin(request, Duration.ZERO);
    }

    /** Begins a conversation and waits some whole seconds for the reply, or not at all. */
    public Answer begin(String request, Duration wait) throws IOException, InterruptedException {
        return begin("application/json", JSON.writeValueAsString(Map.of("request", request)), wait);
    }

    /** Begins a conversation with a body that is written already. */
    public Answer begin(String contentType, String body, Duration wait) throws IOException, InterruptedException {
        return send(begin(contentType, body, wait, Optional.empty()));
    }

    /**
     * Begins a conversation, or finds it again that was begun with the same key.
     *
     * @param lifetime after which the dialog ends unanswered
     * @param key for the header {@code Idempotency-Key}
     */
    public Answer begin(String request, Optional<Duration> lifetime, String key, Duration wait)
            throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("request", request));
        lifetime.ifPresent(time -> body.put("lifetime", time.toString()));
        return send(begin("application/json", JSON.writeValueAsString(body), wait, Optional.of(key)));
    }

    private HttpRequest begin(String contentType, String body, Duration wait, Optional<String> key) {
        HttpRequest.Builder request = request(initiator("/conversations"), wait)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        key.ifPresent(value -> request.header("Idempotency-Key", value));
        return request.build();
    }

    /** One conversation, waiting some whole seconds for its reply, or not at all. */
    public Answer conversation(String handle, Duration wait) throws IOException, InterruptedException {
        return send(request(initiator("/conversations/" + handle), wait).build());
    }

    /** One page of the list of conversations; the query is what follows {@code ?}, and may be empty. */
    public Answer list(String query) throws IOException, InterruptedException {
        return send(request(initiator("/conversations?" + query), Duration.ZERO).build());
    }

    /** What the target has received, newest first. */
    public Answer requests() throws IOException, InterruptedException {
        return send(request(URI.create("http://localhost:" + targetPort + "/requests"), Duration.ZERO)
                .build());
    }

    /** The address of something on the initiator. */
    public URI initiator(String path) {
        return URI.create("http://localhost:" + initiatorPort + path);
    }

    private static HttpRequest.Builder request(URI address, Duration wait) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(wait.plus(MARGIN)).header("Accept", "application/json");
        return wait.isZero() ? request : request.header("Prefer", "wait=" + wait.toSeconds());
    }

    private static Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Location").map(URI::create),
                json(response.body()));
    }

    /** Errors of a proxy or of the server itself may have no JSON in them. */
    private static JsonNode json(String body) throws IOException {
        return body.startsWith("{") || body.startsWith("[") ? JSON.readTree(body) : JSON.missingNode();
    }
}
