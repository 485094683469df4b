package dev.colloquy.benchmark;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A closed loop of dialogs: each client begins one, waits until its reply and EndDialog are received and its own side is
 * ended, and begins the next.
 */
final class DialogLoad {
    private static final int BATCH = 16;
    private static final int WAIT_MILLIS = 500;

    private final MeasuredInstance initiator;
    private final MeasuredInstance target;
    private final Map<String, CompletableFuture<Void>> completions = new ConcurrentHashMap<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    DialogLoad(MeasuredInstance initiator, MeasuredInstance target) {
        this.initiator = initiator;
        this.target = target;
    }

    /** What was measured: dialogs a second and the times of single dialogs in nanoseconds, ascending. */
    record Outcome(double perSecond, long[] nanos) {
        double millisAt(double quantile) {
            return nanos[(int) Math.min(nanos.length - 1, Math.floor(quantile * nanos.length))] / 1e6;
        }
    }

    /** Runs the given number of clients for a number of dialogs each. */
    Outcome run(int clients, int dialogsEach, int workers) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                loops.add(
                        threads.submit(() -> loop(target, "InstTargetDB", "{call dbo.answer_requests(?, ?)}", false)));
                loops.add(threads.submit(
                        () -> loop(initiator, "InstInitiatorDB", "{call dbo.collect_replies(?, ?)}", true)));
            }
            long begin = System.nanoTime();
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> converse(dialogsEach)));
            }
            long[] nanos = new long[clients * dialogsEach];
            int filled = 0;
            for (Future<long[]> one : running) {
                long[] times = one.get();
                System.arraycopy(times, 0, nanos, filled, times.length);
                filled += times.length;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            stop.set(true);
            for (Future<?> loop : loops) {
                loop.get();
            }
            Arrays.sort(nanos);
            return new Outcome(nanos.length / seconds, nanos);
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    private long[] converse(int dialogs)
            throws SQLException, InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
        long[] nanos = new long[dialogs];
        try (Connection connection = initiator.connect("InstInitiatorDB");
                PreparedStatement begin = connection.prepareStatement("EXEC dbo.begin_conversation ?")) {
            begin.setNString(1, "<RequestMsg>Message for Target service.</RequestMsg>");
            for (int i = 0; i < dialogs; i++) {
                long started = System.nanoTime();
                String handle;
                try (ResultSet rows = begin.executeQuery()) {
                    rows.next();
                    handle = rows.getString(1);
                }
                completions
                        .computeIfAbsent(handle, h -> new CompletableFuture<>())
                        .get(60, TimeUnit.SECONDS);
                completions.remove(handle);
                nanos[i] = System.nanoTime() - started;
            }
        }
        return nanos;
    }

    private Void loop(MeasuredInstance instance, String database, String call, boolean completes) throws SQLException {
        try (Connection connection = instance.connect(database);
                CallableStatement statement = connection.prepareCall(call)) {
            statement.setInt(1, BATCH);
            statement.setInt(2, WAIT_MILLIS);
            while (!stop.get()) {
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next() && completes) {
                        complete(rows.getString(1));
                    }
                }
            }
        }
        return null;
    }

    private void complete(String handles) {
        for (int at = 0; at + 36 <= handles.length(); at += 36) {
            completions
                    .computeIfAbsent(handles.substring(at, at + 36), h -> new CompletableFuture<>())
                    .complete(null);
        }
    }
}
