package dev.colloquy.broker.lifecycle;

/**
 * How far the start has come.
 *
 * @param phase the step
 * @param problem what keeps it from the next one, in words for the operator; empty if nothing is known
 */
public record Progress(Phase phase, String problem) {
    /** The steps, in order. */
    public enum Phase {
        /** The instance is being reached and set up. */
        STARTING,
        /** The database is ready; the peer's certificates and address are not known yet. */
        AWAITING_PEER,
        /** Both sides know each other. */
        TRUSTED
    }

    /** Whether the database is set up. */
    public boolean databaseReady() {
        return phase != Phase.STARTING;
    }
}
