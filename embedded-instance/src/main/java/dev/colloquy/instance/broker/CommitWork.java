package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Participant;
import dev.colloquy.instance.storage.Transaction;

/**
 * The broker's part of a commit: lock the conversations, compute what happens to them as they are now, write rows,
 * publish, and let messages go once the commit is on disk.
 */
abstract class CommitWork implements Participant {
    private final Commits commits;
    private Changes changes;
    private ConversationLocks.Held held;

    CommitWork(Commits commits) {
        this.commits = commits;
    }

    /** Locks the conversations that the commit changes; null if there are none. */
    abstract ConversationLocks.Held lock(ConversationLocks locks);

    /** Computes what the commit does. */
    abstract void compute(Transaction transaction, Changes into);

    /** Runs after the end in whatever way. */
    abstract void ended(Transaction transaction, boolean committed);

    @Override
    public final void beforeCommit(Transaction transaction) {
        held = lock(commits.locks());
        changes = new Changes(commits.table());
        compute(transaction, changes);
        changes.write(transaction);
    }

    @Override
    public final void afterCommit(Transaction transaction) {
        changes.publish(commits.housekeeping());
        unlock();
        ended(transaction, true);
    }

    @Override
    public final void afterDurable() {
        changes.handOver(commits.router());
    }

    @Override
    public final void afterRollback(Transaction transaction) {
        if (changes != null) {
            changes.discard();
        }
        unlock();
        ended(transaction, false);
    }

    private void unlock() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
