package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither service needs the other in order to start. */
class StartOrderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REPLY = "Message for Initiator service.";

    @TempDir
    private Path folder;

    private ServicePair services;

    @BeforeEach
    void prepare() throws IOException {
        services = StockPair.services(folder);
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void a_conversation_begun_before_the_target_has_ever_been_there_is_answered_once_it_is() throws Exception {
        services.startInitiator();
        ConversationClient.Answer accepted = await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> services.client().begin("early"), answer -> answer.status() == 202);

        services.startTarget();

        ConversationClient.Answer answer =
                services.client().conversation(accepted.handle().orElseThrow(), PATIENCE);
        assertEquals(Optional.of(REPLY), answer.text("reply"));
    }

    @Test
    void a_target_that_is_there_first_answers_an_initiator_that_comes_later() throws Exception {
        ServiceProcess target = services.startTarget();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest alive =
                HttpRequest.newBuilder(target.management("/q/health/live")).build();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() ->
                        http.send(alive, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);

        services.startInitiator();
        services.awaitReady();

        ConversationClient.Answer answer = services.client().begin("late", PATIENCE);
        assertEquals(Optional.of(REPLY), answer.text("reply"));
    }

    @Test
    void both_go_on_where_they_were_after_both_have_been_stopped() throws Exception {
        services.start();
        String handle = services.client().begin("before", PATIENCE).handle().orElseThrow();
        services.close();

        services.start();

        assertEquals(
                Optional.of(REPLY),
                services.client().conversation(handle, Duration.ZERO).text("reply"));
        assertEquals(
                Optional.of(REPLY), services.client().begin("after", PATIENCE).text("reply"));
    }
}
