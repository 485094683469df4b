package dev.colloquy.benchmark.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A closed loop: each client begins a conversation, gets the reply with the answer, and begins the next. */
final class HttpLoad {
    private static final String REQUEST = "{\"request\":\"Message for Target service.\"}";
    private static final int WAIT_SECONDS = 60;
    private static final int CREATED = 201;

    private final int port;

    /** Against the initiator's HTTP port. */
    HttpLoad(int port) {
        this.port = port;
    }

    /** What was measured: conversations a second and the times of single ones in nanoseconds, ascending. */
    record Outcome(double perSecond, long[] nanos) {
        double millisAt(double quantile) {
            return nanos[(int) Math.min(nanos.length - 1, Math.floor(quantile * nanos.length))] / 1e6;
        }
    }

    /**
     * Runs the given number of clients for a number of conversations each.
     *
     * @throws ExecutionException when a conversation is answered otherwise than with its reply
     */
    Outcome run(int clients, int conversationsEach) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long begin = System.nanoTime();
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> converse(conversationsEach)));
            }
            long[] nanos = new long[clients * conversationsEach];
            int filled = 0;
            for (Future<long[]> one : running) {
                long[] times = one.get();
                System.arraycopy(times, 0, nanos, filled, times.length);
                filled += times.length;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            Arrays.sort(nanos);
            return new Outcome(nanos.length / seconds, nanos);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] converse(int conversations) throws IOException {
        long[] nanos = new long[conversations];
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int i = 0; i < conversations; i++) {
                long started = System.nanoTime();
                HttpConnection.Response response = connection.post("/conversations", REQUEST, WAIT_SECONDS);
                if (response.status() != CREATED) {
                    throw new IOException("answered with " + response.status() + ": " + response.body());
                }
                nanos[i] = System.nanoTime() - started;
            }
        }
        return nanos;
    }
}
