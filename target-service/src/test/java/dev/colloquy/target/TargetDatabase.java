package dev.colloquy.target;

import dev.colloquy.instance.EmbeddedInstance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An instance with the target's database as set-up and migrations leave it, and an initiator service in it. */
public final class TargetDatabase implements BeforeAllCallback, AfterAllCallback {
    public static final String LOGIN = "runtime";
    public static final String PASSWORD = "Run-Time-1";

    private static final List<String> SCRIPTS = List.of(
            "/dev/colloquy/target/database.sql",
            "/dev/colloquy/broker/migration/V1__message_types_and_contract.sql",
            "/db/migration/V2__queue_and_service.sql",
            "/db/migration/V3__stock.sql",
            "/db/migration/V4__deferred_request.sql",
            "/db/migration/V6__handling_attempt.sql",
            "/db/migration/R__receive_requests.sql",
            "/db/migration/R__read_deferred.sql",
            "/db/migration/R__complete_conversation.sql",
            "/db/migration/R__defer_request.sql",
            "/db/migration/R__begin_handling.sql",
            "/db/migration/R__finish_handling.sql",
            "/db/migration/R__forget_ended_handling.sql",
            "/db/migration/R__list_parked_requests.sql",
            "/db/migration/R__retry_parked_request.sql",
            "/db/migration/R__reject_parked_request.sql",
            "/db/migration/R__reserve_stock.sql",
            "/dev/colloquy/target/initiator.sql",
            "/dev/colloquy/target/run_time_login.sql");

    private EmbeddedInstance instance;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        instance = EmbeddedInstance.builder().brokerPort(0).start();
        try (Connection connection = DriverManager.getConnection(instance.jdbcUrl(), "sa", instance.saPassword())) {
            for (String script : SCRIPTS) {
                SqlScript.run(connection, script);
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        instance.close();
    }

    /** TDS port. */
    public int port() {
        return instance.port();
    }

    /** A connection of {@code sa} to the database. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                instance.jdbcUrl() + ";databaseName=InstTargetDB", "sa", instance.saPassword());
    }

    /** URL for the run-time login by way of the given port. */
    public static String url(int port) {
        return "jdbc:sqlserver://localhost:" + port
                + ";encrypt=true;trustServerCertificate=true;databaseName=InstTargetDB";
    }

    /** The first column of a query's rows. */
    public static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
