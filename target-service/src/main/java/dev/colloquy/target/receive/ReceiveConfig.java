package dev.colloquy.target.receive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests are received. {@code waitFor < stopGrace}, and both below the platform's time for termination. */
@ConfigMapping(prefix = "colloquy.receive")
public interface ReceiveConfig {
    /** How many workers receive at once when there is little to do, each with a connection of its own; 1 to 64. */
    @WithDefault("2")
    int workers();

    /** How many workers receive at once when batches come full, {@code workers} to 64. */
    @WithDefault("8")
    int maxWorkers();

    /** How many conversations one transaction takes at most; 1 to 1000. */
    @WithDefault("16")
    int batch();

    /** How long one RECEIVE waits for a message before it comes back without; 1ms to 10m. */
    @WithDefault("5s")
    Duration waitFor();

    /** How long a batch in hand may go on when the service stops, before it is cancelled. */
    @WithDefault("10s")
    Duration stopGrace();

    /** How often a request is tried before the poison policy applies; 1 to 1000. */
    @WithDefault("5")
    int maxAttempts();

    /**
     * What becomes of a request that has failed so often: {@code reject} ends its conversation with error 50103, {@code
     * park} keeps it until an operator decides.
     */
    @WithDefault("reject")
    PoisonPolicy poisonPolicy();

    /**
     * For how many requests after the start, or until there are no more, each is handled alone and noted in the database
     * before, so that one which ends the process is found and counts a failed attempt; 0 to 10000. 0 notes nothing, also
     * not requests that have failed before.
     */
    @WithDefault("100")
    int carefulStart();

    /** How long the handler may take for all requests of a batch, 1s to 1h; then the transaction is rolled back. */
    @WithDefault("60s")
    Duration handlerTimeLimit();

    /**
     * Pause before a failed request is tried again, or after a fault of the database; more than 0. Each further failure
     * doubles it, at random up to a half is taken off, and for requests it is rounded up to full seconds.
     */
    @WithDefault("1s")
    Duration firstBackoff();

    /** Longest such pause; at most a day. */
    @WithDefault("30s")
    Duration longestBackoff();
}
