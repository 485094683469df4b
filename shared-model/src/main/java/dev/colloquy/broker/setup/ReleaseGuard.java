package dev.colloquy.broker.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a service from taking a database back that a newer release has migrated. While a release is rolled out, replicas of
 * the one before start, and verify their set-up, beside the new ones.
 */
final class ReleaseGuard {
    /** As the errors that set-up scripts raise: the text says all. */
    private static final int OWN_ERROR = 50_001;

    private final SetupScript read = SetupScript.named("read_release");
    private final SetupScript record = SetupScript.named("record_release");
    private final Release own;
    private final AtomicInteger told = new AtomicInteger();

    ReleaseGuard(Release own) {
        this.own = own;
    }

    /** What a database was migrated by. */
    Release of(Connection connection) throws SQLException {
        return read.query(
                        connection, List.of(), row -> new Release(row.getInt("number"), row.getInt("compatible_from")))
                .orElseThrow();
    }

    /**
     * Whether that release is newer than this one.
     *
     * @throws SQLException if this one cannot work with what that one has made
     */
    boolean isNewer(Release other) throws SQLException {
        if (own.number() < other.compatibleFrom()) {
            throw new SQLException(
                    "Release " + other.number() + " has migrated the database, and this is release " + own.number()
                            + ", which cannot work with it. Deploy release " + other.compatibleFrom()
                            + " or a newer one.",
                    "S0001",
                    OWN_ERROR);
        }
        return other.number() > own.number();
    }

    /** What to say about a newer release: a line the first time. */
    List<String> news(Release newer, String database) {
        if (told.getAndSet(newer.number()) == newer.number()) {
            return List.of();
        }
        return List.of("database " + database + " stays as release " + newer.number()
                + " has migrated it; this is release " + own.number());
    }

    /** Leaves this release in a database that it has migrated. */
    void record(Connection connection) throws SQLException {
        record.run(connection, values());
    }

    /** The record as T-SQL. */
    String recording() {
        return record.withValues(values());
    }

    /** A check as T-SQL that no newer release has migrated the database. */
    String checking() {
        return SetupScript.named("check_release").withValues(List.of(own.number()));
    }

    private List<Integer> values() {
        return List.of(own.number(), own.compatibleFrom());
    }

    int number() {
        return own.number();
    }
}
