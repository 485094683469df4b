package dev.colloquy.target;

import static dev.colloquy.target.Initiator.replied;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.target.receive.RequestLoop;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parked requests as an operator sees them over HTTP. */
@QuarkusTest
@QuarkusTestResource(OwnInstanceResource.class)
@TestProfile(ParkedRequestsHttpTest.Parking.class)
class ParkedRequestsHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @InjectInstance
    EmbeddedInstance instance;

    @TestHTTPResource("/")
    URI service;

    @Inject
    RequestLoop loop;

    @Inject
    ClosedWarehouse warehouse;

    private Connection connection;
    private Initiator initiator;

    /** The second failure of a request has it parked. */
    public static class Parking implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "colloquy.handler", "warehouse",
                    "colloquy.receive.max-attempts", "2",
                    "colloquy.receive.poison-policy", "park");
        }
    }

    @BeforeEach
    void connectOnceTheServiceReceives() throws SQLException {
        await().atMost(Duration.ofSeconds(60)).until(() -> loop.state().running());
        connection = DriverManager.getConnection(
                instance.jdbcUrl() + ";databaseName=InstTargetDB", "sa", instance.saPassword());
        if (!TargetDatabase.column(connection, "SELECT name FROM sys.service_queues")
                .contains("InitiatorQueue")) {
            SqlScript.run(connection, "/dev/colloquy/target/initiator.sql");
        }
        initiator = new Initiator(connection);
        warehouse.open(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private JsonNode parked() throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> list().size() == 1);
        return list().get(0);
    }

    private JsonNode list() throws Exception {
        return JSON.readTree(send(get("requests/parked")).body()).path("requests");
    }

    @Test
    void an_operator_sees_what_has_failed_without_its_text_and_has_it_tried_again() throws Exception {
        String handle = initiator.ask("a secret");
        JsonNode parked = parked();

        assertEquals(2, parked.path("attempts").asInt());
        assertEquals(
                "java.lang.IllegalStateException: the warehouse is closed",
                parked.path("error").asText());
        assertFalse(parked.toString().contains("secret"), parked::toString);
        warehouse.open(true);
        HttpResponse<String> retry =
                send(post("requests/parked/" + parked.path("handle").asText() + "/retry"));

        assertEquals(202, retry.statusCode(), retry.body());
        assertEquals(replied("delivered"), initiator.answers(handle));
        await().atMost(Duration.ofSeconds(10)).until(() -> list().isEmpty());
    }

    @Test
    void an_operator_rejects_with_words_for_the_initiator_or_without() throws Exception {
        for (String body : new String[] {"{\"description\":\"No longer made.\"}", ""}) {
            String handle = initiator.ask("hopeless");
            String path = "requests/parked/" + parked().path("handle").asText() + "/reject";

            HttpRequest.Builder request = post(path).POST(BodyPublishers.ofString(body));
            HttpResponse<String> rejected =
                    send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));

            assertEquals(204, rejected.statusCode(), rejected.body());
            String error = initiator.answers(handle).get(0).body();
            assertTrue(error.contains("<Code>50104</Code>"), error);
            assertEquals(!body.isEmpty(), error.contains("No longer made."), error);
            assertTrue(list().isEmpty());
        }
    }

    @Test
    void what_cannot_be_done_is_told_as_a_problem() throws Exception {
        assertProblem(404, "unknown-parked-request", post("requests/parked/" + UUID.randomUUID() + "/retry"));
        assertProblem(404, "unknown-parked-request", post("requests/parked/1-1-1-1-1/reject"));
        assertProblem(400, "invalid-parameter", get("requests/parked?limit=0"));
        assertProblem(400, "invalid-parameter", get("requests/parked?cursor=x"));
        String reject = "requests/parked/" + UUID.randomUUID() + "/reject";
        assertProblem(422, "invalid-content", json(reject, "{\"description\":\" \"}"));
        assertProblem(400, "malformed-request", json(reject, "{\"reason\":\"typo\"}"));
        assertProblem(404, "not-found", get("nothing"));
    }

    private void assertProblem(int status, String type, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = send(request);
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "https://colloquy.dev/problems/" + type,
                JSON.readTree(response.body()).path("type").asText());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"));
    }

    @Test
    void the_operations_are_described_with_their_problems() throws Exception {
        JsonNode paths = JSON.readTree(send(get("openapi?format=json")).body()).path("paths");

        JsonNode retry = paths.path("/requests/parked/{handle}/retry").path("post");
        assertEquals("retryParkedRequest", retry.path("operationId").asText());
        for (String status : new String[] {"202", "401", "403", "404", "409", "503"}) {
            assertTrue(retry.path("responses").has(status), status);
        }
        assertTrue(paths.has("/requests/parked"), paths::toString);
        assertFalse(paths.has("/broker/identity"), paths::toString);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(service.resolve(path));
    }

    private HttpRequest.Builder post(String path) {
        return get(path).POST(BodyPublishers.noBody());
    }

    private HttpRequest.Builder json(String path, String body) {
        return get(path).POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
