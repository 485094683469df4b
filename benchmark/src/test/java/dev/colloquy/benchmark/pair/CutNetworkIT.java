package dev.colloquy.benchmark.pair;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.benchmark.net.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network between the two instances fails, while clients and services go on. */
class CutNetworkIT {
    private static final int CONVERSATIONS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static TcpProxy toInitiator;
    private static TcpProxy toTarget;
    private static StockPair pair;

    @BeforeAll
    static void start() throws Exception {
        StockPair apart = StockPair.in(folder);
        toInitiator =
                TcpProxy.between(0, apart.services().settings().get(0).ports().endpoint());
        toTarget =
                TcpProxy.between(0, apart.services().settings().get(1).ports().endpoint());
        pair = apart.withInitiator("colloquy.endpoint.advertised-port", toInitiator.port())
                .withTarget("colloquy.endpoint.advertised-port", toTarget.port())
                .withInitiator("colloquy.status.interval", "1s")
                .start();
        assertEquals(1, reserved(pair.client().begin(StockPair.request(1), Duration.ofSeconds(30))));
    }

    @AfterAll
    static void stop() {
        pair.close();
        toInitiator.close();
        toTarget.close();
    }

    @Test
    void requests_wait_while_the_network_is_cut_and_are_answered_when_it_is_back() throws Exception {
        toTarget.cut();
        List<String> begun = begin();

        await().atMost(PATIENCE).until(() -> transmissionDepth() >= CONVERSATIONS);
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(readiness().contains("transmission"), readiness()));
        toTarget.restore();

        assertAnswered(begun);
    }

    @Test
    void replies_wait_while_the_way_back_is_cut() throws Exception {
        int left = pair.left(StockPair.ITEM);
        toInitiator.cut();
        List<String> begun = begin();
        int asked = CONVERSATIONS * (CONVERSATIONS + 1) / 2;
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(left - asked, pair.left(StockPair.ITEM)));
        assertEquals(CONVERSATIONS, pair.handles("state=BEGUN").size());
        toInitiator.restore();

        assertAnswered(begun);
    }

    @Test
    void a_network_that_falls_silent_loses_nothing() throws Exception {
        toTarget.silence();
        toInitiator.silence();
        List<String> begun = begin();
        await().atMost(PATIENCE).until(() -> transmissionDepth() >= CONVERSATIONS);
        toTarget.restore();
        toInitiator.restore();

        assertAnswered(begun);
    }

    private static List<String> begin() throws IOException, InterruptedException {
        List<String> begun = new ArrayList<>();
        for (int i = 1; i <= CONVERSATIONS; i++) {
            ConversationClient.Answer answer = pair.client().begin(StockPair.request(i));
            assertEquals(202, answer.status());
            begun.add(answer.handle().orElseThrow());
        }
        return begun;
    }

    private static void assertAnswered(List<String> begun) throws IOException, InterruptedException {
        for (int i = 1; i <= begun.size(); i++) {
            assertEquals(i, reserved(pair.replyTo(begun.get(i - 1))));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(0, pair.openEndpoints()));
    }

    private static int reserved(ConversationClient.Answer answer) {
        assertTrue(
                Optional.of("COMPLETED").equals(answer.text("state"))
                        || Optional.of("REPLIED").equals(answer.text("state")),
                answer::toString);
        return StockPair.Reserved.in(answer).quantity();
    }

    private static double transmissionDepth() throws IOException, InterruptedException {
        return ServiceMetrics.of(pair.services().initiator()).sum("colloquy_transmission_depth");
    }

    private static String readiness() throws IOException, InterruptedException {
        return ServiceMetrics.text(pair.services().initiator(), "/q/health/ready");
    }
}
