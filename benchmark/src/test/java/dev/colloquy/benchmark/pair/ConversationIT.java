package dev.colloquy.benchmark.pair;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.benchmark.deploy.Monitoring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversation of the tutorial, over HTTP, through two services and two instances. */
class ConversationIT {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String REPLY = "Message for Initiator service.";
    private static final String AWKWARD = "<RequestMsg>&amp; ]]> \"'\t\n \u00e9 \u4e2d \ud83d\ude00 & <";

    @TempDir
    private static Path folder;

    private static ServicePair services;
    private static ConversationClient client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        services = StockPair.services(folder).start();
        client = services.client();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void a_client_that_waits_gets_the_reply_of_the_tutorial() throws Exception {
        ConversationClient.Answer answer = client.begin("Message for Target service.", WAIT);

        assertAll(
                () -> assertEquals(201, answer.status()),
                () -> assertEquals(Optional.of("Message for Target service."), answer.text("request")),
                () -> assertEquals(Optional.of(REPLY), answer.text("reply")),
                () -> assertTrue(answer.location().isPresent()));
    }

    @Test
    void a_client_that_does_not_wait_finds_the_reply_where_it_was_told() throws Exception {
        ConversationClient.Answer accepted = client.begin("later");
        assertEquals(202, accepted.status());

        String handle = accepted.location().orElseThrow().getPath().replaceFirst(".*/", "");
        ConversationClient.Answer answer = client.conversation(handle, WAIT);

        assertEquals(200, answer.status());
        assertEquals(Optional.of(REPLY), answer.text("reply"));
    }

    @Test
    void both_services_tell_when_the_request_was_where() throws Exception {
        ConversationClient.Answer answer = client.begin("when", WAIT);

        JsonNode newest = client.requests().body().path(0);
        Instant received = Instant.parse(newest.path("receivedAt").textValue());
        Instant handled = Instant.parse(newest.path("handledAt").textValue());
        Instant begun = Instant.parse(answer.text("begunAt").orElseThrow());
        Instant filed = Instant.parse(answer.text("repliedAt").orElseThrow());
        assertAll(
                () -> assertEquals("REPLIED", newest.path("outcome").textValue()),
                () -> assertTrue(!received.plusMillis(1).isBefore(begun)),
                () -> assertTrue(!handled.isBefore(received)),
                () -> assertTrue(!filed.plusMillis(1).isBefore(handled)));
    }

    @Test
    void markup_and_characters_beyond_the_basic_plane_survive_in_json() throws Exception {
        ConversationClient.Answer answer = client.begin(AWKWARD, WAIT);

        assertEquals(Optional.of(AWKWARD), answer.text("request"));
        assertEquals(Optional.of(REPLY), answer.text("reply"));
    }

    @Test
    void markup_and_characters_beyond_the_basic_plane_survive_in_xml() throws Exception {
        ConversationClient.Answer answer = client.begin("application/xml", xml(AWKWARD), WAIT);

        assertEquals(Optional.of(AWKWARD), answer.text("request"));
        assertEquals(Optional.of(REPLY), answer.text("reply"));
    }

    @Test
    void a_megabyte_of_text_is_carried_from_json() throws Exception {
        String text = "\u00e9\ud83d\ude00<&".repeat(200_000);

        ConversationClient.Answer answer = client.begin(text, WAIT);

        assertEquals(Optional.of(REPLY), answer.text("reply"));
        assertTrue(answer.text("request").orElseThrow().equals(text), "the request is what was asked");
    }

    @Test
    void a_megabyte_of_text_is_carried_from_xml() throws Exception {
        String text = "0123456789".repeat(100_000);

        ConversationClient.Answer answer = client.begin("application/xml", xml(text), WAIT);

        assertEquals(Optional.of(REPLY), answer.text("reply"));
        assertTrue(answer.text("request").orElseThrow().equals(text), "the request is what was asked");
    }

    @Test
    void every_metric_that_an_alert_or_a_panel_asks_for_is_exposed() throws Exception {
        String exposed = ServiceMetrics.text(services.initiator(), "/q/metrics")
                + ServiceMetrics.text(services.target(), "/q/metrics");

        SortedSet<String> missing = Monitoring.metrics();
        missing.removeIf(name -> exposed.contains("\n" + name + "{") || exposed.contains("\n" + name + " "));
        assertEquals(Set.of(), missing);
    }

    private static String xml(String text) {
        return "<RequestMsg>" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</RequestMsg>";
    }
}
