package dev.colloquy.instance.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits while one is being written, and commits for which nobody waits. */
@Timeout(60)
class CommitsSideBySideTest {
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private volatile boolean slow;
    private Storage storage;

    @BeforeEach
    void open() throws IOException {
        FaultyDisk.with(new FaultyDisk.Fault() {
            @Override
            public void beforeWrite(Path file, long end) {
                if (slow) {
                    writing.countDown();
                    awaitRelease();
                }
            }
        });
        storage = Storage.open(folder, Clock.systemUTC());
        storage.define("CREATE TABLE note(id INT PRIMARY KEY)");
    }

    private void awaitRelease() {
        try {
            assertTrue(released.await(50, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        released.countDown();
        storage.close();
        FaultyDisk.repair();
    }

    @Test
    void others_change_rows_and_commit_in_memory_while_a_commit_is_written() throws Exception {
        try (StorageSession one = storage.openSession();
                StorageSession other = storage.openSession()) {
            slow = true;
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> insert(one, 1).commit());
            assertTrue(writing.await(50, TimeUnit.SECONDS));
            CompletableFuture<Void> second = insert(other, 2).commitLater();

            assertFalse(first.isDone());
            assertFalse(second.isDone());
            slow = false;
            released.countDown();
            first.get(50, TimeUnit.SECONDS);
            second.get(50, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_commit_for_which_nobody_waits_reaches_the_disk_by_itself() throws Exception {
        try (StorageSession session = storage.openSession()) {
            insert(session, 1).commitLater().get(50, TimeUnit.SECONDS);
        }
    }

    @Test
    void many_at_once_are_all_durable_and_all_there_afterwards() throws Exception {
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            int first = writer * 100;
            commits.add(CompletableFuture.runAsync(() -> {
                try (StorageSession session = storage.openSession()) {
                    CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
                    for (int i = 0; i < 50; i += 2) {
                        last = insert(session, first + i).commitLater();
                        insert(session, first + i + 1).commit();
                    }
                    last.join();
                }
            }));
        }
        CompletableFuture.allOf(commits.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);

        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            try (ResultSet rows =
                    transaction.prepare("SELECT COUNT(*) FROM note").executeQuery()) {
                rows.next();
                assertEquals(400, rows.getInt(1));
            } finally {
                transaction.rollback();
            }
        }
    }

    private static Transaction insert(StorageSession session, int id) {
        Transaction transaction = session.begin();
        transaction.markWritten();
        try {
            transaction.changing(transaction.prepare("INSERT INTO note VALUES (" + id + ")")::executeUpdate);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return transaction;
    }
}
