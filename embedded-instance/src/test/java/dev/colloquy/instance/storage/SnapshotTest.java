package dev.colloquy.instance.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is on disk at any moment, which is what a kill leaves: whole transactions only. Every transaction here adds one
 * to a row of each table, so the tables are alike.
 */
@Timeout(120)
class SnapshotTest {
    private static final int TABLES = 12;
    private static final int WRITERS = 8;
    private static final int ROWS = 20;
    private static final int COPIES = 60;
    private static final int COMMITS_BETWEEN = 50;

    @TempDir
    private Path folder;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong commits = new AtomicLong();

    @Test
    void a_copy_of_the_file_at_any_moment_holds_transactions_whole_or_not_at_all() throws Exception {
        try (Storage storage = Storage.open(folder.resolve("running"), Clock.systemUTC())) {
            for (int table = 0; table < TABLES; table++) {
                storage.define("CREATE TABLE t" + table + "(id INT PRIMARY KEY, n INT NOT NULL)");
                storage.define("INSERT INTO t" + table + " SELECT x, 0 FROM SYSTEM_RANGE(1, " + WRITERS * ROWS + ")");
            }
            copyWhileWritersWrite(storage);
        }

        for (int copy = 0; copy < COPIES; copy++) {
            assertEquals(0, rowsThatDiffer(folder.resolve("copy" + copy)), "copy " + copy);
        }
    }

    private void copyWhileWritersWrite(Storage storage) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int firstRow = writer * ROWS + 1;
                writers.add(threads.submit(() -> write(storage, firstRow)));
            }
            for (int copy = 0; copy < COPIES; copy++) {
                long before = commits.get();
                await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> commits.get() > before + COMMITS_BETWEEN);
                Path at = Files.createDirectories(folder.resolve("copy" + copy));
                Files.copy(folder.resolve("running/instance.mv.db"), at.resolve("instance.mv.db"));
            }
            stop.set(true);
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    private Void write(Storage storage, int firstRow) throws SQLException {
        try (StorageSession session = storage.openSession()) {
            for (int turn = 0; !stop.get(); turn++) {
                Transaction transaction = session.begin();
                for (int i = 0; i < TABLES; i++) {
                    PreparedStatement update =
                            transaction.prepare("UPDATE t" + (i + turn) % TABLES + " SET n = n + 1 WHERE id = ?");
                    update.setInt(1, firstRow + turn % ROWS);
                    transaction.changing(update::executeUpdate);
                }
                transaction.markWritten();
                transaction.commit();
                commits.incrementAndGet();
            }
        }
        return null;
    }

    private static int rowsThatDiffer(Path copy) throws Exception {
        String joins = IntStream.range(1, TABLES)
                .mapToObj(table -> " JOIN t" + table + " USING (id)")
                .collect(Collectors.joining());
        String difference = IntStream.range(1, TABLES)
                .mapToObj(table -> "t" + table + ".n <> t0.n")
                .collect(Collectors.joining(" OR "));
        try (Storage storage = Storage.open(copy, Clock.systemUTC());
                StorageSession session = storage.openSession();
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t0" + joins + " WHERE " + difference)) {
            row.next();
            return row.getInt(1);
        }
    }
}
