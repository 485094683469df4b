package dev.colloquy.broker.instance;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The embedded instance that the service starts when no {@code colloquy.jdbc.url} is given. */
@ConfigMapping(prefix = "colloquy.embedded")
public interface EmbeddedConfig {
    /** TDS port, on loopback. */
    int port();

    /** Data directory; made when it is not there. */
    Path data();

    /** Password of {@code sa}, for looking in with a SQL client. Absent: a random one that nobody learns. */
    Optional<String> saPassword();
}
