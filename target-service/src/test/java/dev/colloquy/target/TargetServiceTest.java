package dev.colloquy.target;

import static dev.colloquy.target.Initiator.replied;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.target.receive.RequestLoop;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as a whole, on an instance that it has set up itself. */
@QuarkusTest
@QuarkusTestResource(OwnInstanceResource.class)
class TargetServiceTest {
    @InjectInstance
    EmbeddedInstance instance;

    @TestHTTPResource("/requests")
    URI requests;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Inject
    RequestLoop loop;

    private Connection connection;
    private Initiator initiator;

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
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void a_request_is_answered_as_in_the_tutorial_and_listed_without_its_text() throws Exception {
        String handle = initiator.ask("Message for Target service.");

        assertEquals(replied("Message for Initiator service."), initiator.answers(handle));

        // The commit that the initiator has seen comes before the list.
        await().atMost(Duration.ofSeconds(10)).until(() -> !list().isEmpty());
        JsonNode request = list().get(0);
        assertEquals("REPLIED", request.path("outcome").asText());
        assertEquals(1, request.path("attempts").asInt());
        Instant received = Instant.parse(request.path("receivedAt").asText());
        Instant replied = Instant.parse(request.path("repliedAt").asText());
        assertTrue(!replied.isBefore(received));
        assertEquals(6, request.size(), request.toString());
    }

    private JsonNode list() throws Exception {
        return new ObjectMapper().readTree(get(requests));
    }

    @Test
    void the_work_is_counted() throws Exception {
        initiator.answers(initiator.ask("count me"));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> get(metrics).matches("(?s).*\ncolloquy_requests_replied_total [1-9].*"));

        String page = get(metrics);
        for (String meter : new String[] {
            "colloquy_requests_received_total",
            "colloquy_requests_rejected_total",
            "colloquy_requests_failed_total",
            "colloquy_requests_deferred_total",
            "colloquy_requests_parked_total",
            "colloquy_requests_attempts_count",
            "colloquy_handler_seconds_count{handler=\"tutorial\"",
            "colloquy_batch_size_count"
        }) {
            assertTrue(page.contains(meter), meter);
        }
    }

    @Test
    void the_status_of_the_broker_is_read_beside_the_work() throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> get(ready).contains("\"database\""));
    }

    private static String get(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
