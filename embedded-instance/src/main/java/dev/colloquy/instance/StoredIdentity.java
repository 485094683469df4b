package dev.colloquy.instance;

import dev.colloquy.instance.tds.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * The key and certificate with which the instance meets its clients, kept in {@code tds-identity.key} (PKCS #8) and
 * {@code tds-identity.cer} (X.509, both DER) of the data directory, so that a client that has pinned the certificate
 * still knows the instance after a restart.
 *
 * <p>The permissions of the file protect the key. A key store would need a password that lies beside it, and the time to
 * derive keys from it at every start.
 */
final class StoredIdentity {
    private final Path keyFile;
    private final Path certificateFile;

    StoredIdentity(Path directory) {
        this.keyFile = directory.resolve("tds-identity.key");
        this.certificateFile = directory.resolve("tds-identity.cer");
    }

    TlsIdentity get() {
        try {
            return Files.exists(keyFile) ? read() : create();
        } catch (IOException e) {
            throw new UncheckedIOException("the TLS identity " + keyFile + " cannot be used", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the TLS identity " + keyFile + " cannot be used", e);
        }
    }

    private TlsIdentity read() throws IOException, GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificateFile)));
        PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(keyFile)));
        return TlsIdentity.of(key, List.of(certificate));
    }

    /** The key is written last: where it is, the certificate is too. */
    private TlsIdentity create() throws IOException, GeneralSecurityException {
        TlsIdentity created = TlsIdentity.selfSigned();
        write(certificateFile, created.certificate().getEncoded());
        write(keyFile, created.privateKey().getEncoded());
        return created;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "tds-identity", ".tmp");
        if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
