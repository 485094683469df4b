package dev.colloquy.instance.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A unit of work over H2 rows and memory. It belongs to one {@link StorageSession} and is used by one thread at a time.
 *
 * <p>Rooms change memory at once and register how to undo it ({@link #onRollback}), or collect changes as a
 * {@link Participant} and write them at commit.
 */
public final class Transaction {
    private final long id;
    private final Storage storage;
    private final StorageSession session;
    private final List<Participant> participants = new ArrayList<>(2);
    private final List<Runnable> undo = new ArrayList<>(0);
    private final List<Runnable> atEnd = new ArrayList<>(0);
    private boolean written;
    private boolean read;
    private boolean open = true;

    Transaction(long id, Storage storage, StorageSession session) {
        this.id = id;
        this.storage = storage;
        this.session = session;
    }

    /** Never 0, unique in the instance's process. */
    public long id() {
        return id;
    }

    /** The H2 connection; autocommit is off. Callers never commit or roll back on it. */
    public Connection connection() {
        return session.connection();
    }

    /** A statement prepared once per session and text; not to be closed by the caller. */
    public PreparedStatement prepare(String sql) throws SQLException {
        return session.prepare(sql);
    }

    public boolean isOpen() {
        return open;
    }

    /** Runs a step that changes or locks rows, at a time when the store takes no snapshot. */
    public <R> R changing(Change<R> change) throws SQLException {
        return storage.gate().change(change);
    }

    /**
     * Notes that rows are going to be written, so that the commit has to reach the disk.
     *
     * @throws dev.colloquy.instance.types.SqlError 1105 if it is the first time and the disk is full
     */
    public void markWritten() {
        if (!written) {
            storage.requireSpace();
            written = true;
        }
    }

    /** Notes that rows are read that others may have committed. */
    public void markRead() {
        read = true;
    }

    public boolean hasWritten() {
        return written;
    }

    /** Runs when the transaction, or the part after the current savepoint, is rolled back; last registered first. */
    public void onRollback(Runnable action) {
        undo.add(action);
    }

    /** Runs when the transaction has ended in whatever way, after commit or rollback. */
    public void onEnd(Runnable action) {
        atEnd.add(action);
    }

    /** Adds a participant once. */
    public void join(Participant participant) {
        if (!participants.contains(participant)) {
            participants.add(participant);
        }
    }

    /** The participant of the given class, or null if none has joined. */
    public <T extends Participant> T participant(Class<T> type) {
        for (Participant participant : participants) {
            if (type.isInstance(participant)) {
                return type.cast(participant);
            }
        }
        return null;
    }

    /** A point to roll back to. */
    public Savepoint save() {
        try {
            return savepoint(connection().setSavepoint());
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    /** A point to roll back to for work that writes no rows before the commit; it costs nothing. */
    public Savepoint saveMemory() {
        return savepoint(null);
    }

    private Savepoint savepoint(java.sql.Savepoint inH2) {
        int[] marks = new int[participants.size()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = participants.get(i).mark();
        }
        return new Savepoint(inH2, undo.size(), marks);
    }

    /** Undoes everything after the savepoint; locks stay, as in SQL Server. */
    public void rollbackTo(Savepoint savepoint) {
        try {
            undoDownTo(savepoint.undoSize);
            for (int i = 0; i < participants.size(); i++) {
                participants.get(i).rollbackTo(i < savepoint.marks.length ? savepoint.marks[i] : 0);
            }
            if (savepoint.inH2 != null) {
                changing(() -> {
                    connection().rollback(savepoint.inH2);
                    UndoneStatements.unmark(connection());
                    return null;
                });
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    /**
     * Commits and waits until the commit, or else what was read, is on disk. On failure everything is rolled back and the
     * error is thrown.
     */
    public void commit() {
        GroupCommit.Ticket ticket = commitToMemory();
        if (ticket != null) {
            storage.groupCommit().await(ticket);
        } else if (read) {
            storage.groupCommit().awaitVisible();
        }
        participants.forEach(Participant::afterDurable);
    }

    /** Commits without waiting for the disk (DELAYED_DURABILITY, arrivals); the future completes once it is there. */
    public CompletableFuture<Void> commitLater() {
        GroupCommit.Ticket ticket = commitToMemory();
        CompletableFuture<Void> durable = new CompletableFuture<>();
        if (ticket == null) {
            participants.forEach(Participant::afterDurable);
            durable.complete(null);
        } else {
            storage.groupCommit().whenDurable(ticket, failure -> {
                if (failure == null) {
                    participants.forEach(Participant::afterDurable);
                    durable.complete(null);
                } else {
                    durable.completeExceptionally(failure);
                }
            });
        }
        return durable;
    }

    private GroupCommit.Ticket commitToMemory() {
        requireOpen();
        GroupCommit.Ticket ticket = null;
        boolean mayWrite = written || !participants.isEmpty();
        if (mayWrite) {
            storage.groupCommit().begun();
        }
        try {
            changing(this::commitInH2);
            if (written) {
                ticket = storage.groupCommit().ticket();
            }
        } catch (SQLException e) {
            rollback();
            throw StorageErrors.translate(e);
        } catch (RuntimeException | Error e) {
            rollback();
            throw e;
        } finally {
            if (mayWrite) {
                storage.groupCommit().settled();
            }
        }
        open = false;
        for (Participant participant : participants) {
            participant.afterCommit(this);
        }
        end();
        return ticket;
    }

    /** In one step, so that a commit passes the gate once. */
    private Void commitInH2() throws SQLException {
        for (int i = 0; i < participants.size(); i++) {
            participants.get(i).beforeCommit(this);
        }
        connection().commit();
        return null;
    }

    /** Undoes everything. Rolling back a transaction that has ended does nothing. */
    public void rollback() {
        if (!open) {
            return;
        }
        open = false;
        try {
            changing(() -> {
                connection().rollback();
                return null;
            });
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        } finally {
            undoDownTo(0);
            for (Participant participant : participants) {
                participant.afterRollback(this);
            }
            end();
        }
    }

    private void undoDownTo(int size) {
        for (int i = undo.size() - 1; i >= size; i--) {
            undo.remove(i).run();
        }
    }

    private void end() {
        for (Runnable action : atEnd) {
            action.run();
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("transaction " + id + " has ended");
        }
    }

    /** A point inside a transaction. */
    public static final class Savepoint {
        private final java.sql.Savepoint inH2;
        private final int undoSize;
        private final int[] marks;

        Savepoint(java.sql.Savepoint inH2, int undoSize, int[] marks) {
            this.inH2 = inH2;
            this.undoSize = undoSize;
            this.marks = marks;
        }
    }
}
