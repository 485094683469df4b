package dev.colloquy.target.hygiene;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.target.OwnInstanceResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leaked conversations as an operator sees them over HTTP. */
@QuarkusTest
@QuarkusTestResource(OwnInstanceResource.class)
class OperationsHttpTest {
    @TestHTTPResource("/operations")
    URI operations;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(operations + path));
    }

    @BeforeEach
    void once_the_database_is_ready() {
        await().atMost(Duration.ofSeconds(60)).until(() -> send(to("/findings")).statusCode() == 200);
    }

    @Test
    void an_operator_has_the_search_made_now_and_reads_its_findings() throws Exception {
        HttpResponse<String> made = send(to("/reconcile").POST(HttpRequest.BodyPublishers.noBody()));

        assertEquals(200, made.statusCode(), made.body());
        JsonNode answer = new ObjectMapper().readTree(made.body());
        assertTrue(answer.path("ran").asBoolean(), made.body());
        assertTrue(answer.path("whole").asBoolean(), made.body());
        JsonNode findings = new ObjectMapper().readTree(send(to("/findings")).body());
        assertEquals(answer.path("run").asLong(), findings.path("run").asLong());
        assertEquals(0, findings.path("counts").path("ORPHANED").asInt(-1));
        assertTrue(findings.path("finishedAt").asText().endsWith("Z"), findings.toString());
        assertTrue(findings.path("findings").isArray());
        String meters = send(HttpRequest.newBuilder(metrics)).body();
        assertTrue(meters.contains("colloquy_hygiene_findings{kind=\"orphaned\"} 0.0"), meters);
    }
}
