package dev.colloquy.initiator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.initiator.http.HttpTestProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Health of a service whose instance is not there. */
@QuarkusTest
@TestProfile(HttpTestProfile.class)
class HealthTest {
    /** Relative to the root of the management interface, {@code /q}. */
    @TestHTTPResource(value = "/health", management = true)
    URI health;

    @Test
    void the_service_is_alive() throws Exception {
        assertEquals(200, get("/live").statusCode());
    }

    @Test
    void it_has_not_started_and_says_what_keeps_it() {
        await().untilAsserted(() -> {
            HttpResponse<String> started = get("/started");

            assertEquals(503, started.statusCode());
            assertTrue(problem(started, "set-up").contains("localhost"), started.body());
        });
    }

    @Test
    void it_is_not_ready() throws Exception {
        HttpResponse<String> ready = get("/ready");

        assertEquals(503, ready.statusCode());
        assertEquals("No answer from the instance yet.", problem(ready, "broker"));
    }

    private HttpResponse<String> get(String check) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(health + check)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String problem(HttpResponse<String> response, String check) throws IOException {
        for (JsonNode entry : new ObjectMapper().readTree(response.body()).path("checks")) {
            if (entry.path("name").asText().equals(check)) {
                return entry.path("data").path("problem").asText();
            }
        }
        return "";
    }
}
