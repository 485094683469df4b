package dev.colloquy.benchmark.engine;

import dev.colloquy.benchmark.results.Rounded;
import dev.colloquy.benchmark.results.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a RECEIVE costs while many messages wait, each on a dialog of its own. What is received is sent again, so that
 * the queue stays as deep.
 */
final class BacklogLoad implements AutoCloseable {
    private static final int BATCH = 2_000;
    private static final int AT_LEAST = 20;
    private static final String RECEIVE =
            "RECEIVE TOP (1) conversation_handle, message_type_name, message_body FROM BacklogQueue";

    private final MeasuredInstance instance;
    private final Connection connection;
    private int depth;
    private int filled;
    private long fillNanos;

    private BacklogLoad(MeasuredInstance instance, Connection connection) {
        this.instance = instance;
        this.connection = connection;
    }

    /** Starts an instance with an empty queue. */
    static BacklogLoad start(Path jar, Path folder) throws IOException, SQLException {
        MeasuredInstance instance = MeasuredInstance.start(jar, "backlog", folder);
        try {
            instance.run("backlog.sql", Map.of());
            return new BacklogLoad(instance, instance.connect("Backlog"));
        } catch (IOException | SQLException e) {
            instance.close();
            throw e;
        }
    }

    /** Fills the queue up to a depth, and receives for a time. */
    EngineResults.Backlog measure(int messages, Duration time) throws SQLException, IOException {
        int missing = messages - depth;
        long begin = System.nanoTime();
        fill(messages);
        if (missing > 0) {
            filled += missing;
            fillNanos += System.nanoTime() - begin;
        }
        Times times = receive(time);
        return new EngineResults.Backlog(
                messages,
                times.quantiles(),
                Rounded.to1(filled / (fillNanos / 1e9)),
                instance.residentMebibytes().orElse(0L));
    }

    private void fill(int messages) throws SQLException {
        try (PreparedStatement send = connection.prepareStatement("EXEC dbo.send_many ?")) {
            while (depth < messages) {
                int now = Math.min(BATCH, messages - depth);
                send.setInt(1, now);
                send.execute();
                depth += now;
            }
        }
    }

    private Times receive(Duration time) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        try (PreparedStatement receive = connection.prepareStatement(RECEIVE)) {
            while (nanos.size() < AT_LEAST || System.nanoTime() - end < 0) {
                int before = depth;
                long begin = System.nanoTime();
                try (ResultSet rows = receive.executeQuery()) {
                    while (rows.next()) {
                        depth--;
                    }
                }
                nanos.add(System.nanoTime() - begin);
                if (depth != before - 1) {
                    throw new SQLException("RECEIVE TOP (1) gave " + (before - depth) + " rows");
                }
                fill(before);
            }
        }
        return Times.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            instance.close();
        }
    }
}
