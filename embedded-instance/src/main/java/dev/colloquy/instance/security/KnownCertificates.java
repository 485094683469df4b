package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The certificates of the databases by thumbprint. */
final class KnownCertificates {
    private final Certificates certificates;
    private final Clock clock;
    private final Map<CertificateName, Thumbprinted> thumbprints = new ConcurrentHashMap<>();

    KnownCertificates(Certificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    Optional<Certificate> find(int databaseId, Thumbprint thumbprint) {
        for (Certificate certificate : certificates.all(databaseId)) {
            if (thumbprint(certificate).equals(thumbprint)) {
                return Optional.of(certificate);
            }
        }
        return Optional.empty();
    }

    /** Hashing the encoding for each message would cost more than the rest of the lookup, so it is kept. */
    Thumbprint thumbprint(Certificate certificate) {
        CertificateName name = new CertificateName(certificate.databaseId(), certificate.id());
        Thumbprinted known = thumbprints.get(name);
        if (known == null || !known.x509.equals(certificate.x509())) {
            known = new Thumbprinted(certificate.x509(), Thumbprint.of(certificate.x509()));
            thumbprints.put(name, known);
        }
        return known.thumbprint;
    }

    /**
     * Checks that a certificate is valid now.
     *
     * @throws SqlError 28024 or 28025
     */
    void checkValid(Certificate certificate) {
        try {
            certificate.x509().checkValidity(Date.from(clock.instant()));
        } catch (CertificateExpiredException e) {
            throw DialogErrors.expired(certificate.ownerId()).causedBy(e);
        } catch (CertificateNotYetValidException e) {
            throw DialogErrors.notYetValid(certificate.ownerId()).causedBy(e);
        }
    }

    private record CertificateName(int databaseId, int certificateId) {}

    private record Thumbprinted(X509Certificate x509, Thumbprint thumbprint) {}
}
