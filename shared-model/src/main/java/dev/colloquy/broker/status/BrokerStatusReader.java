package dev.colloquy.broker.status;

import dev.colloquy.broker.setup.CertificateDates;
import dev.colloquy.broker.status.BrokerStatus.Broker;
import dev.colloquy.broker.status.BrokerStatus.Dialogs;
import dev.colloquy.broker.status.BrokerStatus.Queue;
import dev.colloquy.broker.status.BrokerStatus.Transmission;
import dev.colloquy.contract.Side;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Calls {@code dbo.broker_status}: one round trip. Needs EXECUTE on it, and nothing else. Where connections are to be
 * had in a transaction only, call {@link #read()} in one. Safe for use by many threads.
 */
public final class BrokerStatusReader {
    private static final String CALL = "{call dbo.broker_status(?)}";

    private final Side side;
    private final ConnectionSource connections;
    private final int depthLimit;
    private final Duration timeout;

    /**
     * Neither connects nor reads.
     *
     * @param side whose database it is
     * @param depthLimit how many rows of a backlog are counted, at least 1
     * @param timeout longest time the call may take, in full seconds, at least 1
     * @throws IllegalArgumentException if a number is too small
     */
    public BrokerStatusReader(Side side, ConnectionSource connections, int depthLimit, Duration timeout) {
        if (depthLimit < 1) {
            throw new IllegalArgumentException("depthLimit: " + depthLimit + " is less than 1");
        }
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("timeout: " + timeout + " is less than a second");
        }
        this.side = side;
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

    private BrokerStatus status(CallableStatement call) throws SQLException {
        try (ResultSet row = call.getResultSet()) {
            if (!row.next()) {
                throw new SQLDataException("broker_status has returned no row");
            }
            Instant readAt = instant(row, "read_at").orElseThrow();
            String database = row.getString("database_name");
            boolean enabled = row.getBoolean("is_broker_enabled");
            Optional<String> writeError = Optional.ofNullable(row.getString("write_error"));
            Queue queue = queue(row);
            int depth = row.getInt("transmission_depth");
            Optional<Instant> oldest = instant(row, "oldest_transmission_time");
            boolean route = row.getBoolean("has_route");
            boolean permission = row.getBoolean(side == Side.INITIATOR ? "has_binding" : "may_send");
            Broker broker = new Broker(database, enabled, writeError, endpoints(next(call, "endpoints")));
            Transmission transmission = transmission(next(call, "transmission queue"), depth, oldest);
            Dialogs dialogs = dialogs(next(call, "certificates"), route, permission);
            return new BrokerStatus(readAt, broker, queue, transmission, dialogs);
        }
    }

    private static Queue queue(ResultSet row) throws SQLException {
        return new Queue(
                row.getBoolean("is_receive_enabled"),
                row.getBoolean("is_enqueue_enabled"),
                row.getInt("queue_depth"),
                instant(row, "oldest_message_time"));
    }

    /** The next result, which closes the one before. */
    private static ResultSet next(CallableStatement call, String what) throws SQLException {
        if (!call.getMoreResults()) {
            throw new SQLDataException("broker_status has returned nothing about " + what);
        }
        return call.getResultSet();
    }

    private static Map<String, Integer> endpoints(ResultSet states) throws SQLException {
        Map<String, Integer> endpoints = new HashMap<>();
        try (states) {
            while (states.next()) {
                endpoints.put(states.getString("state_desc"), states.getInt("endpoints"));
            }
        }
        return endpoints;
    }

    /** Messages of statuses that were too many to be returned count as OTHER. */
    private static Transmission transmission(ResultSet statuses, int depth, Optional<Instant> oldest)
            throws SQLException {
        Map<TransmissionCause, Integer> causes = new EnumMap<>(TransmissionCause.class);
        String commonest = "";
        int told = 0;
        try (statuses) {
            while (statuses.next()) {
                String status = Objects.requireNonNullElse(statuses.getString("transmission_status"), "");
                int messages = statuses.getInt("messages");
                commonest = commonest.isEmpty() ? status : commonest;
                causes.merge(TransmissionCause.of(status), messages, Integer::sum);
                told += messages;
            }
        }
        if (told < depth) {
            causes.merge(TransmissionCause.OTHER, depth - told, Integer::sum);
        }
        return new Transmission(depth, oldest, causes, commonest);
    }

    /** They come with the one that expires last first. */
    private static Dialogs dialogs(ResultSet certificates, boolean route, boolean permission) throws SQLException {
        Optional<CertificateDates> own = Optional.empty();
        Optional<CertificateDates> peer = Optional.empty();
        try (certificates) {
            while (certificates.next()) {
                Optional<CertificateDates> certificate = Optional.of(new CertificateDates(
                        certificates.getString("certificate_name"),
                        instant(certificates, "start_date").orElseThrow(),
                        instant(certificates, "expiry_date").orElseThrow()));
                if (certificates.getBoolean("is_own")) {
                    own = own.or(() -> certificate);
                } else {
                    peer = peer.or(() -> certificate);
                }
            }
        }
        return new Dialogs(route, permission, own, peer);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(utc -> utc.toInstant(ZoneOffset.UTC));
    }
}
