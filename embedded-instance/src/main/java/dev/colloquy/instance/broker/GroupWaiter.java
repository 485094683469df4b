package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import java.util.concurrent.locks.Condition;

/** A transaction that waits for a conversation group. */
final class GroupWaiter {
    final Transaction transaction;
    final Condition condition;
    /** The group has been handed to the transaction. */
    boolean granted;

    GroupWaiter(Transaction transaction, Condition condition) {
        this.transaction = transaction;
        this.condition = condition;
    }
}
