package dev.colloquy.broker.hygiene;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The stored procedures of the search: each operation is one call and one transaction. Both sides have them under the
 * same names. Safe for use by many threads.
 */
final class HygieneGateway {
    private static final String BEGIN = "{call dbo.begin_hygiene (?, ?)}";
    private static final String FINISH = "{call dbo.finish_hygiene (?, ?, ?, ?, ?)}";
    private static final String READ = "{call dbo.read_hygiene (?)}";
    private static final String END = "{call dbo.end_leaked_conversation (?, ?, ?, ?, ?, ?)}";

    /** Longer than a page takes; an end may wait for a handler that works on the conversation. */
    private static final int TIMEOUT_SECONDS = 30;

    /** A run that has shown no sign of life for so long has died with its process: well beyond the longest call. */
    private static final int LEASE_SECONDS = 4 * TIMEOUT_SECONDS;

    /** While more messages than these wait in the queue, it is not asked whose they are. */
    private static final int QUEUE_LIMIT = 10_000;

    private final DataSource dataSource;
    private final HygieneDatabase database;

    HygieneGateway(DataSource dataSource, HygieneDatabase database) {
        this.dataSource = dataSource;
        this.database = database;
    }

    /** What a run looks through, page by page. */
    enum Scan {
        ENDPOINTS("{call dbo.find_leaked_endpoints (?, ?, ?, ?, ?)}"),
        ROWS("{call dbo.find_leaked_rows (?, ?, ?, ?, ?)}");

        private final String call;

        Scan(String call) {
            this.call = call;
        }
    }

    /** Whether a run has begun, and its number. */
    record Start(Outcome outcome, long run) {
        enum Outcome {
            BEGUN,
            BUSY,
            RECENT
        }
    }

    /** A conversation that was found. */
    record Leak(UUID handle, LeakReason reason) {}

    /**
     * A page of a scan.
     *
     * @param superseded whether another replica works on the search now; nothing was looked at
     * @param fromStart whether it was the first
     * @param atEnd whether it was the last
     */
    record Page(List<Leak> leaks, boolean superseded, boolean fromStart, boolean atEnd) {}

    private interface Work<T> {
        T with(CallableStatement call) throws SQLException;
    }

    private <T> T call(String procedure, Work<T> work) throws Exception {
        return database.call(() -> {
            try (Connection connection = dataSource.getConnection();
                    CallableStatement call = connection.prepareCall(procedure)) {
                call.setQueryTimeout(TIMEOUT_SECONDS);
                return work.with(call);
            }
        });
    }

    /** Begins a run unless one is at work or has begun within the time. */
    Start begin(Duration notSoonerThan) throws Exception {
        return call(BEGIN, call -> {
            call.setInt(1, seconds(notSoonerThan));
            call.setInt(2, LEASE_SECONDS);
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return new Start(Start.Outcome.valueOf(row.getString("outcome")), row.getLong("run_id"));
            }
        });
    }

    /** Looks at the next page. */
    Page page(Scan scan, long run, HygieneSettings settings) throws Exception {
        return call(scan.call, call -> {
            call.setLong(1, run);
            call.setInt(2, settings.pages().rows());
            call.setInt(3, QUEUE_LIMIT);
            call.setInt(4, seconds(settings.grace()));
            call.setInt(5, seconds(settings.overdueAfter()));
            return page(call);
        });
    }

    private static Page page(CallableStatement call) throws SQLException {
        List<Leak> leaks = new ArrayList<>();
        try (ResultSet rows = call.executeQuery()) {
            while (rows.next()) {
                leaks.add(new Leak(handle(rows), LeakReason.valueOf(rows.getString("reason"))));
            }
        }
        if (!call.getMoreResults()) {
            throw new SQLException("the search has returned no extent");
        }
        try (ResultSet extent = call.getResultSet()) {
            return extent.next()
                    ? new Page(leaks, false, extent.getBoolean("from_start"), extent.getBoolean("at_end"))
                    : new Page(List.of(), true, false, false);
        }
    }

    /** Ends a conversation that was found. */
    LeakAction end(long run, Leak leak, boolean cleanup) throws Exception {
        return call(END, call -> {
            call.setLong(1, run);
            call.setString(2, leak.handle().toString());
            call.setString(3, leak.reason().name());
            call.setBoolean(4, cleanup);
            call.setInt(5, leak.reason().code());
            call.setNString(6, leak.reason().explanation());
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return LeakAction.valueOf(row.getString("action"));
            }
        });
    }

    /** Files the end of a run. */
    void finish(long run, boolean whole, Map<LeakKind, Integer> counts) throws Exception {
        boolean rows = call(FINISH, call -> {
            call.setLong(1, run);
            call.setBoolean(2, whole);
            call.setInt(3, counts.getOrDefault(LeakKind.HALF_CLOSED, 0));
            call.setInt(4, counts.getOrDefault(LeakKind.OVERDUE, 0));
            call.setInt(5, counts.getOrDefault(LeakKind.ORPHANED, 0));
            return call.execute();
        });
        assert !rows;
    }

    /** What the last run has found. */
    HygieneReport read() throws Exception {
        return call(READ, call -> {
            call.setInt(1, HygieneReport.MOST_FINDINGS);
            long run;
            Optional<Instant> startedAt;
            Optional<Instant> finishedAt;
            boolean whole;
            Map<LeakKind, Integer> counts = new EnumMap<>(LeakKind.class);
            try (ResultSet row = call.executeQuery()) {
                row.next();
                run = row.getLong("run_id");
                startedAt = time(row, "started_at");
                finishedAt = time(row, "finished_at");
                whole = row.getBoolean("is_whole");
                counts.put(LeakKind.HALF_CLOSED, row.getInt("half_closed"));
                counts.put(LeakKind.OVERDUE, row.getInt("overdue"));
                counts.put(LeakKind.ORPHANED, row.getInt("orphaned"));
            }
            return new HygieneReport(run, startedAt, finishedAt, whole, counts, findings(call));
        });
    }

    private static List<Finding> findings(CallableStatement call) throws SQLException {
        if (!call.getMoreResults()) {
            throw new SQLException("read_hygiene has returned no findings");
        }
        List<Finding> findings = new ArrayList<>();
        try (ResultSet rows = call.getResultSet()) {
            while (rows.next()) {
                findings.add(new Finding(
                        LeakReason.valueOf(rows.getString("reason")),
                        handle(rows),
                        rows.getString("state").strip(),
                        time(rows, "since").orElseThrow(),
                        LeakAction.valueOf(rows.getString("action"))));
            }
        }
        return findings;
    }

    private static UUID handle(ResultSet row) throws SQLException {
        return UUID.fromString(row.getString("conversation_handle"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(utc -> utc.toInstant(ZoneOffset.UTC));
    }

    /** Below 2,147,483,647, which is 68 years, as T-SQL's DATEADD takes no more. */
    private static int seconds(Duration time) {
        return (int) Math.min(time.toSeconds(), Integer.MAX_VALUE);
    }
}
