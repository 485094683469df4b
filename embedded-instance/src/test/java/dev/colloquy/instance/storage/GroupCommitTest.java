package dev.colloquy.instance.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on disk, what is seen, and a flush that fails, for a reason that H2 expects or for one that it does not. */
@Timeout(60)
class GroupCommitTest {
    private static final int LOG_NOT_AVAILABLE = 9001;

    @TempDir
    private Path folder;

    @AfterEach
    void repair() {
        FaultyDisk.repair();
    }

    static Stream<FaultyDisk.Fault> failures() {
        return Stream.of(
                new FaultyDisk.Fault() {
                    @Override
                    public void beforeForce(Path file) throws IOException {
                        throw new IOException("Input/output error");
                    }
                },
                new FaultyDisk.Fault() {
                    @Override
                    public void beforeForce(Path file) {
                        throw new OutOfMemoryError("no memory to force with");
                    }
                },
                new FaultyDisk.Fault() {
                    @Override
                    public void beforeForce(Path file) {
                        throw new IllegalStateException("a fault of ours");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_commit_is_called_durable_after_a_flush_has_failed(FaultyDisk.Fault failure) throws Exception {
        AtomicBoolean failing = new AtomicBoolean();
        FaultyDisk.with(new FaultyDisk.Fault() {
            @Override
            public void beforeForce(Path file) throws IOException {
                if (failing.get()) {
                    failure.beforeForce(file);
                }
            }
        });
        try (Storage storage = Storage.open(folder, Clock.systemUTC());
                StorageSession session = storage.openSession();
                StorageSession other = storage.openSession()) {
            storage.define("CREATE TABLE note(id INT PRIMARY KEY)");
            commit(session, 1);
            failing.set(true);
            assertEquals(
                    LOG_NOT_AVAILABLE,
                    assertThrows(SqlError.class, () -> commit(session, 2)).number());

            failing.set(false);
            assertThrows(SqlError.class, () -> commit(other, 3));
            CompletableFuture<Void> later = new CompletableFuture<>();
            storage.groupCommit().whenDurable(storage.groupCommit().ticket(), error -> {
                if (error == null) {
                    later.complete(null);
                } else {
                    later.completeExceptionally(error);
                }
            });
            assertTrue(
                    assertThrows(ExecutionException.class, () -> later.get(20, TimeUnit.SECONDS))
                                    .getCause()
                            instanceof SqlError);
        }
    }

    @Test
    void whoever_has_read_a_commit_is_told_when_it_is_on_disk() throws Exception {
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean holding = new AtomicBoolean();
        FaultyDisk.with(new FaultyDisk.Fault() {
            @Override
            public void beforeForce(Path file) {
                if (holding.get()) {
                    forcing.countDown();
                    hold(go);
                }
            }
        });
        try (Storage storage = Storage.open(folder, Clock.systemUTC());
                StorageSession session = storage.openSession();
                StorageSession other = storage.openSession()) {
            storage.define("CREATE TABLE note(id INT PRIMARY KEY)");
            holding.set(true);
            CompletableFuture<Void> writes =
                    CompletableFuture.runAsync(() -> assertDoesNotThrow(() -> commit(session, 1)));
            assertTrue(forcing.await(20, TimeUnit.SECONDS));

            AtomicInteger found = new AtomicInteger();
            Thread reader = new Thread(() -> assertDoesNotThrow(() -> found.set(count(other))));
            reader.start();
            await().until(() -> reader.getState() == Thread.State.WAITING);
            assertEquals(0, found.get());
            go.countDown();

            reader.join(20_000);
            assertEquals(1, found.get());
            writes.get(20, TimeUnit.SECONDS);
        }
    }

    private static void hold(CountDownLatch go) {
        try {
            assertTrue(go.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int count(StorageSession session) throws Exception {
        Transaction transaction = session.begin();
        transaction.markRead();
        int count;
        try (ResultSet rows = transaction.prepare("SELECT COUNT(*) FROM note").executeQuery()) {
            assertTrue(rows.next());
            count = rows.getInt(1);
        }
        transaction.commit();
        return count;
    }

    private static void commit(StorageSession session, int id) throws Exception {
        Transaction transaction = session.begin();
        transaction.markWritten();
        transaction.changing(transaction.prepare("INSERT INTO note VALUES (" + id + ")")::executeUpdate);
        transaction.commit();
    }
}
