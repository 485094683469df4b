package dev.colloquy.broker.setup;

import dev.colloquy.broker.setup.InstanceInspection.Endpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Looks at the parts of an instance that only the set-up login sees; changes nothing. */
final class InstanceInspector {
    private final SetupScript inspectEndpoint = SetupScript.named("inspect_endpoint");
    private final SetupScript inspectLocalRoute = SetupScript.named("inspect_local_route");

    private record Network(
            Instant readAt, Optional<Endpoint> endpoint, Optional<CertificateDates> peerCertificate, boolean visible) {}

    private record Arrival(boolean route, boolean brokerEnabled) {}

    /** What it sees; empty if the login may not see it. */
    Optional<InstanceInspection> inspect(SetupSession session, String service) throws SQLException {
        Optional<Network> network = inspectEndpoint
                .query(session.in("master"), List.of(), InstanceInspector::network)
                .filter(Network::visible);
        if (network.isEmpty()) {
            return Optional.empty();
        }
        Optional<Arrival> arrival = inspectLocalRoute.query(
                session.in("msdb"),
                List.of(service),
                row -> new Arrival(row.getInt("has_route") == 1, row.getInt("is_broker_enabled") == 1));
        return arrival.map(way -> new InstanceInspection(
                network.get().readAt(),
                network.get().endpoint(),
                network.get().peerCertificate(),
                way.route(),
                way.brokerEnabled()));
    }

    private static Network network(ResultSet row) throws SQLException {
        Optional<CertificateDates> own = certificate(row, "");
        String state = row.getString("state_desc");
        return new Network(
                instant(row, "read_at"),
                Optional.ofNullable(row.getString("endpoint_name")).map(name -> new Endpoint(name, state, own)),
                certificate(row, "peer_"),
                row.getInt("visible") == 1);
    }

    private static Optional<CertificateDates> certificate(ResultSet row, String prefix) throws SQLException {
        String name = row.getString(prefix + "certificate_name");
        return name == null
                ? Optional.empty()
                : Optional.of(new CertificateDates(
                        name, instant(row, prefix + "start_date"), instant(row, prefix + "expiry_date")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
