package dev.colloquy.target.receive;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The JTA transaction around a batch, one after the other for one worker. One thread uses it; any thread may doom it.
 */
final class BatchTransaction {
    private static final Logger LOG = Logger.getLogger(BatchTransaction.class);

    private final TransactionManager manager;
    private final int timeoutSeconds;
    private final AtomicReference<Transaction> current = new AtomicReference<>();

    /**
     * Transactions that are rolled back when they last longer than the limit.
     *
     * @param limit in full seconds, at least 1
     */
    BatchTransaction(TransactionManager manager, Duration limit) {
        if (limit.toSeconds() < 1) {
            throw new IllegalArgumentException("a transaction's limit of " + limit + " is less than a second");
        }
        this.manager = manager;
        this.timeoutSeconds = Math.toIntExact(limit.toSeconds());
    }

    void begin() throws Exception {
        manager.setTransactionTimeout(timeoutSeconds);
        manager.begin();
        current.set(manager.getTransaction());
    }

    /** Runs something in a transaction of its own, beside the one in hand if there is one, and commits it. */
    <T> T beside(Callable<T> work) throws Exception {
        Transaction outer = manager.suspend();
        try {
            manager.begin();
            T result;
            try {
                result = work.call();
            } catch (Exception e) {
                manager.rollback();
                throw e;
            }
            manager.commit();
            return result;
        } finally {
            if (outer != null) {
                manager.resume(outer);
            }
        }
    }

    /** Whether it can still be committed: nobody has doomed it, and its time is not up. */
    boolean isActive() throws SystemException {
        return manager.getStatus() == Status.STATUS_ACTIVE;
    }

    /** Throws if it was rolled back instead. */
    void commit() throws Exception {
        current.set(null);
        manager.commit();
    }

    /** Ends it after a failure, if it has not ended yet. A rollback that fails is the server's to finish. */
    void rollback() {
        current.set(null);
        try {
            if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
                manager.rollback();
            }
        } catch (SystemException | RuntimeException e) {
            LOG.debugf(e, "Rollback failed");
        }
    }

    /** Sees to it that the transaction in hand, if there is one, cannot be committed. */
    void doom() {
        Optional.ofNullable(current.get()).ifPresent(transaction -> {
            try {
                transaction.setRollbackOnly();
            } catch (SystemException | IllegalStateException e) {
                LOG.debugf(e, "The transaction has ended already");
            }
        });
    }
}
