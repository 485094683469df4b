package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.storage.Participant;
import dev.colloquy.instance.storage.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction does to definitions in H2 besides its rows: the tables whose rows it has changed, which H2 locks
 * against other connections, and what is to be removed from H2 once it is committed.
 */
final class DefinitionChanges implements Participant {
    private static final System.Logger LOG = System.getLogger(DefinitionChanges.class.getName());

    private final List<Runnable> afterCommit = new ArrayList<>(0);
    private final Set<Integer> changedTables = new HashSet<>(4);

    private DefinitionChanges() {}

    static DefinitionChanges of(Transaction transaction) {
        DefinitionChanges changes = transaction.participant(DefinitionChanges.class);
        if (changes == null) {
            changes = new DefinitionChanges();
            transaction.join(changes);
        }
        return changes;
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Notes that rows of the table are changed. */
    void changed(int objectId) {
        changedTables.add(objectId);
    }

    /** Whether rows of the table were changed; a rollback to a savepoint leaves H2's lock. */
    boolean hasChanged(int objectId) {
        return changedTables.contains(objectId);
    }

    @Override
    public void beforeCommit(Transaction transaction) {}

    @Override
    public void afterCommit(Transaction transaction) {
        for (Runnable action : afterCommit) {
            quietly(action);
        }
    }

    /** Runs what must not fail; what it leaves in H2 is removed at the next start. */
    static void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "something dropped stays in the store until the next start", e);
        }
    }

    @Override
    public void afterRollback(Transaction transaction) {}

    @Override
    public int mark() {
        return afterCommit.size();
    }

    @Override
    public void rollbackTo(int mark) {
        afterCommit.subList(mark, afterCommit.size()).clear();
    }
}
