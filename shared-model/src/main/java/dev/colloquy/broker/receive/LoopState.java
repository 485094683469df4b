package dev.colloquy.broker.receive;

import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link ReceiveLoop} was doing when it was asked.
 *
 * @param queue what it receives from
 * @param phase what it does
 * @param lastReceive when a receive last succeeded, with messages or without; empty if none has
 * @param lastError the last failure since the start, also if the loop has recovered from it; empty if there was none
 * @param deadWorkers threads that an Error has ended; nothing brings them back but a new process
 */
public record LoopState(
        String queue, Phase phase, Optional<Instant> lastReceive, Optional<String> lastError, int deadWorkers) {
    /** What a loop does. */
    public enum Phase {
        /** Not started yet, closed, or without a single worker left. */
        STOPPED,
        /** At least one worker receives. */
        RUNNING,
        /** Every worker has failed, and has not received since; an empty wait counts as received. */
        BACKING_OFF,
        /** Closed, but a worker has not ended yet. */
        STOPPING
    }

    /** Whether the loop receives. */
    public boolean running() {
        return phase == Phase.RUNNING;
    }
}
