package dev.colloquy.instance.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;

/**
 * 32 random bytes in a file that only one account can read. Who knows them runs under that account.
 *
 * <p>The file appears complete or not at all, and the first process that makes it wins: it is written under another
 * name and then linked to its own, which fails if the name is taken. A file or directory that somebody else owns, or
 * that others could read or replace, is not used.
 */
final class EndpointSecret {
    private static final int LENGTH = 32;
    private static final Set<PosixFilePermission> FOR_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Path file;

    EndpointSecret(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * The secret, made if there is none. The file and its permissions are looked at each time.
     *
     * @throws IOException if it cannot be made or read, or if others could know or replace it
     */
    byte[] read() throws IOException {
        Path directory = file.getParent();
        if (Files.notExists(directory)) {
            Files.createDirectories(directory, permissions(directory.getRoot(), "rwx------"));
        }
        Path probe = writeNew(directory);
        try {
            UserPrincipal account = Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
            requirePrivate(directory, account);
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                link(probe);
            }
            requirePrivate(file, account);
        } finally {
            Files.delete(probe);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != LENGTH) {
            throw new IOException("the file " + file + " does not hold an endpoint secret of 32 bytes");
        }
        return secret;
    }

    private void link(Path complete) throws IOException {
        try {
            Files.createLink(file, complete);
        } catch (FileAlreadyExistsException e) {
            System.getLogger(EndpointSecret.class.getName())
                    .log(System.Logger.Level.DEBUG, "another process has made the endpoint secret first", e);
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system of " + file + " has no hard links", e);
        }
    }

    /** A new file with a new secret; also tells which account this process runs under. */
    private Path writeNew(Path directory) throws IOException {
        Path path = directory.resolve("endpoint-secret." + UUID.randomUUID());
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(path, options, permissions(directory, "rw-------"))) {
            byte[] secret = new byte[LENGTH];
            new SecureRandom().nextBytes(secret);
            ByteBuffer bytes = ByteBuffer.wrap(secret);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return path;
    }

    private static FileAttribute<?>[] permissions(Path onFileSystemOf, String mode) {
        return onFileSystemOf.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static void requirePrivate(Path path, UserPrincipal account) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException(path + " is a symbolic link");
        }
        if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(account)) {
            throw new IOException(path + " belongs to another account");
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            for (PosixFilePermission permission : Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)) {
                if (FOR_OTHERS.contains(permission)) {
                    throw new IOException(
                            path + " is open to other accounts; it must be theirs neither to read nor to" + " write");
                }
            }
        }
    }
}
