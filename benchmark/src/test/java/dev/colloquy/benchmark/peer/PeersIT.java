package dev.colloquy.benchmark.peer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The peers do what Colloquy does, or there is nothing to compare. A peer whose package is not installed is skipped, and
 * says so.
 */
class PeersIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private PeerSystem start(Peer peer) throws IOException, InterruptedException {
        peer.missing().ifPresent(message -> {
            System.err.println("SKIPPED: " + message);
            abort(message);
        });
        return (PeerSystem) peer.start(REPOSITORY, folder);
    }

    @ParameterizedTest
    @EnumSource
    void a_conversation_is_answered_with_its_reply(Peer peer) throws Exception {
        try (MeasuredSystem system = start(peer)) {
            HttpResponse<String> answer = post(system, "{\"request\":\"Message for Target service.\"}", "wait=30");

            assertEquals(201, answer.statusCode(), answer.body());
            JsonNode conversation = JSON.readTree(answer.body());
            assertEquals("COMPLETED", conversation.path("state").asText());
            assertEquals(
                    "Message for Target service.", conversation.path("request").asText());
            assertEquals(
                    "Message for Initiator service.", conversation.path("reply").asText());
            assertTrue(system.cpu().toMillis() > 0, "CPU time is accounted for");
            assertTrue(system.residentMebibytes() > 0, "memory is accounted for");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void what_cannot_be_asked_is_refused(Peer peer) throws Exception {
        try (MeasuredSystem system = start(peer)) {
            assertEquals(400, post(system, "{\"request\":", "wait=1").statusCode());
            assertEquals(
                    400,
                    post(system, "{\"request\":\"a\",\"other\":1}", "wait=1").statusCode());
            assertEquals(422, post(system, "{\"request\":null}", "wait=1").statusCode());
            assertEquals(
                    404, get(system, "00000000-0000-7000-8000-000000000000").statusCode());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "RABBITMQ", "ARTEMIS"})
    void nothing_accepted_is_lost_when_both_services_are_killed_before_the_reply(Peer peer) throws Exception {
        try (PeerSystem system = start(peer)) {
            system.target().kill();
            List<String> accepted = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                HttpResponse<String> answer = post(system, "{\"request\":\"order " + i + "\"}", "respond-async");
                assertEquals(202, answer.statusCode(), answer.body());
                accepted.add(JSON.readTree(answer.body()).path("handle").asText());
            }

            system.initiator().kill();
            system.startTarget();
            system.startInitiator();
            system.initiator().awaitReady(LIMIT);

            for (String handle : accepted) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertEquals(
                                "COMPLETED",
                                JSON.readTree(get(system, handle).body())
                                        .path("state")
                                        .asText()));
            }
        }
    }

    private HttpResponse<String> post(MeasuredSystem system, String body, String prefer)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(system, ""))
                .header("Content-Type", "application/json")
                .header("Prefer", prefer)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(MeasuredSystem system, String handle) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(system, "/" + handle)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(MeasuredSystem system, String path) {
        return URI.create("http://127.0.0.1:" + system.httpPort() + "/conversations" + path);
    }
}
