package dev.colloquy.benchmark.http;

import dev.colloquy.benchmark.results.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * A closed loop: each client begins a conversation, gets the reply with the answer, and begins the next. The connections
 * are there before the clock runs.
 */
public final class HttpLoad {
    private static final String REQUEST = "{\"request\":\"Message for Target service.\"}";
    private static final int WAIT_SECONDS = 60;
    private static final int CREATED = 201;
    private static final int UNAVAILABLE = 503;
    private static final long PAUSE_MILLIS = 20;

    private final int port;

    /** Against the HTTP port of a system. */
    public HttpLoad(int port) {
        this.port = port;
    }

    /**
     * What was measured.
     *
     * @param perSecond conversations a second
     * @param times of single conversations, from the request to the whole answer
     * @param refused answers 503, after which the client tried again 20 ms later, within the conversation's time
     */
    public record Outcome(double perSecond, Times times, int refused) {}

    /**
     * Runs the given number of clients for a number of conversations each.
     *
     * @throws ExecutionException when a conversation is answered otherwise than with its reply or 503
     */
    public Outcome run(int clients, int conversationsEach) throws InterruptedException, ExecutionException {
        return run(clients, () -> held -> held < conversationsEach);
    }

    /**
     * Runs the given number of clients for a time, but one conversation each at least; what has begun by then is finished.
     *
     * @throws ExecutionException when a conversation is answered otherwise than with its reply or 503
     */
    public Outcome run(int clients, Duration time) throws InterruptedException, ExecutionException {
        return run(clients, () -> {
            long end = System.nanoTime() + time.toNanos();
            return held -> held == 0 || System.nanoTime() - end < 0;
        });
    }

    /** Begins the clock when asked for the predicate that says whether a client goes on. */
    private interface Limit {
        IntPredicate begin();
    }

    private Outcome run(int clients, Limit limit) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        CountDownLatch connected = new CountDownLatch(clients);
        CountDownLatch start = new CountDownLatch(1);
        List<Client> all = new ArrayList<>();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Client client = new Client(limit);
                all.add(client);
                running.add(threads.submit(() -> client.run(connected, start)));
            }
            connected.await(WAIT_SECONDS, TimeUnit.SECONDS);
            long begin = System.nanoTime();
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            Times times = Times.together(all.stream().map(Client::times).toList());
            int refused = all.stream().mapToInt(client -> client.refused).sum();
            return new Outcome(times.count() / seconds, times, refused);
        } finally {
            threads.shutdownNow();
        }
    }

    /** One client in a thread of its own. */
    private final class Client {
        private final Limit limit;
        private long[] nanos = new long[1_024];
        private int held;
        private int refused;

        Client(Limit limit) {
            this.limit = limit;
        }

        Void run(CountDownLatch connected, CountDownLatch start) throws IOException, InterruptedException {
            try (HttpConnection connection = new HttpConnection(port)) {
                connected.countDown();
                start.await();
                IntPredicate goesOn = limit.begin();
                while (goesOn.test(held)) {
                    long begin = System.nanoTime();
                    converse(connection);
                    if (held == nanos.length) {
                        nanos = Arrays.copyOf(nanos, held * 2);
                    }
                    nanos[held] = System.nanoTime() - begin;
                    held++;
                }
            }
            return null;
        }

        private void converse(HttpConnection connection) throws IOException, InterruptedException {
            HttpConnection.Response response = connection.post("/conversations", REQUEST, WAIT_SECONDS);
            while (response.status() == UNAVAILABLE) {
                refused++;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                response = connection.post("/conversations", REQUEST, WAIT_SECONDS);
            }
            if (response.status() != CREATED) {
                throw new IOException("answered with " + response.status() + ": " + response.body());
            }
        }

        Times times() {
            return Times.ofNanos(Arrays.copyOf(nanos, held));
        }
    }
}
