package dev.colloquy.benchmark.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HopsTest {
    private static final Instant SENT = Instant.parse("2030-01-01T00:00:00Z");
    private static final String CONVERSATION =
            "{'begunAt':'2030-01-01T00:00:00.002Z','repliedAt':'2030-01-01T00:00:00.009Z'}";

    @Test
    void each_hop_lasts_from_one_moment_to_the_next() throws IOException {
        List<String> times = times(
                CONVERSATION,
                "[{'receivedAt':'2030-01-01T00:00:00.0055Z','handledAt':'2030-01-01T00:00:00.006Z'},{'receivedAt':'x'}]");

        assertEquals(List.of("2.0 ms", "3.5 ms", "0.5 ms", "3.0 ms", "1.0 ms", "10.0 ms"), times);
    }

    @Test
    void a_request_older_than_the_conversation_is_not_its_own() throws IOException {
        List<String> times = times(
                CONVERSATION, "[{'receivedAt':'2030-01-01T00:00:00.001Z','handledAt':'2030-01-01T00:00:00.003Z'}]");

        assertEquals(List.of("2.0 ms", "not measured", "not measured", "not measured", "1.0 ms", "10.0 ms"), times);
    }

    @Test
    void a_hop_that_would_end_before_it_begins_is_not_measured() throws IOException {
        List<String> times = times(
                CONVERSATION, "[{'receivedAt':'2030-01-01T00:00:00.003Z','handledAt':'2030-01-01T00:00:00.010Z'}]");

        assertEquals(List.of("2.0 ms", "1.0 ms", "7.0 ms", "not measured", "1.0 ms", "10.0 ms"), times);
    }

    @Test
    void what_the_services_do_not_tell_is_not_measured() throws IOException {
        assertEquals(
                List.of("not measured", "not measured", "not measured", "not measured", "not measured", "10.0 ms"),
                times("{'begunAt':17}", "{}"));
    }

    private static List<String> times(String conversation, String requests) throws IOException {
        return Hops.of(SENT, answer(conversation), answer(requests), SENT.plusMillis(10)).lines().stream()
                .map(line -> line.replaceFirst("^  .{32}", "").strip())
                .toList();
    }

    private static ConversationClient.Answer answer(String json) throws IOException {
        return new ConversationClient.Answer(
                200, Optional.empty(), new ObjectMapper().readTree(json.replace('\'', '"')));
    }
}
