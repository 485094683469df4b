package dev.colloquy.broker.status;

import dev.colloquy.contract.Side;
import dev.colloquy.instance.EmbeddedInstance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The target's database on an instance of its own, with what the shared migrations make. */
final class StatusDatabase implements BeforeEachCallback, AfterEachCallback {
    private static final Pattern GO = Pattern.compile("(?m)^GO$");
    private static final String MIGRATION = "/dev/colloquy/broker/migration/";

    private EmbeddedInstance instance;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        instance = EmbeddedInstance.builder().port(0).brokerPort(0).start();
        try (Connection connection = connect("master", "sa", instance.saPassword())) {
            run(connection, text("database.sql"));
            run(connection, text(MIGRATION + "V1__message_types_and_contract.sql"));
            run(connection, text("queue_and_login.sql"));
            run(connection, text(MIGRATION + "V8__write_probe.sql"));
            run(connection, migration("R__broker_status.sql"));
            run(connection, migration("R__enable_queue.sql"));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        instance.close();
    }

    private static String migration(String name) throws IOException {
        return text(MIGRATION + name)
                .replace("${queue}", Side.TARGET.queue())
                .replace("${service}", Side.TARGET.service())
                .replace("${peerService}", Side.INITIATOR.service())
                .replace("${user}", Side.TARGET.user());
    }

    /** Ends the instance before the test does. */
    void stop() {
        instance.close();
    }

    /** A connection that may EXECUTE the procedures. */
    Connection asReader() throws SQLException {
        return connect("InstTargetDB", "status_reader", "Broker-Status-2");
    }

    /** Runs one statement as sa. */
    void execute(String sql) throws SQLException {
        try (Connection connection = connect("InstTargetDB", "sa", instance.saPassword())) {
            run(connection, sql);
        }
    }

    /** Runs a script of the test's resources as sa. */
    void executeResource(String name) throws SQLException, IOException {
        execute(text(name));
    }

    /** Sends a request to a service in a conversation of its own. */
    void send(String service) throws SQLException, IOException {
        try (Connection connection = connect("InstTargetDB", "sa", instance.saPassword());
                PreparedStatement send = connection.prepareStatement(text("send_request.sql"))) {
            send.setString(1, service);
            send.execute();
        }
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(instance.jdbcUrl() + ";databaseName=" + database, user, password);
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String batch : GO.split(script)) {
                if (!batch.isBlank()) {
                    statement.execute(batch);
                }
            }
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = StatusDatabase.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
