package dev.colloquy.broker.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapSecretTest {
    private static final String TEXT = "sixteen bytes ok";

    @TempDir
    Path directory;

    @Test
    void the_same_text_is_the_same_secret_from_configuration_and_from_a_file() throws Exception {
        BootstrapSecret fromFile = BootstrapSecret.fromFile(file(TEXT + "\r\n", "rw-------"));

        assertArrayEquals(mark(BootstrapSecret.fromText(TEXT)), mark(fromFile));
        assertArrayEquals(mark(BootstrapSecret.fromText(TEXT + "\n")), mark(fromFile));
    }

    @Test
    void fewer_than_16_bytes_are_refused() throws Exception {
        Path file = file("fifteen bytes!!\n", "rw-------");

        assertEquals(
                "the bootstrap secret has 15 bytes; it must have from 16 to 4096",
                assertThrows(IllegalArgumentException.class, () -> BootstrapSecret.fromText("fifteen bytes!!\n"))
                        .getMessage());
        assertEquals(
                "the bootstrap secret " + file + " has 15 bytes; it must have from 16 to 4096",
                assertThrows(IOException.class, () -> BootstrapSecret.fromFile(file))
                        .getMessage());
    }

    @Test
    void a_file_that_is_far_too_long_is_refused() throws Exception {
        Path file = file("x".repeat(5000), "rw-------");

        assertThrows(IOException.class, () -> BootstrapSecret.fromFile(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw--w----", "rw-----w-"})
    @DisabledOnOs(OS.WINDOWS)
    void a_file_that_is_open_to_others_is_refused(String mode) throws Exception {
        Path file = file(TEXT, mode);

        String message = assertThrows(IOException.class, () -> BootstrapSecret.fromFile(file))
                .getMessage();

        assertFalse(message.contains(TEXT));
        assertEquals(
                "; set its mode to 0600 or 0440",
                message.substring(message.length() - "; set its mode to 0600 or 0440".length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "r--r-----"})
    @DisabledOnOs(OS.WINDOWS)
    void a_file_of_the_owner_and_of_a_group_that_reads_is_taken(String mode) throws Exception {
        BootstrapSecret secret = BootstrapSecret.fromFile(file(TEXT, mode));

        assertArrayEquals(mark(BootstrapSecret.fromText(TEXT)), mark(secret));
    }

    @Test
    void the_secret_of_an_account_is_made_once() throws Exception {
        Path file = directory.resolve("new").resolve("bootstrap-secret");

        BootstrapSecret first = BootstrapSecret.ofThisAccount(file);
        BootstrapSecret second = BootstrapSecret.ofThisAccount(file);

        assertArrayEquals(mark(first), mark(second));
        assertEquals(44, Files.readString(file).strip().length());
        assertEquals(List.of(file), list(file.getParent()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_secret_of_an_account_is_for_its_owner_only() throws Exception {
        Path file = directory.resolve("new").resolve("bootstrap-secret");

        BootstrapSecret.ofThisAccount(file);

        assertEquals("rw-------", mode(file));
        assertEquals("rwx------", mode(file.getParent()));
    }

    @Test
    void each_account_has_a_secret_of_its_own() throws Exception {
        byte[] one = mark(BootstrapSecret.ofThisAccount(directory.resolve("one")));
        byte[] two = mark(BootstrapSecret.ofThisAccount(directory.resolve("two")));

        assertFalse(Arrays.equals(one, two));
    }

    @Test
    void many_at_once_have_the_same_secret() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 50; round++) {
                Path file = directory.resolve("secret" + round);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<byte[]>> marks = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    marks.add(threads.submit(() -> {
                        start.await();
                        return mark(BootstrapSecret.ofThisAccount(file));
                    }));
                }
                start.countDown();
                Set<String> different = new HashSet<>();
                for (Future<byte[]> mark : marks) {
                    different.add(HexFormat.of().formatHex(mark.get()));
                }
                assertEquals(1, different.size());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void it_is_not_printed() {
        assertEquals("a bootstrap secret", BootstrapSecret.fromText(TEXT).toString());
    }

    private Path file(String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), text);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
        return file;
    }

    private static List<Path> list(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static byte[] mark(BootstrapSecret secret) {
        return secret.authenticate("message".getBytes(UTF_8));
    }
}
