package dev.colloquy.benchmark.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The number in {@code release.properties} grows with every change of the migrations, so that of two releases with
 * different migrations the newer one is known. With {@code -Dcolloquy.documents=write} the test raises the number instead,
 * if they have changed.
 */
class ReleaseTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path RELEASE =
            REPOSITORY.resolve("shared-model/src/main/resources/dev/colloquy/broker/setup/release.properties");
    private static final List<String> FOLDERS = List.of(
            "shared-model/src/main/resources/dev/colloquy/broker/migration",
            "initiator-service/src/main/resources/db/migration",
            "target-service/src/main/resources/db/migration");
    private static final Pattern NUMBER = Pattern.compile("(?m)^number=(\\d+)$");
    private static final Pattern DIGEST = Pattern.compile("(?m)^migrations=(\\w*)$");

    @Test
    void the_number_of_the_release_was_raised_when_the_migrations_changed() throws Exception {
        String release = Files.readString(RELEASE);
        String digest = digest();
        if (System.getProperty("colloquy.documents", "").equals("write")) {
            if (!digest.equals(find(DIGEST, release))) {
                int next = Integer.parseInt(find(NUMBER, release)) + 1;
                String raised = NUMBER.matcher(release).replaceFirst("number=" + next);
                Files.writeString(RELEASE, DIGEST.matcher(raised).replaceFirst("migrations=" + digest));
            }
            return;
        }
        assertEquals(
                digest,
                find(DIGEST, release),
                "migrations have changed: run this test with -Dcolloquy.documents=write, which raises the number in"
                        + " release.properties; and where an older service cannot work with the change, raise"
                        + " compatible-from to that number");
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    /** Of the names and the lines of all migrations. */
    private static String digest() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(REPOSITORY.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    digest.update((file.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
                    for (String line : Files.readAllLines(file)) {
                        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
