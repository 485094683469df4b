package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.EncryptionMode;
import dev.colloquy.instance.broker.Endpoint;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code sys.endpoints} and the views that extend it. */
final class EndpointViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final int TCP = 2;
    private static final int TSQL = 2;
    private static final int SERVICE_BROKER = 3;
    private static final int DEFAULT_TCP_ID = 4;
    private static final int NEGOTIATE = 3;
    private static final int CERTIFICATE = 4;
    private static final int NEGOTIATE_CERTIFICATE = 7;
    private static final int CERTIFICATE_NEGOTIATE = 10;

    /** Descriptions of connection_auth. */
    private static final Map<Integer, String> AUTHENTICATION = Map.of(
            NEGOTIATE, "NEGOTIATE",
            CERTIFICATE, "CERTIFICATE",
            NEGOTIATE_CERTIFICATE, "NEGOTIATE, CERTIFICATE",
            CERTIFICATE_NEGOTIATE, "CERTIFICATE, NEGOTIATE");

    /** encryption_algorithm by its description. */
    private static final Map<String, Integer> ENCRYPTION = Map.of(
            "NONE", 0,
            "RC4", 1,
            "AES", 2,
            "NONE, RC4", 3,
            "NONE, AES", 4,
            "RC4, AES", 5,
            "AES, RC4", 6,
            "NONE, RC4, AES", 7,
            "NONE, AES, RC4", 8);

    private static final List<String> NAMES = List.of("endpoints", "tcp_endpoints", "service_broker_endpoints");

    private final Sources sources;

    EndpointViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "endpoints" -> endpoints();
            case "tcp_endpoints" -> tcpEndpoints();
            case "service_broker_endpoints" -> serviceBrokerEndpoints();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /**
     * A row of {@code sys.endpoints}.
     *
     * @param broker absent for the endpoint of T-SQL
     */
    private record Row(
            String name,
            int id,
            int ownerId,
            int type,
            String typeDescription,
            int state,
            String stateDescription,
            Optional<Endpoint> broker) {
        static Row of(Endpoint endpoint) {
            return new Row(
                    endpoint.name(),
                    endpoint.id(),
                    endpoint.ownerLoginId(),
                    SERVICE_BROKER,
                    "SERVICE_BROKER",
                    endpoint.state().ordinal(),
                    endpoint.state().name(),
                    Optional.of(endpoint));
        }

        static Row tsql() {
            return new Row("TSQL Default TCP", DEFAULT_TCP_ID, Login.SA, TSQL, "TSQL", 0, "STARTED", Optional.empty());
        }

        Endpoint endpoint() {
            return broker.orElseThrow();
        }
    }

    private Stream<Row> visibleBroker(ViewScope scope) {
        return sources.broker().endpoints().current().stream()
                .filter(endpoint -> sources.security()
                        .permissions()
                        .allows(
                                scope.login(),
                                "VIEW DEFINITION",
                                Securable.endpoint(endpoint.id()),
                                endpoint.ownerLoginId()))
                .map(Row::of);
    }

    private Stream<Row> visible(ViewScope scope) {
        return Stream.concat(Stream.of(Row.tsql()), visibleBroker(scope));
    }

    private static View<Row> endpoint(View<Row> view) {
        return view.column("name", SqlType.SYSNAME, Row::name)
                .column("endpoint_id", SqlType.INT, Row::id)
                .nullable("principal_id", SqlType.INT, Row::ownerId)
                .constant("protocol", SqlType.TINYINT, TCP)
                .constant("protocol_desc", DESCRIPTION, "TCP")
                .column("type", SqlType.TINYINT, Row::type)
                .nullable("type_desc", DESCRIPTION, Row::typeDescription)
                .nullable("state", SqlType.TINYINT, Row::state)
                .nullable("state_desc", DESCRIPTION, Row::stateDescription)
                .zeros("is_admin_endpoint");
    }

    private View<?> endpoints() {
        return View.<Row>of(this::visible).with(EndpointViews::endpoint);
    }

    private View<?> tcpEndpoints() {
        return View.<Row>of(this::visible)
                .with(EndpointViews::endpoint)
                .column(
                        "port",
                        SqlType.INT,
                        row -> row.broker().map(Endpoint::port).orElse(0))
                .zeros("is_dynamic_port")
                .nullable(
                        "ip_address",
                        SqlType.nvarchar(45),
                        row -> row.broker().flatMap(Endpoint::listenerIp).orElse(null));
    }

    private View<?> serviceBrokerEndpoints() {
        return View.<Row>of(this::visibleBroker)
                .with(EndpointViews::endpoint)
                .column(
                        "is_message_forwarding_enabled",
                        SqlType.BIT,
                        row -> row.endpoint().messageForwarding())
                .column(
                        "message_forwarding_size",
                        SqlType.INT,
                        row -> row.endpoint().messageForwardSize())
                .column("connection_auth", SqlType.TINYINT, row -> authentication(row.endpoint()))
                .nullable(
                        "connection_auth_desc", DESCRIPTION, row -> AUTHENTICATION.get(authentication(row.endpoint())))
                .nullable(
                        "certificate_id",
                        SqlType.INT,
                        row -> row.endpoint().certificateId().orElse(0))
                .column("encryption_algorithm", SqlType.TINYINT, row -> ENCRYPTION.get(encryption(row.endpoint())))
                .nullable("encryption_algorithm_desc", DESCRIPTION, row -> encryption(row.endpoint()));
    }

    private static int authentication(Endpoint endpoint) {
        if (endpoint.certificateId().isEmpty()) {
            return NEGOTIATE;
        }
        if (!endpoint.windows()) {
            return CERTIFICATE;
        }
        return endpoint.windowsFirst() ? NEGOTIATE_CERTIFICATE : CERTIFICATE_NEGOTIATE;
    }

    private static String encryption(Endpoint endpoint) {
        if (endpoint.encryption() == EncryptionMode.DISABLED) {
            return "NONE";
        }
        String algorithms = String.join(", ", endpoint.algorithms());
        return endpoint.encryption() == EncryptionMode.SUPPORTED ? "NONE, " + algorithms : algorithms;
    }
}
