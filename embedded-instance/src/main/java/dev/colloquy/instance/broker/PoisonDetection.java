package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Poison message detection: five rollbacks in a row of transactions that received from a queue switch it off, unless its
 * POISON_MESSAGE_HANDLING is off. The count is in memory and begins anew with each commit that received from the queue.
 *
 * <p>RECEIVE is refused from the fifth rollback on; the definition follows as soon as the definition lock is free.
 */
final class PoisonDetection {
    private static final System.Logger LOG = System.getLogger(PoisonDetection.class.getName());
    private static final int ROLLBACKS = 5;

    private final Storage storage;
    private final Definitions definitions;
    private final Map<QueueContent, Integer> rollbacks = new ConcurrentHashMap<>();
    private volatile boolean closing;

    PoisonDetection(Storage storage, Definitions definitions) {
        this.storage = storage;
        this.definitions = definitions;
    }

    /** From now on transactions are rolled back because the instance closes. */
    void close() {
        closing = true;
    }

    /** A transaction that received from the queues has committed. */
    void committed(Set<QueueContent> queues) {
        if (!rollbacks.isEmpty()) {
            queues.forEach(rollbacks::remove);
        }
    }

    /** A transaction that received from the queues is being rolled back; what it received is not back yet. */
    void rolledBack(Set<QueueContent> queues) {
        for (QueueContent content : queues) {
            boolean handled = definitions
                    .queue(content.databaseId, content.queueId)
                    .filter(Queue::poisonMessageHandling)
                    .isPresent();
            if (handled && !closing && rollbacks.merge(content, 1, Integer::sum) >= ROLLBACKS) {
                rollbacks.remove(content);
                content.enable(false);
                // The transaction that is being rolled back may hold the definition lock.
                Thread disabler = new Thread(() -> disable(content), "poison-queue-" + content.queueId);
                disabler.setDaemon(true);
                disabler.start();
            }
        }
    }

    private void disable(QueueContent content) {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            try {
                storage.definitionLock().acquire(transaction, new Cancellation());
                disable(content, transaction);
                transaction.commit();
            } finally {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            LOG.log(
                    closing ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                    "a queue with a poison message is off only until the next start",
                    e);
        }
    }

    private void disable(QueueContent content, Transaction transaction) {
        Optional<Queue> queue = definitions.queue(content.databaseId, content.queueId);
        Optional<Database> database = storage.databases().withId(content.databaseId);
        if (queue.isEmpty() || database.isEmpty() || content.isEnabled()) {
            return;
        }
        QueueOptions off = new QueueOptions(Optional.of(false), Optional.empty(), Optional.empty());
        definitions.alterQueue(transaction, database.get(), queue.get(), off);
        LOG.log(
                System.Logger.Level.WARNING,
                "the queue " + queue.get().name() + " of database "
                        + database.get().name() + " was switched off after " + ROLLBACKS
                        + " rollbacks in a row: it has a poison message");
    }
}
