package dev.colloquy.broker.setup;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.PublicCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the operator puts the dialog certificate that all instances of a side share, as {@code BACKUP CERTIFICATE … WITH
 * PRIVATE KEY} writes it. The files are read each time set-up runs, so a renewed certificate is taken in without a restart.
 *
 * @param certificate the public part, X.509 in DER
 * @param privateKey the private key, in PVK format, encrypted with the password
 * @param password of the private key
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/backup-certificate-transact-sql">BACKUP CERTIFICATE</a>
 */
public record DialogCertificateFiles(Path certificate, Path privateKey, String password) {
    /** More than any certificate or RSA key takes. */
    private static final int MAXIMUM_BYTES = 32 * 1024;

    /** Refuses null. */
    public DialogCertificateFiles {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(password, "password");
    }

    /** What the files hold now. */
    DialogCertificate read() throws SetupFailure {
        try {
            return new DialogCertificate(
                    PublicCertificate.of(bytes(certificate)),
                    bytes(privateKey),
                    Secret.password(password, "DialogCertificatePassword"));
        } catch (IOException e) {
            throw new SetupFailure("The dialog certificate cannot be read: " + e, e);
        } catch (MalformedMessage e) {
            throw new SetupFailure("The dialog certificate " + certificate + " is none: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) {
                throw new IOException(file + " has more than " + MAXIMUM_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return certificate + ", " + privateKey;
    }
}
