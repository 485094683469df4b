package dev.colloquy.benchmark.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** The initiator's HTTP API by way of a port that may fail. For any number of threads. */
final class InitiatorHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MARGIN = Duration.ofSeconds(6);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ConcurrentSkipListMap<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final String conversations;
    private final String replies;

    InitiatorHttp(int port) {
        this.conversations = "http://localhost:" + port + "/conversations";
        this.replies = "http://localhost:" + port + "/replies";
    }

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param body JSON; a missing node where there is none
     */
    record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Whether asking again would not help. */
        boolean isRefusal() {
            return status / 100 == 4;
        }

        /** A text of the body; empty when it is missing. */
        String text(String field) {
            return body.path(field).asText("");
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    /** {@code POST /conversations}. */
    Answer begin(String request, Optional<Duration> lifetime, String key, int wait)
            throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("request", request));
        lifetime.ifPresent(time -> body.put("lifetime", time.toString()));
        return post(conversations, body, key, wait);
    }

    /** {@code POST /conversations/{handle}/messages}. */
    Answer send(String handle, String request, String key, int wait) throws IOException, InterruptedException {
        return post(conversations + "/" + handle + "/messages", Map.of("request", request), key, wait);
    }

    private Answer post(String address, Map<String, Object> body, String key, int wait)
            throws IOException, InterruptedException {
        return call(request(address, wait)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** {@code GET /conversations/{handle}}. */
    Answer conversation(String handle, int wait) throws IOException, InterruptedException {
        return call(request(conversations + "/" + handle, wait));
    }

    /** {@code GET /conversations/{handle}/messages}. */
    Answer messages(String handle) throws IOException, InterruptedException {
        return call(request(conversations + "/" + handle + "/messages", 0));
    }

    /** {@code GET /replies}; an empty cursor begins with the first. */
    Answer replies(String after, int wait) throws IOException, InterruptedException {
        String cursor = after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return call(request(replies + "?limit=500" + cursor, wait));
    }

    private static HttpRequest.Builder request(String address, int wait) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(MARGIN.plusSeconds(wait))
                .header("Accept", "application/json");
        return wait == 0 ? request : request.header("Prefer", "wait=" + wait);
    }

    /** How many answers there were, by status. */
    Map<Integer, LongAdder> answers() {
        return answers;
    }

    private Answer call(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answers.computeIfAbsent(response.statusCode(), status -> new LongAdder())
                .increment();
        String body = response.body();
        return new Answer(response.statusCode(), body.startsWith("{") ? JSON.readTree(body) : JSON.missingNode());
    }
}
