package dev.colloquy.target.receive;

/**
 * How many more transactions are to take one conversation only, because a batch has been rolled back. The workers share
 * it: whoever receives the conversations of that batch again does so one by one. Safe for use by many threads.
 */
final class RoundsOfOne {
    private int left;

    /** A batch of so many conversations was rolled back. */
    synchronized void rolledBack(int conversations) {
        left = Math.max(left, conversations);
    }

    /**
     * A batch of so many conversations was committed; of none: the queue has no more of those that were rolled back.
     */
    synchronized void committed(int conversations) {
        left = conversations == 0 ? 0 : Math.max(0, left - 1);
    }

    /** How many conversations the next transaction may take, of the usual number. */
    synchronized int limit(int usual) {
        return left > 0 ? 1 : usual;
    }
}
