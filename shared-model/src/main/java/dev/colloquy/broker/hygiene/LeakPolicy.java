package dev.colloquy.broker.hygiene;

/** What may be done about a kind of leaked conversation. */
public enum LeakPolicy {
    /** Nothing but to report it. */
    REPORT,
    /** It is ended with an error. */
    END,
    /**
     * It is ended with an error, or, where the peer does not acknowledge an end, {@code WITH CLEANUP}: the peer is not
     * told, so this is for peers that are gone for good.
     */
    CLEANUP
}
