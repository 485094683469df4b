package dev.colloquy.instance.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file by which processes of one account know each other. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs POSIX permissions")
class EndpointSecretTest {
    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve(".colloquy").resolve("endpoint-secret");
    }

    @Test
    void is_made_once_and_readable_by_nobody_else() throws IOException {
        byte[] secret = new EndpointSecret(file).read();

        assertEquals(32, secret.length);
        assertArrayEquals(secret, new EndpointSecret(file).read());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void processes_that_start_at_once_agree() throws Exception {
        int processes = 8;
        CyclicBarrier start = new CyclicBarrier(processes);
        ExecutorService executor = Executors.newFixedThreadPool(processes);
        try {
            List<Future<byte[]>> secrets = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                secrets.add(executor.submit(() -> {
                    start.await();
                    return new EndpointSecret(file).read();
                }));
            }
            byte[] first = secrets.get(0).get();
            for (Future<byte[]> secret : secrets) {
                assertArrayEquals(first, secret.get());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void is_not_used_when_others_can_read_it() throws IOException {
        byte[] secret = new EndpointSecret(file).read();
        assertEquals(32, secret.length);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertRefused("open to other accounts");
    }

    @Test
    void is_not_used_when_others_can_replace_it() throws IOException {
        byte[] secret = new EndpointSecret(file).read();
        assertEquals(32, secret.length);
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwx---"));

        assertRefused("open to other accounts");
    }

    @Test
    void is_not_used_when_it_is_a_link() throws IOException {
        byte[] secret = new EndpointSecret(home.resolve("elsewhere").resolve("secret")).read();
        assertEquals(32, secret.length);
        Files.createDirectory(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(file, home.resolve("elsewhere").resolve("secret"));

        assertRefused("symbolic link");
    }

    @Test
    void is_not_used_when_it_has_another_length() throws IOException {
        byte[] secret = new EndpointSecret(file).read();
        Files.write(file, Arrays.copyOf(secret, 31));

        assertRefused("32 bytes");
    }

    private void assertRefused(String reason) {
        IOException refusal = assertThrows(IOException.class, () -> new EndpointSecret(file).read());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
