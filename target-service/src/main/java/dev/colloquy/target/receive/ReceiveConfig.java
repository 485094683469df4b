package dev.colloquy.target.receive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests are received. {@code waitFor < stopGrace}, and both below the platform's time for termination. */
@ConfigMapping(prefix = "colloquy.receive")
public interface ReceiveConfig {
    /** How many workers receive at once, each with a connection of its own; 1 to 64. */
    @WithDefault("2")
    int workers();

    /** How many conversations one transaction takes at most; 1 to 1000. */
    @WithDefault("16")
    int batch();

    /** How long one RECEIVE waits for a message before it comes back without. */
    @WithDefault("5s")
    Duration waitFor();

    /** How long a batch in hand may go on when the service stops, before it is cancelled. */
    @WithDefault("10s")
    Duration stopGrace();

    /** How often a request is handed to the handler before its conversation ends with an error. */
    @WithDefault("5")
    int maxAttempts();

    /** How long the handler may take for all requests of a batch; then the transaction is rolled back. */
    @WithDefault("60s")
    Duration handlerTimeLimit();

    /** Pause after a failure; each further one in a row doubles it, at random up to a half shorter. */
    @WithDefault("1s")
    Duration firstBackoff();

    /** Longest such pause. */
    @WithDefault("30s")
    Duration longestBackoff();
}
