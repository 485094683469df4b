package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LockingTest {
    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RelationalFixture fixture;
    private Client first;
    private Client second;

    @BeforeEach
    void open() {
        fixture = new RelationalFixture(directory);
        first = fixture.client();
        second = fixture.client();
        first.run("CREATE TABLE t (id int PRIMARY KEY, state int, INDEX ix (state)); INSERT t VALUES (1, 0), (2, 0),"
                + " (3, 0)");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        fixture.close();
    }

    @Test
    void readpast_passes_over_rows_of_others_and_only_those() {
        String take = "SELECT TOP (1) id FROM t WITH (UPDLOCK, READPAST) WHERE state = 0 ORDER BY id";
        first.run("BEGIN TRANSACTION");
        second.run("BEGIN TRANSACTION");

        assertEquals(List.of("[1]"), first.rows(take));
        assertEquals(List.of("[2]"), second.rows(take));

        second.run("COMMIT");
        assertEquals(List.of("[2]"), second.rows(take));
        first.run("COMMIT");
        assertEquals(List.of("[1]"), second.rows(take));
    }

    @Test
    void queues_in_tables_give_each_row_to_one_reader() {
        String take =
                "WITH q AS (SELECT TOP (1) * FROM t WITH (ROWLOCK, READPAST) WHERE state = 0 ORDER BY id) UPDATE q"
                        + " SET state = 1 OUTPUT inserted.id";
        first.run("BEGIN TRANSACTION");
        second.run("BEGIN TRANSACTION");

        assertEquals(List.of("[1]"), first.rows(take));
        assertEquals(List.of("[2]"), second.rows(take));
    }

    @Test
    void updates_of_one_row_wait_for_one_another_and_lose_nothing() throws Exception {
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Client client = fixture.client();
            done.add(threads.submit(() -> {
                for (int k = 0; k < 25; k++) {
                    client.run("UPDATE t SET state = state + 1 WHERE id = 1;"
                            + " UPDATE a SET state = a.state + b.one FROM t a JOIN (SELECT 2 AS id, 1 AS one) b ON b.id ="
                            + " a.id");
                }
            }));
        }
        for (Future<?> future : done) {
            future.get();
        }

        assertEquals(List.of("[100]", "[100]", "[0]"), first.rows("SELECT state FROM t ORDER BY id"));
    }

    @Test
    void a_cancel_ends_the_wait_for_a_lock() throws Exception {
        first.run("BEGIN TRANSACTION; UPDATE t SET state = 1 WHERE id = 1");
        Future<?> waiting = threads.submit(() -> second.run("UPDATE t SET state = 2 WHERE id = 1"));
        Awaitility.await().until(() -> waitsForLock());

        second.cancellation().cancel();

        ExecutionException failure = assertThrows(ExecutionException.class, () -> waiting.get(5, TimeUnit.SECONDS));
        assertInstanceOf(CancellationException.class, failure.getCause());
        first.run("COMMIT");
        second.run("UPDATE t SET state = 3 WHERE id = 1");
        assertEquals(List.of("[3]"), first.rows("SELECT state FROM t WHERE id = 1"));
    }

    private static boolean waitsForLock() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getMethodName().equals("waitForThisToEnd")));
    }

    @Test
    void one_of_two_that_wait_for_each_other_is_the_victim() throws Exception {
        first.run("BEGIN TRANSACTION; UPDATE t SET state = 1 WHERE id = 1");
        second.run("BEGIN TRANSACTION; UPDATE t SET state = 1 WHERE id = 2");
        Future<SqlError> waiting = threads.submit(() -> outcome(first, "UPDATE t SET state = 1 WHERE id = 2"));
        Awaitility.await().until(() -> waitsForLock());

        SqlError other = outcome(second, "UPDATE t SET state = 1 WHERE id = 1");
        second.run("ROLLBACK");

        SqlError one = waiting.get();
        assertTrue((one == null) != (other == null), "exactly one fails");
        assertEquals(1205, (one == null ? other : one).number());
    }

    private static SqlError outcome(Client client, String batch) {
        try {
            client.run(batch);
            return null;
        } catch (SqlError e) {
            return e;
        }
    }
}
