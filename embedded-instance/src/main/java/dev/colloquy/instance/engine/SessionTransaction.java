package dev.colloquy.instance.engine;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The transaction of a session: {@code @@TRANCOUNT}, savepoints, the doomed state, and the transactions of single
 * statements (autocommit).
 *
 * <p>A storage transaction exists from the first statement that asks for it. While {@code @@TRANCOUNT} is 0 it ends with
 * that statement.
 */
final class SessionTransaction implements AutoCloseable {
    private static final int DEFAULT_LOCK_TIMEOUT_MILLIS = 10_000;

    private record NamedSavepoint(String name, Transaction.Savepoint point) {}

    private final Storage storage;
    private final List<NamedSavepoint> savepoints = new ArrayList<>(0);
    private StorageSession connection;
    private Transaction current;
    private Transaction.Savepoint statementStart;
    private int lockTimeout = -1;
    private int count;
    private boolean ofStatement;
    private long id;
    private String name = "";
    private boolean doomed;

    SessionTransaction(Storage storage) {
        this.storage = storage;
    }

    /** The storage transaction of the running statement. */
    Transaction current() {
        if (current == null) {
            if (connection == null) {
                connection = storage.openSession();
            }
            current = connection.begin();
        }
        return current;
    }

    /** Applies SET LOCK_TIMEOUT to the store; -1 stands for the store's own limit. */
    void lockTimeout(int millis) {
        if (millis == lockTimeout) {
            return;
        }
        int wanted = millis < 0 ? DEFAULT_LOCK_TIMEOUT_MILLIS : millis;
        try (Statement statement = current().connection().createStatement()) {
            statement.execute("SET LOCK_TIMEOUT " + wanted);
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
        lockTimeout = millis;
    }

    /** {@code @@TRANCOUNT}. */
    int count() {
        return count;
    }

    boolean isOpen() {
        return count > 0;
    }

    boolean isDoomed() {
        return doomed;
    }

    /** {@code XACT_STATE()}. */
    int state() {
        return doomed ? -1 : count > 0 ? 1 : 0;
    }

    /** {@code BEGIN TRANSACTION}; the name counts for the outermost one only. */
    void begin(String transactionName, Response response) {
        if (doomed) {
            throw uncommittable();
        }
        if (count == 0) {
            id = current().id();
            name = transactionName;
            response.transactionBegan(id);
        }
        count++;
    }

    /** {@code COMMIT}: one level less, and the outermost level reaches the disk. */
    void commit(boolean delayedDurability, Response response) {
        if (count == 0) {
            throw new SqlError(3902, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.");
        }
        if (doomed) {
            throw uncommittable();
        }
        if (count > 1) {
            count--;
            return;
        }
        if (ofStatement) {
            throw new SqlError(
                    3916,
                    "Cannot use the COMMIT statement within an INSERT-EXEC statement unless BEGIN TRANSACTION is used"
                            + " first.");
        }
        long committed = id;
        Transaction transaction = current();
        boolean done = false;
        try {
            if (delayedDurability) {
                transaction.commitLater().exceptionally(SessionTransaction::reportLoss);
            } else {
                transaction.commit();
            }
            done = true;
        } finally {
            forget();
            if (!done) {
                response.transactionRolledBack(committed);
            }
        }
        response.transactionCommitted(committed);
    }

    private static Void reportLoss(Throwable failure) {
        System.getLogger(SessionTransaction.class.getName())
                .log(System.Logger.Level.ERROR, "a commit with delayed durability did not reach the disk", failure);
        return null;
    }

    /** {@code ROLLBACK} without a name: the whole transaction. */
    void rollback(Response response) {
        if (count == 0) {
            throw new SqlError(3903, "The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.");
        }
        if (ofStatement) {
            throw new SqlError(3915, "Cannot use the ROLLBACK statement within an INSERT-EXEC statement.");
        }
        long rolledBack = id;
        try {
            rollbackStorage();
        } finally {
            forget();
        }
        response.transactionRolledBack(rolledBack);
    }

    /** {@code ROLLBACK name}: to the savepoint set last under the name, or everything if the transaction has it. */
    void rollback(String to, Response response) {
        if (count == 0) {
            rollback(response);
        }
        for (int i = savepoints.size() - 1; i >= 0; i--) {
            if (savepoints.get(i).name().equals(to)) {
                requireNotDoomed(
                        3931,
                        "The current transaction cannot be committed and cannot be rolled back to a"
                                + " savepoint. Roll back the entire transaction.");
                current().rollbackTo(savepoints.get(i).point());
                savepoints.subList(i + 1, savepoints.size()).clear();
                return;
            }
        }
        if (!name.equals(to)) {
            throw new SqlError(
                    6401, "Cannot roll back " + to + ". No transaction or savepoint of that name was found.");
        }
        rollback(response);
    }

    /** {@code SAVE TRANSACTION}. */
    void save(String savepoint) {
        if (count == 0) {
            throw new SqlError(628, "Cannot issue SAVE TRANSACTION when there is no active transaction.");
        }
        requireNotDoomed(
                3931,
                "The current transaction cannot be committed and cannot be rolled back to a savepoint. Roll back the"
                        + " entire transaction.");
        savepoints.add(new NamedSavepoint(savepoint, current().save()));
    }

    /** Refuses a statement that writes while the transaction can only be rolled back. */
    void requireWritable() {
        if (doomed) {
            throw uncommittable();
        }
    }

    private void requireNotDoomed(int number, String message) {
        if (doomed) {
            throw new SqlError(number, message);
        }
    }

    private static SqlError uncommittable() {
        return new SqlError(
                3930,
                "The current transaction cannot be committed and cannot support operations that write to the log file."
                        + " Roll back the transaction.");
    }

    /** A statement of several steps begins inside a transaction: remembers where to go back to if it fails. */
    void markStatement() {
        if (count > 0) {
            statementStart = current().save();
        }
    }

    /** The same for a statement whose steps write no rows before the commit. */
    void markStatementInMemory() {
        if (count > 0) {
            statementStart = current().saveMemory();
        }
    }

    /** Puts the running statement's mark aside while statements inside it run, which set marks of their own. */
    Transaction.Savepoint suspendStatement() {
        Transaction.Savepoint start = statementStart;
        statementStart = null;
        return start;
    }

    /** The statement goes on. */
    void resumeStatement(Transaction.Savepoint start) {
        statementStart = start;
    }

    /** The statement has succeeded: commits it unless a transaction is open. */
    void statementSucceeded() {
        statementStart = null;
        if (current != null && count == 0) {
            Transaction statement = current;
            current = null;
            statement.commit();
        }
    }

    /** The statement has failed: undoes it alone. */
    void statementFailed() {
        Transaction.Savepoint start = statementStart;
        statementStart = null;
        if (count == 0) {
            rollbackStorage();
        } else if (start != null && current != null && current.isOpen()) {
            current.rollbackTo(start);
        }
    }

    /**
     * From here on statements belong to one outer statement (INSERT … EXEC), which commits them together: opens a
     * transaction that the client does not hear of, unless one is open.
     *
     * @return whether {@link #endOfStatement} has to end it
     */
    boolean beginOfStatement() {
        if (count > 0) {
            return false;
        }
        id = current().id();
        count = 1;
        ofStatement = true;
        return true;
    }

    /** Ends what {@link #beginOfStatement} opened; it may be gone already. */
    void endOfStatement(boolean succeeded) {
        if (!ofStatement) {
            return;
        }
        Transaction transaction = current;
        boolean commit = succeeded && !doomed;
        forget();
        if (transaction != null && commit) {
            transaction.commit();
        } else if (transaction != null) {
            transaction.rollback();
        }
    }

    /** An error that a CATCH takes would have rolled back: the transaction can only be rolled back from here on. */
    void doom(boolean victim) {
        if (count == 0) {
            return;
        }
        doomed = true;
        if (victim) {
            rollbackStorage();
        }
    }

    /** Rolls back whatever is open, told to the client if it was a transaction of its own. */
    void rollbackAll(Response response) {
        if (count > 0 && !ofStatement) {
            rollback(response);
        } else {
            rollback();
        }
    }

    /** Rolls back whatever is open without a word: the client is gone. */
    void rollback() {
        try {
            rollbackStorage();
        } finally {
            forget();
        }
    }

    private void rollbackStorage() {
        Transaction open = current;
        current = null;
        if (open != null) {
            open.rollback();
        }
    }

    private void forget() {
        current = null;
        statementStart = null;
        count = 0;
        id = 0;
        name = "";
        doomed = false;
        ofStatement = false;
        savepoints.clear();
    }

    @Override
    public void close() {
        try {
            rollback();
        } finally {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }
}
