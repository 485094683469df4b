package dev.colloquy.broker.setup;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import dev.colloquy.instance.EmbeddedInstance;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** An instance for one side, empty at first, in this process. */
final class SetupInstance implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SetupInstance.class);
    private static final SetupPlan.Certificates CERTIFICATES =
            new SetupPlan.Certificates(Duration.ofDays(365), Duration.ofDays(30));
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;

    private final Side side;
    private final int endpointPort;
    private final EmbeddedInstance instance;

    private SetupInstance(Side side, int endpointPort, EmbeddedInstance instance) {
        this.side = side;
        this.endpointPort = endpointPort;
        this.instance = instance;
    }

    static SetupInstance of(Side side) throws Exception {
        int port = freePort();
        EmbeddedInstance instance = EmbeddedInstance.builder().name(side.name()).start();
        return new SetupInstance(side, port, instance);
    }

    /** A port that nobody listens on, below those that the system gives to outgoing connections. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                LOG.debugf("port %d is taken: %s", port, taken.getMessage());
            }
        }
    }

    int endpointPort() {
        return endpointPort;
    }

    SetupPlan plan() {
        return plan(Optional.empty());
    }

    SetupPlan plan(Optional<RunTimeLogin> login) {
        return plan(login, CERTIFICATES);
    }

    /** A setup that renews certificates only on their last day. */
    InstanceSetup lateSetup() {
        return setup(plan(Optional.empty(), new SetupPlan.Certificates(Duration.ofDays(365), Duration.ofDays(1))));
    }

    /** A setup that takes its dialog certificate from files. */
    InstanceSetup setup(DialogCertificateFiles dialog) {
        return setup(plan(
                Optional.empty(),
                new SetupPlan.Certificates(CERTIFICATES.validity(), CERTIFICATES.renewal(), Optional.of(dialog))));
    }

    /** A setup whose peer has several instances. */
    InstanceSetup setupForSeveralPeers() {
        return setup(plan(Optional.empty(), CERTIFICATES, true));
    }

    private SetupPlan plan(Optional<RunTimeLogin> login, SetupPlan.Certificates certificates) {
        return plan(login, certificates, false);
    }

    private SetupPlan plan(Optional<RunTimeLogin> login, SetupPlan.Certificates certificates, boolean severalPeers) {
        String folder = "dev/colloquy/broker/setup/" + (side == Side.INITIATOR ? "initiator" : "target");
        return new SetupPlan(
                side,
                new SetupPlan.Endpoint("localhost", endpointPort, OptionalInt.empty()),
                login,
                certificates,
                List.of(folder),
                severalPeers);
    }

    InstanceSetup setup() {
        return setup(plan());
    }

    InstanceSetup setup(SetupPlan plan) {
        return new InstanceSetup(login("sa", instance.saPassword()), plan);
    }

    /** A setup of another release, with the migrations of a folder of the test's resources. */
    InstanceSetup setup(Release release, String folder) {
        SetupPlan plan = plan();
        SetupPlan ofFolder = new SetupPlan(
                side,
                plan.endpoint(),
                plan.runTimeLogin(),
                plan.certificates(),
                List.of("dev/colloquy/broker/setup/" + folder));
        return new InstanceSetup(login("sa", instance.saPassword()), ofFolder, release);
    }

    SQLServerDataSource login(String name, String password) {
        SQLServerDataSource dataSource = new SQLServerDataSource();
        dataSource.setURL(instance.jdbcUrl());
        dataSource.setUser(name);
        dataSource.setPassword(password);
        return dataSource;
    }

    /** A connection of sa to a database. */
    Connection connect(String database) throws SQLException {
        SQLServerDataSource dataSource = login("sa", instance.saPassword());
        dataSource.setDatabaseName(database);
        return dataSource.getConnection();
    }

    /** Runs batches as sa, separated by GO. */
    void run(String script) throws SQLException {
        try (Connection connection = connect("master");
                Statement statement = connection.createStatement()) {
            for (String batch : script.split("(?m)^GO$")) {
                if (!batch.isBlank()) {
                    execute(statement, batch);
                }
            }
        }
    }

    /** Runs a script of the test's resources. */
    void runResource(String name) throws SQLException, IOException {
        try (InputStream in = SetupInstance.class.getResourceAsStream(name)) {
            run(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${port}", String.valueOf(endpointPort)));
        }
    }

    static void execute(Statement statement, String batch) throws SQLException {
        boolean rows = statement.execute(batch);
        while (rows || statement.getUpdateCount() != -1) {
            rows = statement.getMoreResults();
        }
    }

    /** All rows of a query, each as text. */
    List<String> rows(String database, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : " | ").append(rows.getString(i));
                }
                all.add(row.toString());
            }
        }
        return all;
    }

    /** Everything that set-up makes, with the dates of its making. */
    List<String> state() throws SQLException {
        List<String> state = new ArrayList<>();
        for (String database : List.of("master", side.database(), "msdb")) {
            state.addAll(rows(database, "SELECT name, thumbprint, principal_id, start_date FROM sys.certificates"));
            state.addAll(rows(database, "SELECT name, key_guid, create_date FROM sys.symmetric_keys"));
            state.addAll(rows(database, "SELECT name, principal_id, create_date FROM sys.database_principals"));
            state.addAll(rows(database, "SELECT name, remote_service_name, address, route_id FROM sys.routes"));
            state.addAll(rows(database, "SELECT name, remote_principal_id FROM sys.remote_service_bindings"));
            state.addAll(rows(database, "SELECT name, service_id, principal_id FROM sys.services"));
            state.addAll(rows(
                    database,
                    "SELECT class, major_id, grantee_principal_id, permission_name FROM sys.database_permissions"));
        }
        state.addAll(rows(
                "master",
                "SELECT name, endpoint_id, state, connection_auth_desc, certificate_id"
                        + " FROM sys.service_broker_endpoints"));
        state.addAll(rows("master", "SELECT name, port FROM sys.tcp_endpoints"));
        state.addAll(rows("master", "SELECT name, principal_id, create_date, modify_date FROM sys.server_principals"));
        state.addAll(rows("master", "SELECT class, major_id, permission_name FROM sys.server_permissions"));
        state.addAll(rows("master", "SELECT name, service_broker_guid, is_broker_enabled FROM sys.databases"));
        return state;
    }

    /** What set-up has made, without what differs from instance to instance. */
    List<String> shape() throws SQLException {
        List<String> shape = new ArrayList<>();
        for (String database : List.of("master", side.database(), "msdb")) {
            shape.addAll(rows(
                    database,
                    "SELECT c.name, u.name FROM sys.certificates AS c JOIN sys.database_principals AS u"
                            + " ON u.principal_id = c.principal_id ORDER BY c.name"));
            shape.addAll(rows(database, "SELECT name FROM sys.symmetric_keys ORDER BY name"));
            shape.addAll(rows(database, "SELECT name FROM sys.database_principals ORDER BY name"));
            shape.addAll(rows(database, "SELECT name, remote_service_name FROM sys.routes ORDER BY name"));
            shape.addAll(rows(database, "SELECT name, remote_service_name FROM sys.remote_service_bindings"));
            shape.addAll(rows(database, "SELECT name FROM sys.services ORDER BY name"));
            shape.addAll(rows(
                    database,
                    "SELECT class, permission_name FROM sys.database_permissions ORDER BY class, permission_name"));
        }
        shape.addAll(rows("master", "SELECT name, state, connection_auth_desc FROM sys.service_broker_endpoints"));
        shape.addAll(rows("master", "SELECT name FROM sys.server_principals ORDER BY name"));
        shape.addAll(rows("master", "SELECT class, permission_name FROM sys.server_permissions ORDER BY class"));
        return shape;
    }

    /** Prepares both and makes each trust the other. */
    static void introduce(SetupInstance one, SetupInstance other) throws SetupFailure {
        BrokerIdentity first = one.setup().prepare();
        BrokerIdentity second = other.setup().prepare();
        one.setup().trust(second);
        other.setup().trust(first);
    }

    @Override
    public void close() {
        instance.close();
    }
}
