package dev.colloquy.instance;

import dev.colloquy.instance.tds.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/**
 * The key and certificate with which the instance meets its clients, kept in {@code tds-identity.p12} of the data
 * directory so that a client that has pinned the certificate still knows the instance after a restart.
 *
 * <p>The file's permissions protect the key; the store's password is no secret.
 */
final class StoredIdentity {
    private static final char[] NO_SECRET = "instance".toCharArray();

    private final Path file;

    StoredIdentity(Path directory) {
        this.file = directory.resolve("tds-identity.p12");
    }

    TlsIdentity get() {
        try {
            if (Files.exists(file)) {
                return TlsIdentity.fromPkcs12(Files.readAllBytes(file), NO_SECRET);
            }
            TlsIdentity created = TlsIdentity.selfSigned();
            write(created.toPkcs12(NO_SECRET));
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException("the TLS identity " + file + " cannot be used", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the TLS identity " + file + " cannot be used", e);
        }
    }

    private void write(byte[] store) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "tds-identity", ".tmp");
        if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(draft, store);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
