package dev.colloquy.broker.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The service on the other side, and how the two learn each other's certificates. */
@ConfigMapping(prefix = "colloquy.peer")
public interface PeerConfig {
    /**
     * Base URL of the other service, for the exchange of identities; where the other side has several instances, those of
     * the services that own them, between commas.
     */
    @WithName("url")
    List<URI> urls();

    /** The bootstrap secret that both services share, 16 characters or more. Absent: the secret file. */
    Optional<String> secret();

    /** File with the bootstrap secret. Absent: {@code ~/.colloquy/bootstrap-secret}, made when it is not there. */
    Optional<Path> secretFile();

    /** Directory with the peer's certificates as {@code .cer} files, instead of the exchange over HTTP. */
    Optional<Path> certificates();

    /** The peer's Service Broker endpoint, {@code TCP://host:port}; needed with a directory of certificates only. */
    Optional<String> address();

    /** How often the identity is asked for again, to notice a new certificate or address. */
    @WithDefault("5m")
    Duration refreshEvery();
}
