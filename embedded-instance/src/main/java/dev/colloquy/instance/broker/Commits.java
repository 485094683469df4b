package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import java.util.Collection;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Runs the broker's own transactions: arrivals, acknowledgements, retries, expiry. */
final class Commits implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Commits.class.getName());

    private final Storage storage;
    private final DialogTable table;
    private final ConversationLocks locks = new ConversationLocks();
    private final Deque<StorageSession> idle = new ConcurrentLinkedDeque<>();
    private final Housekeeping housekeeping;
    private final Router router;
    private final PoisonDetection poisonDetection;
    private volatile boolean closed;

    Commits(
            Storage storage,
            DialogTable table,
            Housekeeping housekeeping,
            Router router,
            PoisonDetection poisonDetection) {
        this.storage = storage;
        this.table = table;
        this.housekeeping = housekeeping;
        this.router = router;
        this.poisonDetection = poisonDetection;
    }

    DialogTable table() {
        return table;
    }

    ConversationLocks locks() {
        return locks;
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    Router router() {
        return router;
    }

    PoisonDetection poisonDetection() {
        return poisonDetection;
    }

    /**
     * Runs a transaction over conversations; the future completes once it is on disk.
     *
     * @throws dev.colloquy.instance.types.SqlError if it cannot be committed; nothing has happened then
     */
    CompletableFuture<Void> run(Collection<UUID> conversations, BiConsumer<Transaction, Changes> compute) {
        StorageSession session = borrow();
        try {
            Transaction transaction = session.begin();
            transaction.join(new SystemWork(this, conversations, compute));
            return transaction.commitLater();
        } finally {
            giveBack(session);
        }
    }

    /** As {@link #run}, for callers that go on whatever happens: a failure is logged and the work comes up again. */
    void runQuietly(Collection<UUID> conversations, BiConsumer<Transaction, Changes> compute) {
        try {
            CompletableFuture<Void> unused = run(conversations, compute).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    LOG.log(System.Logger.Level.WARNING, "a broker transaction is not on disk", failure);
                }
            });
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a broker transaction failed; it will be tried again", e);
        }
    }

    /** Reads rows; everything is rolled back in the end. */
    void read(Consumer<Transaction> reader) {
        StorageSession session = borrow();
        try {
            Transaction transaction = session.begin();
            try {
                reader.accept(transaction);
            } finally {
                transaction.rollback();
            }
        } finally {
            giveBack(session);
        }
    }

    private StorageSession borrow() {
        if (closed) {
            throw BrokerErrors.shuttingDown();
        }
        StorageSession session = idle.pollFirst();
        return session == null ? storage.openSession() : session;
    }

    private void giveBack(StorageSession session) {
        idle.addFirst(session);
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        StorageSession session = idle.pollFirst();
        while (session != null) {
            session.close();
            session = idle.pollFirst();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private static final class SystemWork extends CommitWork {
        private final Collection<UUID> conversations;
        private final BiConsumer<Transaction, Changes> computation;

        SystemWork(Commits commits, Collection<UUID> conversations, BiConsumer<Transaction, Changes> computation) {
            super(commits);
            this.conversations = conversations;
            this.computation = computation;
        }

        @Override
        ConversationLocks.Held lock(ConversationLocks locks) {
            return locks.lock(conversations);
        }

        @Override
        void compute(Transaction transaction, Changes into) {
            computation.accept(transaction, into);
        }

        @Override
        void ended(Transaction transaction, boolean committed) {
            // Nothing is held beyond the commit.
        }

        @Override
        public int mark() {
            return 0;
        }

        @Override
        public void rollbackTo(int mark) {
            throw new IllegalStateException("the broker's own transactions have no savepoints");
        }
    }
}
