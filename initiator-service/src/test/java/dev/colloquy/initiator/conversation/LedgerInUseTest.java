package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.broker.receive.CancellableStatement;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers that were in use before: by an earlier release, or until the instance stopped. */
class LedgerInUseTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REPLIED = "INSERT INTO dbo.conversation (conversation_handle, state, request, reply,"
            + " begun_at, replied_at) VALUES (NEWID(), 'REPLIED', N'<RequestMsg>a</RequestMsg>',"
            + " N'<ReplyMsg>%s</ReplyMsg>', '2026-01-31', '%s');";

    @TempDir
    private Path directory;

    private LedgerDatabase database;

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void the_feed_begins_with_the_replies_that_an_earlier_release_has_filed() throws Exception {
        database = new LedgerDatabase(
                directory,
                List.of(
                        REPLIED.formatted("second", "2026-02-02"),
                        REPLIED.formatted("first", "2026-02-01"),
                        "INSERT INTO dbo.conversation (conversation_handle, state, request, begun_at)"
                                + " VALUES (NEWID(), 'BEGUN', N'<RequestMsg>a</RequestMsg>', '2026-01-31');"));

        database.start();

        ConversationGateway gateway = new ConversationGateway(database.pool());
        List<CollectedReply> replies = gateway.readReplies(0, 10);
        assertEquals(
                List.of(Optional.of(new ReplyMessage("first")), Optional.of(new ReplyMessage("second"))),
                replies.stream().map(CollectedReply::reply).toList());
        assertEquals(
                List.of(1L, 2L), replies.stream().map(CollectedReply::position).toList());
        assertEquals(2, gateway.lastPosition());
    }

    @Test
    void a_conversation_whose_lifetime_was_over_while_the_instance_was_down_expires() throws Exception {
        database = new LedgerDatabase(directory, List.of());
        database.start();
        BeginRequest request =
                new BeginRequest(new RequestMessage("a"), "", Optional.empty(), Optional.of(Duration.ofSeconds(5)));
        Conversation begun = new ConversationGateway(database.pool())
                .begin(BeginCall.of(request, Replica.KEY_LIFETIME))
                .conversation();
        database.close();
        await().atMost(SOON).until(() -> Instant.now().isAfter(begun.expiresAt().orElseThrow()));

        database.restart();

        ConversationGateway gateway = new ConversationGateway(database.pool());
        List<Outcome> outcomes =
                gateway.collect(new CancellableStatement(), 32, SOON).outcomes();
        assertEquals(
                List.of(ConversationState.EXPIRED),
                outcomes.stream().map(Outcome::state).toList());
        assertEquals(
                ConversationState.EXPIRED,
                gateway.read(begun.handle()).orElseThrow().state());
        assertEquals(0, gateway.countOpen(1));
    }
}
