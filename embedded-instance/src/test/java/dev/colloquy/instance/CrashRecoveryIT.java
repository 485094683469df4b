package dev.colloquy.instance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of either instance with 500 dialogs in flight: after a restart everything completes, once. */
class CrashRecoveryIT {
    private static final int DIALOGS = 500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"initiator", "target"})
    void every_dialog_completes_once_after_kill_9(String victim) throws Exception {
        try (InstanceProcess initiator = InstanceProcess.start("initiator", folder.resolve("initiator"));
                InstanceProcess target = InstanceProcess.start("target", folder.resolve("target"))) {
            try (Connection atInitiator = initiator.connect();
                    Connection atTarget = target.connect()) {
                Tutorial.withCertificates(folder, initiator.brokerPort(), target.brokerPort())
                        .setUp(atInitiator, atTarget);
                Conversation.execute(
                        atTarget, "CREATE TABLE InstTargetDB.dbo.handled (body nvarchar(50) NOT NULL PRIMARY KEY)");
            }
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> handler = CompletableFuture.runAsync(() -> handleRequests(target, stop));
            CompletableFuture<Set<String>> collector =
                    CompletableFuture.supplyAsync(() -> collectReplies(initiator, stop));

            Set<String> begun = begin(initiator, 0, DIALOGS / 2);
            InstanceProcess killed = victim.equals("initiator") ? initiator : target;
            CompletableFuture<Set<String>> more =
                    CompletableFuture.supplyAsync(() -> beginWhileItDies(initiator, DIALOGS / 2, DIALOGS));
            killed.kill();
            killed.start();
            begun.addAll(more.get());

            try (Connection atTarget = target.connect("InstTargetDB")) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> Integer.parseInt(Conversation.value(atTarget, "SELECT COUNT(*) FROM dbo.handled"))
                                >= begun.size());
            }
            try (Connection atInitiator = initiator.connect("InstInitiatorDB")) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> "0"
                                .equals(Conversation.value(
                                        atInitiator, "SELECT COUNT(*) FROM sys.conversation_endpoints")));
            }
            stop.set(true);
            handler.get();
            // Each reply was taken in by exactly one committed RECEIVE; one whose commit was not seen may be missing.
            assertEquals(new TreeSet<>(begun), new TreeSet<>(union(collector.get(), begun)));
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static Set<String> begin(InstanceProcess initiator, int from, int to) throws SQLException {
        Set<String> begun = new HashSet<>();
        try (Connection connection = initiator.connect("InstInitiatorDB")) {
            for (int i = from; i < to; i++) {
                Conversation.begin(connection, "<r>" + i + "</r>");
                begun.add("<r>" + i + "</r>");
            }
        }
        return begun;
    }

    /** Begins what the instance still takes; only what was acknowledged counts, and it is tried until it is. */
    private static Set<String> beginWhileItDies(InstanceProcess initiator, int from, int to) {
        Set<String> acknowledged = new HashSet<>();
        int next = from;
        int attempt = 0;
        while (next < to) {
            try (Connection connection = initiator.connect("InstInitiatorDB")) {
                while (next < to) {
                    String body = "<r>" + next + "-" + attempt + "</r>";
                    Conversation.begin(connection, body);
                    acknowledged.add(body);
                    next++;
                }
            } catch (SQLException e) {
                attempt++;
            }
        }
        return acknowledged;
    }

    /** Receives, writes down what was handled in the same transaction, replies and ends. */
    private static void handleRequests(InstanceProcess target, AtomicBoolean stop) {
        untilStopped(stop, () -> {
            try (Connection connection = target.connect("InstTargetDB")) {
                connection.setAutoCommit(false);
                while (!stop.get()) {
                    for (Conversation.Message m : Conversation.receive(connection, "InstTargetQueue", 500)) {
                        if (m.type().equals(Conversation.REQUEST)) {
                            Conversation.execute(connection, "INSERT INTO dbo.handled VALUES (N'" + m.body() + "')");
                            Conversation.send(connection, m.handle(), Conversation.REPLY, m.body());
                        }
                        Conversation.end(connection, m.handle());
                    }
                    connection.commit();
                }
            }
        });
    }

    private static Set<String> collectReplies(InstanceProcess initiator, AtomicBoolean stop) {
        Set<String> replies = new HashSet<>();
        untilStopped(stop, () -> {
            try (Connection connection = initiator.connect("InstInitiatorDB")) {
                connection.setAutoCommit(false);
                while (!stop.get()) {
                    List<String> received = new ArrayList<>();
                    for (Conversation.Message m : Conversation.receive(connection, "InstInitiatorQueue", 500)) {
                        if (m.type().equals(Conversation.REPLY)) {
                            received.add(m.body());
                        } else {
                            Conversation.end(connection, m.handle());
                        }
                    }
                    connection.commit();
                    for (String body : received) {
                        if (!replies.add(body)) {
                            throw new IllegalStateException("received twice: " + body);
                        }
                    }
                }
            }
        });
        return replies;
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void untilStopped(AtomicBoolean stop, Work work) {
        while (!stop.get()) {
            try {
                work.run();
            } catch (SQLException e) {
                if (e.getErrorCode() == 2627) {
                    throw new IllegalStateException("handled twice", e);
                }
            }
        }
    }
}
