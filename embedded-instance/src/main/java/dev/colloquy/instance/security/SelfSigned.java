package dev.colloquy.instance.security;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A new key pair with its certificate: RSA with 2048 bits, signed with SHA-256. The only class that loads Bouncy Castle,
 * which costs time; nothing touches it before a certificate is created.
 */
record SelfSigned(X509Certificate x509, PrivateKey privateKey) {
    private static final int KEY_BITS = 2048;
    private static final int SERIAL_BYTES = 16;

    /**
     * Makes a certificate.
     *
     * @param subject text of the common name
     * @param start   UTC, whole seconds
     * @param expiry  UTC, whole seconds
     */
    static SelfSigned create(String subject, LocalDateTime start, LocalDateTime expiry) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.CN, subject)
                    .build();
            byte[] encoded = new JcaX509v3CertificateBuilder(
                            name, serial(), date(start), date(expiry), name, pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
                    .getEncoded();
            return new SelfSigned(StoredCertificate.parse(encoded), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }

    /** Positive and 16 bytes long, as SQL Server's. */
    private static BigInteger serial() {
        return new BigInteger(1, Sealing.random(SERIAL_BYTES))
                .clearBit(SERIAL_BYTES * Byte.SIZE - 1)
                .setBit(SERIAL_BYTES * Byte.SIZE - 2);
    }

    private static Date date(LocalDateTime utc) {
        return Date.from(utc.toInstant(ZoneOffset.UTC));
    }
}
