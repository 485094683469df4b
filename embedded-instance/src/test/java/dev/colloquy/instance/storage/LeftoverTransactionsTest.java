package dev.colloquy.instance.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed in the middle of a transaction leaves behind, and what becomes of it. */
@Timeout(60)
class LeftoverTransactionsTest {
    /** More than two pages of H2's undo log, which has 48 records a page. */
    private static final int ROWS = 150;

    @TempDir
    private Path folder;

    @Test
    void a_killed_transaction_with_temporary_rows_is_rolled_back_whole_and_frees_its_rows() throws Exception {
        killAmid("INSERT INTO scratch SELECT x FROM SYSTEM_RANGE(1, " + ROWS + ")", "UPDATE kept SET n = n + 1");

        assertEquals(0, sumAfterUpdate("UPDATE kept SET n = n + 0"));
    }

    @Test
    void temporary_rows_written_last_are_no_obstacle_either() throws Exception {
        killAmid("UPDATE kept SET n = n + 1", "INSERT INTO scratch SELECT x FROM SYSTEM_RANGE(1, " + ROWS + ")");

        assertEquals(0, sumAfterUpdate("UPDATE kept SET n = n + 0"));
    }

    @Test
    void a_killed_transaction_without_temporary_rows_is_rolled_back() throws Exception {
        killAmid("UPDATE kept SET n = n + 1", "DELETE FROM kept WHERE id = 1");

        assertEquals(0, sumAfterUpdate("UPDATE kept SET n = n + 0"));
    }

    @Test
    void what_was_committed_before_the_kill_stays() throws Exception {
        killAmid("INSERT INTO scratch VALUES (1)", "UPDATE kept SET n = 1", "COMMIT", "INSERT INTO scratch VALUES (2)");

        assertEquals(ROWS, sumAfterUpdate("UPDATE kept SET n = n + 0"));
    }

    /** Leaves in {@code folder/killed} what is on disk while a transaction is open that has run the statements. */
    private void killAmid(String... statements) throws IOException, SQLException {
        Path running = folder.resolve("running");
        try (Storage storage = Storage.open(running, Clock.systemUTC())) {
            storage.define("CREATE TABLE kept(id INT PRIMARY KEY, n INT NOT NULL)");
            storage.define("CREATE INDEX kept_n ON kept(n, id)");
            storage.define("INSERT INTO kept SELECT x, 0 FROM SYSTEM_RANGE(1, " + ROWS + ")");
            try (StorageSession session = storage.openSession();
                    Statement statement = session.connection().createStatement()) {
                statement.execute("CREATE LOCAL TEMPORARY TABLE scratch(id INT PRIMARY KEY)");
                for (String sql : statements) {
                    statement.execute(sql);
                }
                storage.define("CHECKPOINT SYNC");
                Path killed = Files.createDirectories(folder.resolve("killed"));
                Files.copy(running.resolve("instance.mv.db"), killed.resolve("instance.mv.db"));
            }
        }
    }

    private int sumAfterUpdate(String update) throws IOException, SQLException {
        try (Storage storage = Storage.open(folder.resolve("killed"), Clock.systemUTC());
                StorageSession session = storage.openSession();
                Statement statement = session.connection().createStatement()) {
            statement.execute("SET LOCK_TIMEOUT 500");
            assertEquals(ROWS, statement.executeUpdate(update));
            int sum = number(statement, "SELECT SUM(n) FROM kept");
            assertEquals(sum == 0 ? ROWS : 0, number(statement, "SELECT COUNT(*) FROM kept WHERE n = 0"));
            return sum;
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
