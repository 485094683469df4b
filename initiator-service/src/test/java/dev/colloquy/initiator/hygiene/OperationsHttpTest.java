package dev.colloquy.initiator.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.initiator.http.HttpTestProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What operators get while the instance is not there. */
@QuarkusTest
@TestProfile(HttpTestProfile.class)
class OperationsHttpTest {
    @TestHTTPResource("/operations")
    URI operations;

    @Test
    void findings_of_an_instance_that_is_not_there_are_a_problem() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(operations + "/findings")).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("https://colloquy.dev/problems/instance-unavailable"), answer.body());
    }
}
