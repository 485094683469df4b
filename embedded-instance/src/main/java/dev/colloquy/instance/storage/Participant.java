package dev.colloquy.instance.storage;

/**
 * A room that keeps changes of a transaction in memory until it ends. All methods are called by the thread that ends
 * the transaction.
 */
public interface Participant {

    /** Writes the pending changes through {@link Transaction#connection()}; an exception rolls everything back. */
    void beforeCommit(Transaction transaction);

    /** The changes are committed: make them visible and release locks. Must not fail. */
    void afterCommit(Transaction transaction);

    /** The commit has reached the disk; called after {@link #afterCommit}. Must not fail or block. */
    default void afterDurable() {}

    /** Forget the pending changes and release locks. Must not fail. */
    void afterRollback(Transaction transaction);

    /** A mark of the pending changes, for {@link #rollbackTo}. */
    int mark();

    /** Forget the changes made after the mark; locks stay. */
    void rollbackTo(int mark);
}
