package dev.colloquy.broker.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What both services know and nobody else: the key under which they sign what they tell each other. It is the bytes of a
 * text, UTF-8, without the line breaks that may end it; the same text is the same secret, whether from a file or not.
 */
public final class BootstrapSecret {
    private static final int MINIMUM_BYTES = 16;
    private static final int MAXIMUM_BYTES = 4096;
    private static final int GENERATED_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    /** A group may read, since that is how Kubernetes hands a mounted secret to a user who is not root. */
    private static final Set<PosixFilePermission> TOO_MUCH =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    private final SecretKeySpec key;

    private BootstrapSecret(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * A secret from configuration.
     *
     * @throws IllegalArgumentException if it has fewer than 16 or more than 4096 bytes
     */
    public static BootstrapSecret fromText(String text) {
        return new BootstrapSecret(withoutLineBreaks(text.getBytes(StandardCharsets.UTF_8), "the bootstrap secret"));
    }

    /**
     * A secret from a file, a mounted Kubernetes secret for example.
     *
     * @throws IOException if the file cannot be read, if others than its owner and group can read or others than its owner
     *     can write it, or if it has fewer than 16 or more than 4096 bytes
     */
    public static BootstrapSecret fromFile(Path file) throws IOException {
        if (isPosix(file)) {
            for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
                if (TOO_MUCH.contains(permission)) {
                    throw new IOException("the bootstrap secret " + file + " is open to others (" + permission
                            + "); set its mode to 0600 or 0440");
                }
            }
        }
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw new IOException("the bootstrap secret " + file + " has more than " + MAXIMUM_BYTES + " bytes");
        }
        try {
            return new BootstrapSecret(withoutLineBreaks(Files.readAllBytes(file), "the bootstrap secret " + file));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * The secret of the account that runs this process, {@code ~/.colloquy/bootstrap-secret}: two services of one account on
     * one machine need no configuration.
     *
     * @throws IOException as {@link #ofThisAccount(Path)}
     */
    public static BootstrapSecret ofThisAccount() throws IOException {
        return ofThisAccount(Path.of(System.getProperty("user.home"), ".colloquy", "bootstrap-secret"));
    }

    /**
     * The secret of a file, which is made with 32 random bytes in Base64 and mode 0600 if it is not there. Of several
     * processes that do so at once, one makes it and all read the same.
     *
     * @throws IOException if the file can be neither read nor made, or as {@link #fromFile}
     */
    public static BootstrapSecret ofThisAccount(Path file) throws IOException {
        if (Files.notExists(file)) {
            create(file.toAbsolutePath());
        }
        return fromFile(file);
    }

    /** Under another name first, so that nobody finds half of it; unlike a rename, a link never replaces a file. */
    private static void create(Path file) throws IOException {
        createDirectory(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try {
            write(draft, random());
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster: its secret is the one.
            return;
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system of " + file + " has no hard links; put a secret there by hand", e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void createDirectory(Path directory) throws IOException {
        FileAttribute<?>[] ownerOnly = isPosix(directory)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(directory, ownerOnly);
    }

    private static byte[] random() {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static byte[] withoutLineBreaks(byte[] bytes, String what) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        if (end < MINIMUM_BYTES || end > MAXIMUM_BYTES) {
            throw new IllegalArgumentException(
                    what + " has " + end + " bytes; it must have from " + MINIMUM_BYTES + " to " + MAXIMUM_BYTES);
        }
        return Arrays.copyOf(bytes, end);
    }

    /** HMAC-SHA256 over the message, 32 bytes. */
    byte[] authenticate(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "a bootstrap secret";
    }
}
