package dev.colloquy.broker.hygiene;

/** What was done about a leaked conversation. The names are those that the stored procedures return. */
public enum LeakAction {
    /** Nothing: policy does not allow it, it cannot be ended, or it was not its turn yet. */
    REPORTED,
    /** Ended with an error, and closed in the ledger. */
    ENDED,
    /** Removed {@code WITH CLEANUP}. */
    CLEANED_UP,
    /** Nothing: messages of it wait in the queue or in the transmission queue. */
    HELD,
    /** Nothing: it was no longer as it was found. */
    CHANGED;

    boolean isEnd() {
        return this == ENDED || this == CLEANED_UP;
    }
}
