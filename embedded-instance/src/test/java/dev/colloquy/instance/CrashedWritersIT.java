package dev.colloquy.instance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while many transactions write: none is there in part, none lost that was committed, and none in the way. */
class CrashedWritersIT {
    private static final int WRITERS = 8;
    private static final int TABLES = 12;
    private static final int ROWS = 40;
    private static final int TRANSACTIONS = 400;

    @TempDir
    Path folder;

    @RepeatedTest(3)
    void transactions_are_whole_and_rows_can_be_written_after_kill_9() throws Exception {
        try (InstanceProcess instance = InstanceProcess.start("writers", folder.resolve("writers"))) {
            try (Connection connection = instance.connect()) {
                for (int table = 0; table < TABLES; table++) {
                    Conversation.execute(
                            connection,
                            "CREATE TABLE dbo.t" + table
                                    + " (id int NOT NULL PRIMARY KEY, n int NOT NULL, INDEX by_n (n))");
                    for (int id = 0; id < ROWS; id++) {
                        Conversation.execute(connection, "INSERT INTO dbo.t" + table + " VALUES (" + id + ", 0)");
                    }
                }
            }

            AtomicLong committed = new AtomicLong();
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(CompletableFuture.runAsync(() -> writeUntilKilled(instance, committed), threads));
            }
            threads.shutdown();
            await().atMost(Duration.ofMinutes(1)).until(() -> committed.get() >= TRANSACTIONS);
            instance.kill();
            for (CompletableFuture<Void> writer : writers) {
                writer.get();
            }
            instance.start();

            try (Connection connection = instance.connect()) {
                for (int table = 1; table < TABLES; table++) {
                    String different = "SELECT COUNT(*) FROM dbo.t0 AS a JOIN dbo.t" + table
                            + " AS b ON b.id = a.id WHERE a.n <> b.n";
                    assertEquals("0", Conversation.value(connection, different));
                }
                long found = Long.parseLong(Conversation.value(connection, "SELECT SUM(n) FROM dbo.t0"));
                // Of each writer, one commit may have been done and not been told.
                long unknown = found - committed.get();
                assertTrue(unknown >= 0 && unknown <= WRITERS, found + " found, " + committed + " committed");
                for (int table = 0; table < TABLES; table++) {
                    Conversation.execute(connection, "UPDATE dbo.t" + table + " SET n = 0");
                }
            }
        }
    }

    private static void writeUntilKilled(InstanceProcess instance, AtomicLong committed) {
        try (Connection connection = instance.connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute(transaction(ThreadLocalRandom.current().nextInt(ROWS)));
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            // The instance is gone, which is how this ends.
            return;
        }
    }

    private static String transaction(int id) {
        StringBuilder batch = new StringBuilder("SET NOCOUNT ON; BEGIN TRANSACTION; ");
        for (int table = 0; table < TABLES; table++) {
            batch.append("UPDATE dbo.t")
                    .append(table)
                    .append(" SET n = n + 1 WHERE id = ")
                    .append(id)
                    .append("; ");
        }
        return batch.append("COMMIT TRANSACTION;").toString();
    }
}
