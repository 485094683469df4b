package dev.colloquy.contract;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** The public part of a certificate, DER encoded, as {@code CERTENCODED} returns it and a {@code .cer} file holds it. */
public final class PublicCertificate {
    private static final int MAXIMUM_BYTES = 32 * 1024;

    private final byte[] der;
    private final X509Certificate certificate;

    private PublicCertificate(byte[] der, X509Certificate certificate) {
        this.der = der;
        this.certificate = certificate;
    }

    /**
     * Reads a certificate.
     *
     * @param der DER bytes, at most 32 KiB, which is Service Broker's limit
     * @throws MalformedMessage if the bytes are not exactly one X.509 certificate
     */
    public static PublicCertificate of(byte[] der) throws MalformedMessage {
        if (der.length > MAXIMUM_BYTES) {
            throw new MalformedMessage("a certificate has " + der.length + " bytes; at most " + MAXIMUM_BYTES);
        }
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (!Arrays.equals(certificate.getEncoded(), der)) {
                throw new MalformedMessage("bytes follow the certificate");
            }
            return new PublicCertificate(der.clone(), certificate);
        } catch (CertificateException e) {
            throw new MalformedMessage("not an X.509 certificate: " + e.getMessage());
        }
    }

    /** The DER bytes; a copy. */
    public byte[] der() {
        return der.clone();
    }

    /** SHA-1 over the DER bytes, 20 bytes: {@code sys.certificates.thumbprint}. */
    public byte[] thumbprint() {
        try {
            return MessageDigest.getInstance("SHA-1").digest(der);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When it becomes valid. */
    public Instant startDate() {
        return certificate.getNotBefore().toInstant();
    }

    /** When it expires. */
    public Instant expiryDate() {
        return certificate.getNotAfter().toInstant();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicCertificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return certificate.getSubjectX500Principal() + " "
                + HexFormat.of().withUpperCase().formatHex(thumbprint());
    }
}
