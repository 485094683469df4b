package dev.colloquy.peer.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One commit for what many threads bring. It never waits for company: what comes while one commit is under way is the next
 * batch, so a single caller has the latency of one commit, and many share it.
 *
 * @param <T> what is committed
 * @param <R> what a commit says
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private final BlockingQueue<Entry<T, R>> waiting = new LinkedBlockingQueue<>();
    private final int largest;
    private final Commit<T, R> commit;
    private final Worker worker;

    private record Entry<T, R>(List<T> items, CompletableFuture<R> done) {}

    /** Makes a batch durable. */
    @FunctionalInterface
    public interface Commit<T, R> {
        /** Returns when it is durable; called by one thread. */
        R commit(List<T> batch) throws Exception;
    }

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @param largest number of items after which a batch takes no more
     */
    public GroupCommit(String name, int largest, Commit<T, R> commit) {
        this.largest = largest;
        this.commit = commit;
        this.worker = Worker.start(name, this::commitNext);
    }

    /**
     * Adds items that are committed together.
     *
     * @return completes, in the committing thread, with what the commit said, or fails as it did
     */
    public CompletionStage<R> add(List<T> items) {
        Entry<T, R> entry = new Entry<>(items, new CompletableFuture<>());
        waiting.add(entry);
        return entry.done;
    }

    private void commitNext() throws InterruptedException {
        List<Entry<T, R>> entries = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        for (Entry<T, R> next = waiting.take(); next != null; next = batch.size() < largest ? waiting.poll() : null) {
            entries.add(next);
            batch.addAll(next.items);
        }
        try {
            R said = commit.commit(batch);
            entries.forEach(entry -> entry.done.complete(said));
        } catch (InterruptedException e) {
            entries.forEach(entry -> entry.done.completeExceptionally(e));
            throw e;
        } catch (Exception e) {
            entries.forEach(entry -> entry.done.completeExceptionally(e));
        }
    }

    /** Ends the thread; what waits is not committed, and fails. */
    @Override
    public void close() {
        worker.close();
        List<Entry<T, R>> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(entry -> entry.done.completeExceptionally(new IllegalStateException("the service stops")));
    }
}
