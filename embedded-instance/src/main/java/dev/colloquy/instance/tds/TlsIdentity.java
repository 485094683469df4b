package dev.colloquy.instance.tds;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The key and the certificate that the server shows to clients. Immutable. */
public final class TlsIdentity {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    /** Clocks of clients may be behind. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * An identity that was issued elsewhere.
     *
     * @param chain the server's certificate first
     */
    public static TlsIdentity of(PrivateKey key, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a certificate is needed");
        }
        return new TlsIdentity(key, chain);
    }

    /**
     * Generates a P-256 key and a certificate signed by itself, valid for ten years, for {@code localhost}, this host's
     * name and the loopback addresses.
     */
    public static TlsIdentity selfSigned() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new TlsIdentity(pair.getPrivate(), List.of(certify(pair, hostName())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("the TLS certificate cannot be generated", e);
        }
    }

    /** The server's certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The private key, for who stores the identity. */
    public PrivateKey privateKey() {
        return key;
    }

    KeyManager[] keyManagers() {
        return new KeyManager[] {new IdentityKeyManager(key, chain.toArray(new X509Certificate[0]))};
    }

    private static X509Certificate certify(KeyPair pair, String hostName)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        Instant now = Instant.now();
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, hostName.length() > 64 ? "localhost" : hostName)
                .build();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(VALIDITY)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(hostName));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static GeneralNames alternativeNames(String hostName) {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", hostName));
        List<GeneralName> all = new ArrayList<>();
        names.forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        all.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        all.add(new GeneralName(GeneralName.iPAddress, "::1"));
        return new GeneralNames(all.toArray(new GeneralName[0]));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host without a name is still reached as localhost.
            return "localhost";
        }
    }
}
