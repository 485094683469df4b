package dev.colloquy.instance.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;

/**
 * A certificate of a database, as {@code sys.certificates} shows it. Its private key is reached by {@link
 * Certificates#privateKey}.
 *
 * @param id      certificate_id
 * @param ownerId the user that owns it
 */
public record Certificate(
        int databaseId,
        int id,
        String name,
        int ownerId,
        X509Certificate x509,
        KeyProtection protection,
        boolean activeForBeginDialog) {
    public boolean hasPrivateKey() {
        return protection != KeyProtection.NONE;
    }

    /** First moment of validity, UTC. */
    public LocalDateTime start() {
        return utc(x509.getNotBefore());
    }

    /** Last moment of validity, UTC. */
    public LocalDateTime expiry() {
        return utc(x509.getNotAfter());
    }

    /** True if the moment lies between start and expiry. */
    public boolean isValidAt(LocalDateTime utc) {
        return !utc.isBefore(start()) && !utc.isAfter(expiry());
    }

    /** SHA-1 of the encoded certificate. */
    public byte[] thumbprint() {
        try {
            return MessageDigest.getInstance("SHA-1").digest(x509.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored certificate cannot be encoded", e);
        }
    }

    private static LocalDateTime utc(Date date) {
        return LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }

    Certificate withOwner(int principalId) {
        return new Certificate(databaseId, id, name, principalId, x509, protection, activeForBeginDialog);
    }

    Certificate withActive(boolean active) {
        return new Certificate(databaseId, id, name, ownerId, x509, protection, active);
    }
}
