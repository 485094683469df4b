package dev.colloquy.benchmark.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that hold one conversation after the other until the time is over, and then finish the one in hand. */
final class Load implements AutoCloseable {
    private static final int FLOOD_CLIENTS = 8;

    private final long seed;
    private final ChaosClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Collection<Future<?>> running = new ConcurrentLinkedQueue<>();
    private final AtomicLong begun = new AtomicLong();
    private final Collection<Account> accounts = new ConcurrentLinkedQueue<>();
    private final AtomicLong known = new AtomicLong();

    private Load(long seed, ChaosClient client) {
        this.seed = seed;
        this.client = client;
    }

    /** Begins; no conversation is begun after the given time. */
    static Load start(long seed, ChaosClient client, int clients, Patience time) {
        Load load = new Load(seed, client);
        for (int i = 0; i < clients; i++) {
            load.submit(() -> {
                while (!time.isOver()) {
                    load.finish(load.begin());
                }
                return null;
            });
        }
        return load;
    }

    /** Begins many conversations as fast as it can, and looks for their outcome only then. */
    void flood(int conversations) {
        for (int i = 0; i < FLOOD_CLIENTS; i++) {
            submit(() -> {
                List<ChaosClient.Begun> flood = new ArrayList<>();
                for (int one = 0; one < conversations / FLOOD_CLIENTS; one++) {
                    flood.add(client.begin(next().withoutWait()));
                }
                for (ChaosClient.Begun one : flood) {
                    finish(one);
                }
                return null;
            });
        }
    }

    private void submit(Callable<Void> work) {
        running.add(threads.submit(work));
    }

    private Task next() {
        return Task.of(seed, begun.incrementAndGet());
    }

    private ChaosClient.Begun begin() throws InterruptedException {
        return client.begin(next());
    }

    private void finish(ChaosClient.Begun one) throws InterruptedException {
        accounts.add(client.finish(one));
        known.incrementAndGet();
    }

    /** How many conversations were asked for. */
    long begun() {
        return begun.get();
    }

    /** How many of them have an account. */
    long known() {
        return known.get();
    }

    /** Waits until every client has finished; what they were told. */
    Collection<Account> finish(Duration limit) throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        for (Future<?> one : running) {
            one.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        return accounts;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
