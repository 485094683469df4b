package dev.colloquy.broker.status;

import dev.colloquy.broker.setup.CertificateDates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a certificate is for. Each has findings of its own, and a meter of its own. */
enum CertificateRole {
    OWN_DIALOG("dialog", "the own dialog certificate", false),
    PEER_DIALOG("peer-dialog", "the peer's dialog certificate", true),
    OWN_TRANSPORT("transport", "the endpoint's certificate", false),
    PEER_TRANSPORT("peer-transport", "the peer's transport certificate", true);

    private static final String RENEW_OWN =
            "Set-up renews it; where that is not allowed, create a new certificate and hand it to the peer.";
    private static final String RENEW_PEERS =
            "The peer renews it and hands it over; see that its service runs and can be reached.";

    private final String code;
    private final String words;
    private final boolean peers;

    CertificateRole(String code, String words, boolean peers) {
        this.code = code;
        this.words = words;
        this.peers = peers;
    }

    /** As the tag of a meter. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong with the certificate of this role. */
    List<Finding> findings(Optional<CertificateDates> certificate, Instant now, Duration warning) {
        if (certificate.isEmpty()) {
            return List.of(missing());
        }
        CertificateDates dates = certificate.get();
        String subject = capital(words) + " " + dates.name();
        if (!dates.left(now).minusNanos(1).isNegative() && now.isBefore(dates.start())) {
            return List.of(Finding.notReady(
                    code + "-certificate-not-yet-valid",
                    subject + " is valid from " + dates.start() + " on only.",
                    "Compare the clocks of the two instances, or wait."));
        }
        if (!dates.isValid(now)) {
            return List.of(Finding.notReady(
                    code + "-certificate-expired", subject + " has expired on " + dates.expiry() + ".", renew()));
        }
        if (dates.left(now).compareTo(warning) < 0) {
            return List.of(Finding.warning(
                    code + "-certificate-expiring",
                    subject + " expires on " + dates.expiry() + ", in "
                            + dates.left(now).toDays() + " days.",
                    renew()));
        }
        return List.of();
    }

    private Finding missing() {
        if (this == PEER_DIALOG) {
            return Finding.notReady(
                    "peer-not-trusted",
                    "The peer is not trusted: its dialog certificate is not in the database.",
                    "Let the services exchange their identities, or take the certificate in (CREATE CERTIFICATE).");
        }
        if (this == PEER_TRANSPORT) {
            return Finding.notReady(
                    "peer-instance-not-trusted",
                    "The peer's instance is not trusted: no certificate in master belongs to a login that may connect"
                            + " to the endpoint.",
                    "Let the services exchange their identities, or take the certificate in and GRANT CONNECT ON"
                            + " ENDPOINT.");
        }
        return Finding.notReady(
                code + "-certificate-missing", capital(words) + " is missing.", "Set-up creates it; see its problem.");
    }

    private String renew() {
        return peers ? RENEW_PEERS : RENEW_OWN;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
