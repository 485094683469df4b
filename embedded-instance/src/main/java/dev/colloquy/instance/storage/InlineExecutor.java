package dev.colloquy.instance.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;

/**
 * Takes the place of the two threads to which H2 hands what it writes: the task is run by the thread that hands it over.
 * Whoever forces a commit waits for both, so threads of their own gain nothing and cost four hand-overs a flush.
 *
 * <p>What is handed over inside {@link #deferring} is kept, and run first by the next hand-over, whoever that is. H2 hands
 * over under a lock of its own, one thread at a time.
 */
final class InlineExecutor extends ThreadPoolExecutor {
    private static final VarHandle SERIALIZATION = field("serializationExecutor");
    private static final VarHandle SAVING = field("bufferSaveExecutor");

    private final Deque<FutureTask<?>> deferred = new ArrayDeque<>(1);
    private volatile Thread deferring;

    private InlineExecutor() {
        super(0, 1, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>());
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.privateLookupIn(FileStore.class, MethodHandles.lookup())
                    .findVarHandle(FileStore.class, name, ThreadPoolExecutor.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Lets callers write. To be called once, after H2 has opened its database.
     *
     * @return the executor that prepares pages, the first of the two
     */
    static InlineExecutor install(MVStore store) {
        InlineExecutor serialization = new InlineExecutor();
        store.executeFilestoreOperation(() -> {
            replace(SERIALIZATION, store, serialization);
            replace(SAVING, store, new InlineExecutor());
        });
        return serialization;
    }

    private static void replace(VarHandle field, MVStore store, InlineExecutor by) {
        ThreadPoolExecutor former = (ThreadPoolExecutor) field.getAndSet(store.getFileStore(), by);
        if (former != null) {
            former.shutdown();
        }
    }

    /** Runs an action of H2 that hands over, but waits for nothing that it hands over. */
    long deferring(LongSupplier action) {
        deferring = Thread.currentThread();
        try {
            return action.getAsLong();
        } finally {
            deferring = null;
        }
    }

    @Override
    public Future<?> submit(Runnable task) {
        if (isShutdown()) {
            throw new RejectedExecutionException("closed");
        }
        FutureTask<?> future = new FutureTask<>(task, null);
        deferred.add(future);
        if (deferring != Thread.currentThread()) {
            while (!deferred.isEmpty()) {
                deferred.remove().run();
            }
        }
        return future;
    }
}
