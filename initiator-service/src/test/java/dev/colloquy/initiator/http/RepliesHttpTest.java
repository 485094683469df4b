package dev.colloquy.initiator.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.initiator.conversation.CollectedReply;
import dev.colloquy.problem.GeneralProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
@Timeout(60)
class RepliesHttpTest extends HttpTest {
    private static final UUID HANDLE = UUID.fromString("5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c");

    @Inject
    ReplyStreams streams;

    @Test
    void the_feed_is_read_part_by_part() throws Exception {
        feed.file(HANDLE, "one");
        feed.file(HANDLE, "two");
        feed.file(HANDLE, "three");

        HttpResponse<String> first = get("/replies?limit=2");
        String next = root.resolve("/replies?limit=2&after=")
                + json(first).path("next").asText();
        HttpResponse<String> second = get(next);
        HttpResponse<String> third =
                get("/replies?after=" + json(second).path("next").asText());

        assertEquals(
                "{\"cursor\":\"cjE7MQ\",\"conversation\":\"" + HANDLE + "\",\"messageSequenceNumber\":0,"
                        + "\"reply\":\"one\",\"filedAt\":\"2026-01-31T09:30:01.250Z\"}",
                json(first).at("/replies/0").toString());
        assertEquals(2, json(first).path("replies").size());
        assertEquals("<" + next + ">; rel=\"next\"", header(first, "Link"));
        assertEquals("three", json(second).at("/replies/0/reply").asText());
        assertEquals(0, json(third).path("replies").size());
        assertEquals(json(second).path("next"), json(third).path("next"));
    }

    @Test
    void a_client_may_wait_for_the_next_reply() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(request("/replies", "Prefer", "wait=50").GET().build(), BodyHandlers.ofString());
        await().until(() -> feed.waiting() == 1);

        feed.file(HANDLE, "pong");

        assertEquals("pong", json(waiting.join()).at("/replies/0/reply").asText());
        assertEquals("wait=50", header(waiting.join(), "Preference-Applied"));
        assertEquals(List.of(Duration.ofSeconds(50)), feed.askedWaits());
    }

    @Test
    void a_wait_that_brings_nothing_leaves_the_client_where_it_was() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                request("/replies?after=cjE7NDI", "Prefer", "wait=50").GET().build(), BodyHandlers.ofString());
        await().until(() -> feed.waiting() == 1);

        feed.endWaits();

        assertEquals(200, waiting.join().statusCode());
        assertEquals("{\"replies\":[],\"next\":\"cjE7NDI\"}", waiting.join().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=42", "after=MTtCRUdVTjs0Mg", "limit=0", "limit=1001"})
    void a_parameter_that_is_not_valid_is_named(String query) throws Exception {
        String parameter = query.split("=", 2)[0];

        String detail = assertProblem(GeneralProblem.INVALID_PARAMETER, get("/replies?" + query));

        assertTrue(detail.startsWith("The query parameter \"" + parameter + "\" is not valid."), detail);
    }

    @Test
    void json_is_what_a_client_gets_that_takes_either() throws Exception {
        assertEquals(
                JSON, header(get("/replies", "Accept", "*/*"), "Content-Type").split(";")[0]);
        assertEquals(JSON, header(get("/replies"), "Content-Type").split(";")[0]);
    }

    @Test
    void the_feed_is_followed_as_server_sent_events() throws Exception {
        feed.file(HANDLE, "one");

        try (EventStream stream = follow("/replies")) {
            assertEquals(200, stream.status());
            assertEquals("text/event-stream", stream.contentType());
            assertEquals("one", reply(stream).path("reply").asText());
            await().until(() -> feed.waiting() == 1);
            feed.file(HANDLE, "two\n✓");
            assertEquals("two\n✓", reply(stream).path("reply").asText());
        }
        await().until(() -> streams.open() == 0);
    }

    @Test
    void a_client_that_comes_back_goes_on_where_it_was() throws Exception {
        feed.file(HANDLE, "one");
        String last;
        try (EventStream stream = follow("/replies")) {
            last = stream.next("id");
        }
        await().until(() -> streams.open() == 0);
        feed.file(HANDLE, "two");
        feed.file(HANDLE, "three");

        try (EventStream stream = follow("/replies", "Last-Event-ID", last)) {
            assertEquals("two", reply(stream).path("reply").asText());
            assertEquals("three", reply(stream).path("reply").asText());
        }
        try (EventStream stream = follow("/replies?after=" + last)) {
            assertEquals("two", reply(stream).path("reply").asText());
        }
    }

    @Test
    void a_client_with_nothing_to_read_gets_comments_and_is_missed_when_it_goes() throws Exception {
        try (EventStream stream = follow("/replies")) {
            await().until(() -> feed.waiting() == 1);
            feed.endWaits();
            stream.next("");
            stream.next("");
            assertEquals(1, streams.open());
        }

        await().until(() -> streams.open() == 0 && feed.waiting() == 0);
    }

    @Test
    void what_is_wrong_is_told_before_the_stream_begins() throws Exception {
        assertProblem(
                GeneralProblem.INVALID_PARAMETER,
                get("/replies", "Accept", "text/event-stream", "Last-Event-ID", "17"));
        feed.instanceUnavailable("gone");
        assertProblem(GeneralProblem.INSTANCE_UNAVAILABLE, get("/replies", "Accept", "text/event-stream"));
        assertProblem(GeneralProblem.INSTANCE_UNAVAILABLE, get("/replies"));
    }

    @Test
    void hundreds_of_clients_follow_without_a_thread_each() throws Exception {
        CollectedReply first = feed.file(HANDLE, "one");
        List<EventStream> following =
                IntStream.range(0, 200).mapToObj(i -> follow("/replies")).toList();
        await().until(() -> feed.waiting() == 200);

        CollectedReply second = feed.file(HANDLE, "two");

        for (EventStream stream : following) {
            assertEquals(new ReplyCursor(first.position()).encoded(), stream.next("id"));
            assertEquals(new ReplyCursor(second.position()).encoded(), stream.next("id"));
            stream.close();
        }
        await().until(() -> streams.open() == 0);
    }

    private static JsonNode reply(EventStream stream) throws Exception {
        return new ObjectMapper().readTree(stream.next("data"));
    }

    private EventStream follow(String path, String... headers) {
        return EventStream.open(
                client,
                request(path, headers)
                        .header("Accept", "text/event-stream")
                        .GET()
                        .build());
    }
}
