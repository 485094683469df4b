package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.contract.Side;
import jakarta.enterprise.event.Shutdown;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CollectorLoopTest {
    private static final int CONVERSATIONS = 2_000;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Replica replica = new Replica(DATABASE);
    private final ReplyWaiters waiters = replica.waiters;
    private final CollectorLoop loop = replica.loop;

    @AfterEach
    void stop() {
        loop.stop(new Shutdown());
        replica.close();
    }

    @Test
    void two_thousand_who_wait_at_the_same_time_get_their_own_replies() throws Exception {
        loop.start(new DatabaseReady(Side.INITIATOR));
        List<CompletableFuture<Beginning>> answers = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            BeginRequest request = BeginRequest.of(new RequestMessage("number " + i));
            answers.add(CompletableFuture.supplyAsync(
                            () -> replica.conversations.beginAndAwait(request, Duration.ofMinutes(3)), replica.workers)
                    .thenCompose(stage -> stage));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        await().atMost(Duration.ofMinutes(2)).until(() -> waiters.waits() == CONVERSATIONS);
        answerAll();

        all.get(120, TimeUnit.SECONDS);

        for (int i = 0; i < CONVERSATIONS; i++) {
            assertEquals(
                    Optional.of(new ReplyMessage("to number " + i)),
                    answers.get(i).join().conversation().reply());
        }
        assertEquals(0, waiters.waits());
        assertEquals(0, waiters.kept());
        assertEquals(0, replica.gateway.countOpen(1));
    }

    private void answerAll() throws SQLException {
        try (TargetByHand target = new TargetByHand(DATABASE)) {
            target.answerAll(CONVERSATIONS);
        }
    }

    @Test
    void the_loop_runs_from_the_time_the_database_is_ready_until_shutdown() {
        assertEquals(LoopState.Phase.STOPPED, loop.state().phase());

        loop.start(new DatabaseReady(Side.INITIATOR));
        await().until(() -> loop.state().running());
        loop.stop(new Shutdown());

        assertEquals(LoopState.Phase.STOPPED, loop.state().phase());
    }
}
