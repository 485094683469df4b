package dev.colloquy.initiator.conversation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.receive.CancellableStatement;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReplyFeedTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Replica replica = new Replica(DATABASE);
    private final ReplyFeed feed = replica.feed;
    private final ReplyCollector collector = replica.loop.collector();
    private TargetByHand target;
    private long before;

    @BeforeEach
    void connect() throws SQLException {
        target = new TargetByHand(DATABASE);
        before = feed.lastPosition();
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        replica.close();
        target.leaveNothingBehind();
        target.close();
    }

    private UUID begin(String text) {
        return replica.conversations
                .begin(BeginRequest.of(new RequestMessage(text)))
                .conversation()
                .handle();
    }

    private UUID answered(String text) throws SQLException {
        UUID handle = begin(text);
        target.answer("<ReplyMsg>to " + text + "</ReplyMsg>");
        return handle;
    }

    private CompletableFuture<List<CollectedReply>> readAndAwait(int limit, Duration wait) {
        return feed.readAndAwait(before, limit, wait).toCompletableFuture();
    }

    private static List<CollectedReply> get(CompletableFuture<List<CollectedReply>> replies) throws Exception {
        return replies.get(20, TimeUnit.SECONDS);
    }

    private static List<String> texts(List<CollectedReply> replies) {
        return replies.stream()
                .map(reply -> reply.reply().map(ReplyMessage::text).orElse("unreadable"))
                .toList();
    }

    @Test
    void every_reply_has_its_place() throws SQLException {
        UUID first = answered("a");
        collector.receiveBatch();
        UUID second = begin("b");
        UUID atTarget = target.receive().handle();
        target.reply(atTarget, "<ReplyMsg>b1</ReplyMsg>");
        target.reply(atTarget, "<Other/>");
        collector.receiveBatch();
        target.reply(atTarget, "<ReplyMsg>b3</ReplyMsg>");
        target.end(atTarget);
        collector.receiveBatch();

        List<CollectedReply> replies = feed.read(before, 10);

        assertEquals(List.of("to a", "b1", "unreadable", "b3"), texts(replies));
        assertEquals(
                LongStream.rangeClosed(before + 1, before + 4).boxed().toList(),
                replies.stream().map(CollectedReply::position).toList());
        assertEquals(
                List.of(first, second, second, second),
                replies.stream().map(CollectedReply::conversationHandle).toList());
        assertEquals(
                List.of(0L, 0L, 1L, 2L),
                replies.stream().map(CollectedReply::messageSequenceNumber).toList());
        assertEquals(replies.subList(1, 3), feed.read(before + 1, 2));
        assertEquals(before + 4, feed.lastPosition());
        assertEquals((double) (before + 4), registryPosition(), "the gauge follows the collector");
    }

    private double registryPosition() {
        return replica.registry.get("colloquy.feed.position").gauge().value();
    }

    @Test
    void what_is_there_is_read_without_a_wait_and_nothing_comes_after_one() throws Exception {
        answered("a");
        collector.receiveBatch();

        assertEquals(List.of("to a"), texts(readAndAwait(10, LONG).getNow(List.of())));
        assertEquals(List.of(), get(feed.readAndAwait(before + 1, 10, SHORT).toCompletableFuture()));
        assertEquals(
                List.of(),
                feed.readAndAwait(before + 1, 10, Duration.ZERO)
                        .toCompletableFuture()
                        .getNow(null));
        await().until(() -> replica.limit.taken() == 0);
        assertEquals(0, replica.feedWaiters.waits());
    }

    @Test
    void all_who_wait_get_what_the_collector_files_up_to_their_limit() throws Exception {
        CompletableFuture<List<CollectedReply>> all = readAndAwait(10, LONG);
        CompletableFuture<List<CollectedReply>> one = readAndAwait(1, LONG);
        CompletableFuture<List<CollectedReply>> further =
                feed.readAndAwait(before + 1, 10, LONG).toCompletableFuture();
        answered("a");
        answered("b");
        assertFalse(all.isDone());

        collector.receiveBatch();

        assertEquals(feed.read(before, 10), get(all));
        assertEquals(feed.read(before, 1), get(one));
        assertEquals(feed.read(before + 1, 10), get(further));
        await().until(() -> replica.limit.taken() == 0);
    }

    @Test
    void nothing_is_kept_for_a_reader_who_has_gone() {
        CompletableFuture<List<CollectedReply>> replies = readAndAwait(10, LONG);
        assertEquals(1, replica.feedWaiters.waits());

        replies.cancel(false);

        assertEquals(0, replica.feedWaiters.waits());
        assertEquals(0, replica.limit.taken());
    }

    @Test
    void no_more_wait_than_may() throws Exception {
        try (Replica small = new Replica(replica.gateway, LONG, 2)) {
            CompletableFuture<List<CollectedReply>> reader =
                    small.feed.readAndAwait(before, 10, LONG).toCompletableFuture();
            CompletableFuture<Beginning> beginner = small.conversations
                    .beginAndAwait(BeginRequest.of(new RequestMessage("a")), LONG)
                    .toCompletableFuture();

            assertTrue(small.feed
                    .readAndAwait(before, 10, LONG)
                    .toCompletableFuture()
                    .isDone());
            assertTrue(small.conversations
                    .beginAndAwait(BeginRequest.of(new RequestMessage("b")), LONG)
                    .toCompletableFuture()
                    .isDone());
            assertFalse(reader.isDone() || beginner.isDone());

            reader.cancel(false);
            assertFalse(small.feed
                    .readAndAwait(before, 10, LONG)
                    .toCompletableFuture()
                    .isDone());
        }
    }

    @Test
    void readers_miss_nothing_while_two_replicas_file_at_once() throws Exception {
        int conversations = 400;
        for (int i = 0; i < conversations; i++) {
            begin("number " + i);
        }
        target.answerAll(conversations);
        try (Replica other = new Replica(replica.gateway, Duration.ofMillis(20), 100)) {
            CompletableFuture<List<Long>> here = follow(replica.feed, conversations);
            CompletableFuture<List<Long>> there = follow(other.feed, conversations);
            List<CompletableFuture<Void>> collectors = new ArrayList<>();
            for (Replica process : List.of(replica, replica, other, other)) {
                collectors.add(CompletableFuture.runAsync(() -> collectAll(process)));
            }
            CompletableFuture.allOf(collectors.toArray(CompletableFuture[]::new))
                    .get(60, TimeUnit.SECONDS);

            List<Long> expected = LongStream.rangeClosed(before + 1, before + conversations)
                    .boxed()
                    .toList();
            assertEquals(expected, here.get(60, TimeUnit.SECONDS));
            assertEquals(expected, there.get(60, TimeUnit.SECONDS));
        }
    }

    /** Reads as a client does, page by page, each from the last position it has seen. */
    private CompletableFuture<List<Long>> follow(ReplyFeed from, int replies) {
        return CompletableFuture.supplyAsync(() -> {
            List<Long> seen = new ArrayList<>();
            while (seen.size() < replies) {
                long last = seen.isEmpty() ? before : seen.get(seen.size() - 1);
                from.readAndAwait(last, 7, LONG)
                        .toCompletableFuture()
                        .join()
                        .forEach(reply -> seen.add(reply.position()));
            }
            return seen;
        });
    }

    private static void collectAll(Replica process) {
        Filing filing = process.filing;
        try {
            while (process.gateway.countOpen(1) > 0) {
                filing.filed(process.gateway.collect(new CancellableStatement(), 5, Duration.ZERO));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void who_waits_learns_of_what_another_replica_files() throws Exception {
        try (Replica other = new Replica(replica.gateway, SHORT, 100)) {
            CompletableFuture<List<CollectedReply>> reader =
                    other.feed.readAndAwait(before, 10, LONG).toCompletableFuture();
            CompletableFuture<Beginning> beginner = other.conversations
                    .beginAndAwait(BeginRequest.of(new RequestMessage("a")), LONG)
                    .toCompletableFuture();
            target.answer("<ReplyMsg>to a</ReplyMsg>");
            CompletableFuture<Beginning> loser = other.conversations
                    .beginAndAwait(BeginRequest.of(new RequestMessage("b")), LONG)
                    .toCompletableFuture();
            target.endWithError(target.receive().handle(), 4711, "no");
            Beginning ended = other.conversations.begin(BeginRequest.of(new RequestMessage("c")));
            CompletableFuture<Optional<Conversation>> finder = other.conversations
                    .findAndAwait(ended.conversation().handle(), LONG)
                    .toCompletableFuture();

            collector.receiveBatch();
            replica.conversations.end(ended.conversation().handle());

            assertEquals(List.of("to a"), texts(get(reader)));
            assertEquals(
                    Optional.of(new ReplyMessage("to a")),
                    beginner.get(20, TimeUnit.SECONDS).conversation().reply());
            assertEquals(
                    ConversationState.FAILED,
                    loser.get(20, TimeUnit.SECONDS).conversation().state());
            assertEquals(
                    ConversationState.ENDED,
                    finder.get(20, TimeUnit.SECONDS).orElseThrow().state());
        }
    }

    @Test
    void the_instance_is_polled_once_for_all_who_wait_and_not_at_all_for_nobody() throws Exception {
        CountingGateway gateway = new CountingGateway(DATABASE);
        try (Replica polling = new Replica(gateway, SHORT, 100)) {
            List<CompletableFuture<List<CollectedReply>>> readers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                readers.add(polling.feed.readAndAwait(before, 10, LONG).toCompletableFuture());
            }
            await().until(() -> gateway.polls.get() >= 2);
            int reads = gateway.reads.get();
            answered("a");
            collector.receiveBatch();
            for (CompletableFuture<List<CollectedReply>> reader : readers) {
                assertEquals(List.of("to a"), texts(get(reader)));
            }
            int polls = gateway.polls.get();
            CompletableFuture<Void> severalIntervals =
                    new CompletableFuture<Void>().completeOnTimeout(null, 5 * SHORT.toMillis(), TimeUnit.MILLISECONDS);
            severalIntervals.join();

            assertEquals(reads + 1, gateway.reads.get(), "all read the same");
            assertTrue(gateway.polls.get() <= polls + 1, "nobody waits any more");
        }
    }
}
