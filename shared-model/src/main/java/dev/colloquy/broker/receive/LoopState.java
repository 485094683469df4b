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
 * @param counts its workers, and what they have done since the start
 */
public record LoopState(
        String queue, Phase phase, Optional<Instant> lastReceive, Optional<String> lastError, Counts counts) {
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

    /**
     * Figures of a loop.
     *
     * @param receiving workers that receive
     * @param backingOff workers that pause after a failure
     * @param dead threads that an Error has ended; nothing brings them back but a new process
     * @param received messages received and committed since the start, as the receivers count them
     * @param errors failed receives since the start
     */
    public record Counts(int receiving, int backingOff, int dead, long received, long errors) {
        /** Of a loop that has not started. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    /** Whether the loop receives. */
    public boolean running() {
        return phase == Phase.RUNNING;
    }

    /** Threads that an Error has ended; nothing brings them back but a new process. */
    public int deadWorkers() {
        return counts.dead();
    }
}
