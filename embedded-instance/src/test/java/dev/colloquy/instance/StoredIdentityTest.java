package dev.colloquy.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.colloquy.instance.tds.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The identity that clients may have pinned. */
class StoredIdentityTest {
    @TempDir
    Path directory;

    @Test
    void is_the_same_after_a_restart_and_another_elsewhere() throws Exception {
        TlsIdentity first = new StoredIdentity(directory).get();
        TlsIdentity again = new StoredIdentity(directory).get();
        Path other = Files.createDirectory(directory.resolve("other"));

        assertEquals(first.certificate(), again.certificate());
        assertEquals(first.privateKey(), again.privateKey());
        assertNotEquals(first.certificate(), new StoredIdentity(other).get().certificate());
    }

    @Test
    void only_the_account_can_read_the_key() throws Exception {
        new StoredIdentity(directory).get();

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tds-identity.key"))));
    }
}
