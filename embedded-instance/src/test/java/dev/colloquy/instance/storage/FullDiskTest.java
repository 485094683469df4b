package dev.colloquy.instance.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: nothing is lost and nothing promised, and all goes on by itself once there is room. */
@Timeout(120)
class FullDiskTest {
    private static final int NO_SPACE = 1105;
    private static final int LARGE = 256 << 10;

    @TempDir
    private Path folder;

    private volatile boolean full;
    private Storage storage;

    @BeforeEach
    void open() throws IOException {
        FaultyDisk.with(new FullDisk(folder, () -> full));
        storage = Storage.open(folder, Clock.systemUTC());
        storage.define("CREATE TABLE note(id INT PRIMARY KEY, text VARBINARY(1000000) NOT NULL)");
    }

    @AfterEach
    void close() throws IOException {
        full = false;
        storage.close();
        FaultyDisk.repair();
    }

    @Test
    void what_would_write_is_refused_with_1105_and_what_was_committed_is_there() throws Exception {
        int committed = fill();

        assertEquals(committed, count());
        SqlError refused = assertThrows(SqlError.class, () -> insert(committed + 1, 1));
        assertEquals(NO_SPACE, refused.number());
        assertEquals(committed, count());
        storage.close();
        full = false;
        storage = Storage.open(folder, Clock.systemUTC());
        assertEquals(committed, count());
    }

    @Test
    void a_transaction_that_had_written_before_can_still_commit_or_roll_back() throws Exception {
        try (StorageSession one = storage.openSession();
                StorageSession other = storage.openSession()) {
            Transaction committing = one.begin();
            insert(committing, -1, LARGE);
            Transaction rollingBack = other.begin();
            insert(rollingBack, -2, LARGE);
            int committed = fill();

            rollingBack.rollback();
            committing.commit();
            assertEquals(committed + 1, count());
        }
    }

    @Test
    void writing_goes_on_by_itself_once_there_is_room_again() throws Exception {
        int committed = fill();
        assertTrue(Files.notExists(folder.resolve("instance.reserve")));
        full = false;

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(SqlError.class)
                .until(() -> {
                    insert(committed + 1, LARGE);
                    return true;
                });
        assertEquals(DiskReserve.BYTES, Files.size(folder.resolve("instance.reserve")));
        int again = fill(committed + 2);
        assertTrue(again > committed);
        assertEquals(again, count());
    }

    /** Writes until that is refused; returns how many rows are committed. */
    private int fill() throws SQLException {
        return fill(1);
    }

    private int fill(int first) throws SQLException {
        full = true;
        int id = first;
        while (true) {
            try {
                insert(id, LARGE);
                id++;
            } catch (SqlError e) {
                assertEquals(NO_SPACE, e.number(), e::toString);
                return id - 1;
            }
        }
    }

    private void insert(int id, int size) throws SQLException {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            insert(transaction, id, size);
            transaction.commit();
        }
    }

    private static void insert(Transaction transaction, int id, int size) throws SQLException {
        transaction.markWritten();
        PreparedStatement insert = transaction.prepare("INSERT INTO note VALUES (?, ?)");
        byte[] text = new byte[size];
        new java.util.Random(id).nextBytes(text);
        insert.setInt(1, id);
        insert.setBytes(2, text);
        transaction.changing(insert::executeUpdate);
    }

    private int count() throws SQLException {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            try (ResultSet row =
                    transaction.prepare("SELECT COUNT(*) FROM note").executeQuery()) {
                row.next();
                return row.getInt(1);
            } finally {
                transaction.rollback();
            }
        }
    }
}
