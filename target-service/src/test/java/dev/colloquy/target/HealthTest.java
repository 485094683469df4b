package dev.colloquy.target;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Health of a service whose instance is there and whose peer is not. */
@QuarkusTest
@QuarkusTestResource(OwnInstanceResource.class)
class HealthTest {
    /** Relative to the root of the management interface, {@code /q}. */
    @TestHTTPResource(value = "/health", management = true)
    URI health;

    @Test
    void the_service_is_alive() throws Exception {
        assertEquals(200, get("/live").statusCode());
    }

    @Test
    void it_has_started_once_its_database_is_set_up() {
        await().untilAsserted(() -> assertEquals(200, get("/started").statusCode()));
    }

    @Test
    void it_is_not_ready_and_names_the_peer_that_it_cannot_reach() {
        await().untilAsserted(() -> {
            HttpResponse<String> ready = get("/ready");

            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("http://localhost:1"), ready.body());
        });
    }

    private HttpResponse<String> get(String check) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(health + check)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
