package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;

/**
 * A certificate with its private key as it is stored.
 *
 * @param sealedKey PKCS #8 sealed with the database master key or with a key from a password; empty without private key
 * @param salt      of the key from a password, else empty
 */
record StoredCertificate(Certificate certificate, byte[] sealedKey, byte[] salt) {
    private static final String KIND = "certificate";
    private static final byte[] NONE = {};

    static final Codec<StoredCertificate> CODEC =
            new Codec<>(KIND, KIND, StoredCertificate::read, StoredCertificate::stored);

    static StoredCertificate withoutKey(Certificate certificate) {
        return new StoredCertificate(certificate, NONE, NONE);
    }

    StoredCertificate with(Certificate changed) {
        return new StoredCertificate(changed, sealedKey, salt);
    }

    static X509Certificate parse(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private StoredObject stored() {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("owner", Integer.toString(certificate.ownerId()));
        attributes.put("protection", certificate.protection().name());
        attributes.put("active", Boolean.toString(certificate.activeForBeginDialog()));
        attributes.put("privateKey", Sealing.base64(sealedKey));
        attributes.put("salt", Sealing.base64(salt));
        try {
            attributes.put("x509", Sealing.base64(certificate.x509().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
        return new StoredObject(KIND, certificate.databaseId(), certificate.id(), certificate.name(), attributes);
    }

    private static StoredCertificate read(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        try {
            Certificate certificate = new Certificate(
                    stored.databaseId(),
                    stored.objectId(),
                    stored.name(),
                    Integer.parseInt(attributes.get("owner")),
                    parse(Sealing.bytes(attributes.get("x509"))),
                    KeyProtection.valueOf(attributes.get("protection")),
                    Boolean.parseBoolean(attributes.get("active")));
            return new StoredCertificate(
                    certificate, Sealing.bytes(attributes.get("privateKey")), Sealing.bytes(attributes.get("salt")));
        } catch (CertificateException e) {
            throw new IllegalStateException("the stored certificate " + stored.name() + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "StoredCertificate[" + certificate.name() + "]";
    }
}
