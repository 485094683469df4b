package dev.colloquy.instance.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTest {
    private static final String PASSWORD = "Correct-Horse-1";
    private static final byte[] SECRET = {1, 2, 3};

    @TempDir
    Path directory;

    private SecurityInstance instance;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        instance = new SecurityInstance(directory);
        database = instance.createDatabase("Orders");
    }

    @AfterEach
    void close() throws Exception {
        instance.close();
    }

    private MasterKeys keys() {
        return instance.security().masterKeys();
    }

    private void create() {
        instance.commit(transaction -> keys().create(transaction, database, PASSWORD));
    }

    @Test
    void what_is_sealed_opens_after_a_restart() throws Exception {
        create();
        byte[] sealed = keys().seal(database.id(), SECRET);
        instance.restart();

        assertArrayEquals(SECRET, keys().open(database.id(), sealed));
    }

    @Test
    void sealing_twice_looks_different() {
        create();
        byte[] first = keys().seal(database.id(), SECRET);
        byte[] second = keys().seal(database.id(), SECRET);

        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void changed_bytes_do_not_open() {
        create();
        byte[] sealed = keys().seal(database.id(), SECRET);
        sealed[sealed.length - 1] ^= 1;

        assertEquals(
                15581,
                assertThrows(SqlError.class, () -> keys().open(database.id(), sealed))
                        .number());
    }

    @Test
    void without_master_key_nothing_is_sealed() {
        SqlError error = assertThrows(SqlError.class, () -> keys().seal(database.id(), SECRET));

        assertEquals(15581, error.number());
    }

    @Test
    void a_database_has_one_master_key() {
        create();
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(SqlError.class, () -> keys().create(transaction, database, PASSWORD));
            assertEquals(15578, error.number());
        });
    }

    @Test
    void a_weak_password_is_refused() {
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(SqlError.class, () -> keys().create(transaction, database, "password"));
            assertEquals(15118, error.number());
        });
        assertFalse(keys().exists(database.id()));
    }

    @Test
    void rollback_undoes_creation_and_drop() {
        instance.rollBack(transaction -> keys().create(transaction, database, PASSWORD));
        assertFalse(keys().exists(database.id()));
        create();
        byte[] sealed = keys().seal(database.id(), SECRET);
        instance.rollBack(transaction -> keys().drop(transaction, database));

        assertTrue(keys().exists(database.id()));
        assertArrayEquals(SECRET, keys().open(database.id(), sealed));
    }

    @Test
    void only_the_owner_reads_the_service_master_key() throws Exception {
        Path file = directory.resolve("service-master-key");
        Assumptions.assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_damaged_service_master_key_is_refused() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.write(elsewhere.resolve("service-master-key"), SECRET);

        IOException refusal = assertThrows(IOException.class, () -> ServiceMasterKey.open(elsewhere));
        assertTrue(refusal.getMessage().contains("service-master-key"));
    }

    @Test
    void another_service_master_key_opens_nothing() throws Exception {
        create();
        byte[] sealed = keys().seal(database.id(), SECRET);
        Files.delete(directory.resolve("service-master-key"));
        instance.restart();

        assertEquals(
                15581,
                assertThrows(SqlError.class, () -> keys().open(database.id(), sealed))
                        .number());
    }
}
