package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Endpoint;
import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.KeyProtection;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * AUTHENTICATION = CERTIFICATE ("Certificate Authentication for Transport Security"): the endpoint shows its certificate
 * of master, and lets in who shows a certificate that master knows and whose owner may CONNECT.
 */
final class CertificateAuthentication implements PeerCheck {
    private final Security security;
    private final Clock clock;
    private TlsIdentity identity;

    CertificateAuthentication(Security security, Clock clock) {
        this.security = security;
        this.clock = clock;
    }

    /**
     * The endpoint's certificate for TLS.
     *
     * @throws HandshakeFailure 9762, 9765, 28022, 28023 if there is none that can be used now
     */
    synchronized TlsIdentity identity(Endpoint endpoint) throws HandshakeFailure {
        Certificate certificate = endpoint.certificateId()
                .flatMap(id -> security.certificates().withId(Database.MASTER, id))
                .orElseThrow(() -> TransportErrors.ownCertificate(9762, "No certificate was found."));
        if (certificate.protection() != KeyProtection.MASTER_KEY) {
            throw TransportErrors.ownCertificate(9765, "The certificate found has no associated private key.");
        }
        try {
            certificate.x509().checkValidity(Date.from(clock.instant()));
        } catch (CertificateExpiredException e) {
            throw TransportErrors.ownCertificate(28023, "The certificate has expired.");
        } catch (CertificateNotYetValidException e) {
            throw TransportErrors.ownCertificate(28022, "The certificate is not yet valid.");
        }
        if (identity == null || !identity.certificate().equals(certificate.x509())) {
            try {
                identity = new TlsIdentity(
                        certificate.x509(), security.certificates().privateKey(certificate));
            } catch (SqlError | GeneralSecurityException e) {
                throw TransportErrors.osCallFailed(
                        "The private key of certificate '" + certificate.name() + "' cannot be used.", e);
            }
        }
        return identity;
    }

    @Override
    public Peer check(Endpoint endpoint, X509Certificate presented) throws HandshakeFailure {
        Certificate known = security.certificates()
                .matching(Database.MASTER, presented)
                .orElseThrow(() -> TransportErrors.peerCertificate("Certificate not found."));
        requireSame(known.x509(), presented);
        requireValid(presented);
        Optional<Login> login = security.principals()
                .withId(Database.MASTER, known.ownerId())
                .flatMap(user -> user.loginId())
                .flatMap(id -> security.logins().withId(id));
        if (login.isEmpty()) {
            throw TransportErrors.noConnectPermission(security.principals()
                    .withId(Database.MASTER, known.ownerId())
                    .map(user -> user.name())
                    .orElse(""));
        }
        requireConnect(endpoint, login.get());
        return new Peer(Method.CERTIFICATE, login.get().name(), OptionalInt.of(known.id()));
    }

    private void requireConnect(Endpoint endpoint, Login login) throws HandshakeFailure {
        boolean allowed = security.permissions()
                .allows(login, "CONNECT", Securable.endpoint(endpoint.id()), endpoint.ownerLoginId());
        if (!allowed || (login.disabled() && login.id() != Login.SA)) {
            throw TransportErrors.noConnectPermission(login.name());
        }
    }

    private static void requireSame(X509Certificate known, X509Certificate presented) throws HandshakeFailure {
        try {
            if (!Arrays.equals(known.getEncoded(), presented.getEncoded())) {
                throw TransportErrors.otherCertificateInMaster();
            }
        } catch (CertificateEncodingException e) {
            throw TransportErrors.otherCertificateInMaster();
        }
    }

    private void requireValid(X509Certificate certificate) throws HandshakeFailure {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
        } catch (CertificateExpiredException e) {
            throw TransportErrors.peerCertificate("Certificate expired.");
        } catch (CertificateNotYetValidException e) {
            throw TransportErrors.peerCertificate("Certificate not yet valid.");
        }
    }
}
