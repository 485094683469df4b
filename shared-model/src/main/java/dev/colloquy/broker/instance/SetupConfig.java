package dev.colloquy.broker.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the service brings its instance to the state that conversations need, and keeps it there. */
@ConfigMapping(prefix = "colloquy.setup")
public interface SetupConfig {
    /** Login that creates what is missing, for example a member of sysadmin. Absent: the run-time login does it. */
    Optional<String> username();

    /** Password of that login. */
    Optional<String> password();

    /** How long a certificate that set-up creates is valid; more than zero, in whole days, rounded up. */
    @WithDefault("365d")
    Duration certificateValidity();

    /** How long before its expiry an own certificate is renewed; less than its validity. */
    @WithDefault("30d")
    Duration certificateRenewal();

    /**
     * File with the dialog certificate that all instances of this side share, X.509 in DER; needed where the peer is to
     * reach several. Absent: set-up makes one for this instance and renews it.
     */
    Optional<Path> dialogCertificate();

    /** File with the private key of that certificate, in PVK format, as BACKUP CERTIFICATE writes it. */
    Optional<Path> dialogCertificateKey();

    /** Password of that private key. */
    Optional<String> dialogCertificatePassword();

    /** Whether an endpoint that somebody has stopped is started when set-up runs; otherwise readiness says that it is stopped. */
    @WithDefault("true")
    boolean startStoppedEndpoint();

    /** How often set-up runs again, to put right what somebody has changed and to renew certificates; more than zero. */
    @WithDefault("10m")
    Duration verifyInterval();

    /** Longest pause between two attempts at a step that fails, as when the instance is down; 250ms or more. */
    @WithDefault("30s")
    Duration longestPause();
}
