package dev.colloquy.benchmark.chaos;

/**
 * A promise that was not kept.
 *
 * @param sort which promise
 * @param conversation number of the conversation; 0 where it is not known
 * @param what happened
 */
record Breach(Sort sort, long conversation, String what) {
    /** The promises. */
    enum Sort {
        /** Accepted, but not handled, not answered, or without an outcome. */
        LOST,
        /** Begun or handled twice, or answered twice. */
        DUPLICATED,
        /** Handled or answered in another order than asked. */
        REORDERED,
        /** What was told, what is in the ledger and what was handled do not fit together. */
        MISMATCHED,
        /** A side of a conversation that does not end. */
        LEFT_OVER
    }

    @Override
    public String toString() {
        return sort + " c" + conversation + ": " + what;
    }
}
