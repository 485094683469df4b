package dev.colloquy.broker.status;

import dev.colloquy.broker.status.BrokerStatus.Broker;
import dev.colloquy.broker.status.BrokerStatus.DialogCertificate;
import dev.colloquy.broker.status.BrokerStatus.Queue;
import dev.colloquy.broker.status.BrokerStatus.Transmission;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Calls {@code dbo.broker_status}: one round trip. Needs EXECUTE on it, and nothing else. Where connections are to be
 * had in a transaction only, call {@link #read()} in one. Safe for use by many threads.
 */
public final class BrokerStatusReader {
    private static final String CALL = "{call dbo.broker_status(?)}";

    private final ConnectionSource connections;
    private final int depthLimit;
    private final Duration timeout;

    /**
     * Neither connects nor reads.
     *
     * @param depthLimit how many rows of a backlog are counted, at least 1
     * @param timeout longest time the call may take, in full seconds, at least 1
     * @throws IllegalArgumentException if a number is too small
     */
    public BrokerStatusReader(ConnectionSource connections, int depthLimit, Duration timeout) {
        if (depthLimit < 1) {
            throw new IllegalArgumentException("depthLimit: " + depthLimit + " is less than 1");
        }
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("timeout: " + timeout + " is less than a second");
        }
        this.connections = connections;
        this.depthLimit = depthLimit;
        this.timeout = timeout;
    }

    /**
     * Reads the status now.
     *
     * @throws SQLException if the instance does not answer, or not in time
     */
    public BrokerStatus read() throws SQLException {
        try (Connection connection = connections.open();
                CallableStatement call = connection.prepareCall(CALL)) {
            call.setQueryTimeout((int) timeout.toSeconds());
            call.setInt(1, depthLimit);
            if (!call.execute()) {
                throw new SQLDataException("broker_status has returned no result");
            }
            return status(call);
        }
    }

    private static BrokerStatus status(CallableStatement call) throws SQLException {
        try (ResultSet row = call.getResultSet()) {
            if (!row.next()) {
                throw new SQLDataException("broker_status has returned no row");
            }
            Instant readAt = instant(row, "read_at").orElseThrow();
            String database = row.getString("database_name");
            boolean enabled = row.getBoolean("is_broker_enabled");
            Queue queue = queue(row);
            Transmission transmission = transmission(row);
            Optional<DialogCertificate> certificate = certificate(row);
            Broker broker = new Broker(database, enabled, endpoints(call));
            return new BrokerStatus(readAt, broker, queue, transmission, certificate);
        }
    }

    private static Queue queue(ResultSet row) throws SQLException {
        return new Queue(
                row.getBoolean("is_receive_enabled"), row.getBoolean("is_enqueue_enabled"), row.getInt("queue_depth"));
    }

    private static Transmission transmission(ResultSet row) throws SQLException {
        String status = row.getString("oldest_transmission_status");
        return new Transmission(
                row.getInt("transmission_depth"), instant(row, "oldest_enqueue_time"), status == null ? "" : status);
    }

    private static Optional<DialogCertificate> certificate(ResultSet row) throws SQLException {
        String name = row.getString("certificate_name");
        return instant(row, "certificate_expiry_date").map(expiry -> new DialogCertificate(name, expiry));
    }

    /** Reads the second result, which closes the first. */
    private static Map<String, Integer> endpoints(CallableStatement call) throws SQLException {
        if (!call.getMoreResults()) {
            throw new SQLDataException("broker_status has returned no endpoints");
        }
        Map<String, Integer> endpoints = new HashMap<>();
        try (ResultSet states = call.getResultSet()) {
            while (states.next()) {
                endpoints.put(states.getString("state_desc"), states.getInt("endpoints"));
            }
        }
        return endpoints;
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(utc -> utc.toInstant(ZoneOffset.UTC));
    }
}
