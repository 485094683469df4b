package dev.colloquy.benchmark.engine;

import dev.colloquy.benchmark.results.Times;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A closed loop of exchanges: each client sends a request, waits until its reply is received and committed, and sends the
 * next. Used once.
 */
final class DialogLoad {
    private static final int BATCH = 16;
    private static final int WAIT_MILLIS = 200;
    private static final int PATIENCE_SECONDS = 60;
    private static final int HANDLE_LENGTH = 36;

    private final MeasuredInstance initiator;
    private final MeasuredInstance target;
    private final Use use;
    private final String request;
    private final Map<String, Semaphore> replies = new ConcurrentHashMap<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    /**
     * Between two instances that are set up.
     *
     * @param request the body, well-formed XML
     */
    DialogLoad(MeasuredInstance initiator, MeasuredInstance target, Use use, String request) {
        this.initiator = initiator;
        this.target = target;
        this.use = use;
        this.request = request;
    }

    /** How dialogs are used. */
    enum Use {
        /** A dialog for each message: the target ends it with its reply, and the reply counts once both sides have ended. */
        ONE_MESSAGE(1, "{call dbo.answer_requests(?, ?)}", "{call dbo.collect_replies(?, ?)}"),

        /** A hundred messages and replies on a dialog, which the initiator then ends. */
        MANY_MESSAGES(100, "{call dbo.answer_messages(?, ?)}", "{call dbo.collect_answers(?, ?)}");

        private final int messages;
        private final String answer;
        private final String collect;

        Use(int messages, String answer, String collect) {
            this.messages = messages;
            this.answer = answer;
            this.collect = collect;
        }
    }

    /**
     * What was measured.
     *
     * @param perSecond exchanges a second
     * @param times of single exchanges
     */
    record Outcome(double perSecond, Times times) {}

    /**
     * Runs for a time, but one dialog of each client at least; what has begun by then is finished.
     *
     * @param clients that send, each in a thread of its own
     * @param workers that receive, on each side
     */
    Outcome run(int clients, int workers, Duration time) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                loops.add(threads.submit(() -> loop(target, "InstTargetDB", use.answer, false)));
                loops.add(threads.submit(() -> loop(initiator, "InstInitiatorDB", use.collect, true)));
            }
            long begin = System.nanoTime();
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> converse(begin + time.toNanos())));
            }
            List<Long> nanos = new ArrayList<>();
            for (Future<List<Long>> one : running) {
                nanos.addAll(one.get());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            stop.set(true);
            for (Future<?> loop : loops) {
                loop.get();
            }
            return new Outcome(
                    nanos.size() / seconds,
                    Times.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray()));
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    private List<Long> converse(long end) throws SQLException, InterruptedException, TimeoutException {
        List<Long> nanos = new ArrayList<>();
        try (Connection connection = initiator.connect("InstInitiatorDB");
                PreparedStatement begin = connection.prepareStatement("EXEC dbo.begin_conversation ?");
                PreparedStatement send = connection.prepareStatement("EXEC dbo.send_message ?, ?");
                PreparedStatement close = connection.prepareStatement("EXEC dbo.end_dialog ?")) {
            begin.setNString(1, request);
            send.setNString(2, request);
            do {
                long started = System.nanoTime();
                String handle = begin(begin);
                awaitReply(handle);
                nanos.add(System.nanoTime() - started);
                for (int i = 1; i < use.messages; i++) {
                    started = System.nanoTime();
                    send.setString(1, handle);
                    send.execute();
                    awaitReply(handle);
                    nanos.add(System.nanoTime() - started);
                }
                if (use.messages > 1) {
                    close.setString(1, handle);
                    close.execute();
                }
                replies.remove(handle);
            } while (System.nanoTime() - end < 0);
        }
        return nanos;
    }

    private static String begin(PreparedStatement begin) throws SQLException {
        try (ResultSet rows = begin.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Semaphore replies(String handle) {
        return replies.computeIfAbsent(handle, any -> new Semaphore(0));
    }

    private void awaitReply(String handle) throws InterruptedException, TimeoutException {
        if (!replies(handle).tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("no reply for " + handle + " in " + PATIENCE_SECONDS + " s");
        }
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
        for (int at = 0; at + HANDLE_LENGTH <= handles.length(); at += HANDLE_LENGTH) {
            replies(handles.substring(at, at + HANDLE_LENGTH)).release();
        }
    }
}
