package dev.colloquy.instance.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of a certificate's DER encoding, 32 bytes: the name by which two instances mean the same certificate. */
final class Thumbprint {
    static final int LENGTH = 32;
    /** Stands for the certificate that the initiator of an anonymous dialog does not have. */
    static final Thumbprint NONE = new Thumbprint(new byte[LENGTH]);

    private final byte[] bytes;

    private Thumbprint(byte[] bytes) {
        this.bytes = bytes;
    }

    static Thumbprint of(X509Certificate certificate) {
        try {
            return new Thumbprint(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate has no thumbprint", e);
        }
    }

    /** A thumbprint that was received or stored; the array is copied. */
    static Thumbprint of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a thumbprint has 32 bytes, not " + bytes.length);
        }
        return new Thumbprint(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Thumbprint && Arrays.equals(bytes, ((Thumbprint) other).bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Upper-case hexadecimal, as certificate tools print it. */
    @Override
    public String toString() {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
