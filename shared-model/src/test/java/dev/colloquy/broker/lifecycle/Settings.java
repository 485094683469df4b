package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.instance.EmbeddedConfig;
import dev.colloquy.broker.instance.JdbcConfig;
import dev.colloquy.broker.instance.OwnInstance;
import dev.colloquy.broker.instance.SetupConfig;
import dev.colloquy.contract.Side;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the lifecycle, which let nothing happen by the mere lapse of time unless told otherwise. */
record Settings(Duration verifyInterval, Duration refreshEvery, Duration longestPause) {
    static final Duration NEVER = Duration.ofDays(1);

    /** Of a service that asks again at once after a failure, and otherwise only when it is woken. */
    static Settings eager() {
        return new Settings(NEVER, NEVER, Duration.ofMillis(250));
    }

    Retries retries() {
        return new Retries(setup(), peer());
    }

    /** An instance that somebody else has started. */
    OwnInstance instance() {
        return new OwnInstance(Side.INITIATOR, new Elsewhere(), setup(), new Unused());
    }

    private SetupConfig setup() {
        return new Setup(verifyInterval, longestPause);
    }

    private PeerConfig peer() {
        return new Peer(refreshEvery);
    }

    private record Setup(Duration verifyInterval, Duration longestPause) implements SetupConfig {
        @Override
        public Optional<String> username() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }

        @Override
        public Duration certificateValidity() {
            return Duration.ofDays(365);
        }

        @Override
        public Duration certificateRenewal() {
            return Duration.ofDays(30);
        }

        @Override
        public Optional<Path> dialogCertificate() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> dialogCertificateKey() {
            return Optional.empty();
        }

        @Override
        public Optional<String> dialogCertificatePassword() {
            return Optional.empty();
        }

        @Override
        public boolean startStoppedEndpoint() {
            return true;
        }
    }

    private record Peer(Duration refreshEvery) implements PeerConfig {
        @Override
        public List<URI> urls() {
            return List.of(URI.create("http://localhost:8081"));
        }

        @Override
        public Optional<String> secret() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> secretFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> certificates() {
            return Optional.empty();
        }

        @Override
        public Optional<String> address() {
            return Optional.empty();
        }
    }

    private record Elsewhere() implements JdbcConfig {
        @Override
        public Optional<String> url() {
            return Optional.of("jdbc:sqlserver://localhost:1433");
        }

        @Override
        public Optional<String> username() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }
    }

    private record Unused() implements EmbeddedConfig {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public Path data() {
            return Path.of("unused");
        }

        @Override
        public Optional<String> saPassword() {
            return Optional.empty();
        }
    }
}
