package dev.colloquy.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {

    /** Relative to the root of the management interface, {@code /q}. */
    @TestHTTPResource(value = "/health/live", management = true)
    URI live;

    @Test
    void liveness_on_the_management_port_is_up() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(live).build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertEquals(200, response.statusCode());
        assertEquals(
                "UP",
                new ObjectMapper().readTree(response.body()).path("status").asText());
    }
}
