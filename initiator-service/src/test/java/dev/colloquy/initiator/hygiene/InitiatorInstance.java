package dev.colloquy.initiator.hygiene;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import dev.colloquy.broker.setup.InstanceSetup;
import dev.colloquy.broker.setup.RunTimeLogin;
import dev.colloquy.broker.setup.SetupPlan;
import dev.colloquy.contract.Side;
import dev.colloquy.instance.EmbeddedInstance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An instance as set-up leaves it for the initiator, and a target by hand in the same database. */
final class InitiatorInstance implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final String LOGIN = "colloquy_initiator";
    private static final String PASSWORD = "Run-Time-Login-1";
    private static final int ENDPOINT_PORT = 4022;

    private EmbeddedInstance instance;
    private Connection administrator;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        instance = EmbeddedInstance.builder().brokerPort(0).start();
        SetupPlan plan = new SetupPlan(
                Side.INITIATOR,
                "localhost",
                ENDPOINT_PORT,
                Optional.of(new RunTimeLogin(LOGIN, PASSWORD, false)),
                Duration.ofDays(1),
                List.of("db/migration"));
        new InstanceSetup(login("sa", instance.saPassword(), "master"), plan).prepare();
        administrator = administrator();
        execute(script("target.sql"));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        execute(script("leave_nothing_behind.sql"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        if (administrator != null) {
            administrator.close();
        }
        if (instance != null) {
            instance.close();
        }
    }

    private SQLServerDataSource login(String name, String password, String database) {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setURL(instance.jdbcUrl());
        source.setUser(name);
        source.setPassword(password);
        source.setDatabaseName(database);
        return source;
    }

    private static String script(String name) {
        try (InputStream in = InitiatorInstance.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection of {@code sa}. */
    Connection administrator() throws SQLException {
        return login("sa", instance.saPassword(), Side.INITIATOR.database()).getConnection();
    }

    /** The run-time login, which may EXECUTE the procedures and nothing else. */
    DataSource runTime() {
        return login(LOGIN, PASSWORD, Side.INITIATOR.database());
    }

    /** Begins a conversation as the service does; its handle. */
    String begin() throws SQLException {
        try (Connection connection = runTime().getConnection();
                CallableStatement call = connection.prepareCall("{call dbo.begin_conversation (?)}")) {
            call.setNString(1, "<RequestMsg/>");
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getString("conversation_handle");
            }
        }
    }

    /** Begins a dialog behind the service's back; its handle. */
    String beginByHand() throws SQLException {
        return value("""
                SET NOCOUNT ON;
                DECLARE @h uniqueidentifier;
                BEGIN DIALOG @h FROM SERVICE [//InstDB/2InstSample/InitiatorService]
                    TO SERVICE N'//TgtDB/2InstSample/TargetService'
                    ON CONTRACT [//BothDB/2InstSample/SimpleContract] WITH ENCRYPTION = OFF;
                SEND ON CONVERSATION @h MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (N'<RequestMsg/>');
                SELECT @h;
                """);
    }

    /** Receives a request at the target; the handle of the target's side. */
    String receive() throws SQLException {
        return value("WAITFOR (RECEIVE TOP (1) conversation_handle FROM dbo.InstTargetQueue), TIMEOUT 20000;");
    }

    /** Receives a request, replies and ends the target's side. */
    void answer() throws SQLException {
        String handle = receive();
        execute("SEND ON CONVERSATION ? MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (N'<ReplyMsg/>');", handle);
        execute("END CONVERSATION ?;", handle);
    }

    /** Collects as the service does. */
    void collect() throws SQLException {
        try (Connection connection = runTime().getConnection();
                CallableStatement call = connection.prepareCall("{call dbo.collect_replies (32, 20000)}")) {
            assertTrue(call.execute());
        }
    }

    /** Runs a batch as {@code sa}. */
    void execute(String batch, String... parameters) throws SQLException {
        try (PreparedStatement statement = administrator.prepareStatement(batch)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            boolean rows = statement.execute();
            while (rows || statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
        }
    }

    /** The first column of a query's only row. */
    String value(String query, String... parameters) throws SQLException {
        List<String> values = values(query, parameters);
        assertTrue(values.size() == 1, query + ": " + values);
        return values.get(0);
    }

    /** The first column of a query's rows. */
    List<String> values(String query, String... parameters) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = administrator.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }

    /** State of an endpoint as far as it is there. */
    List<String> endpoint(String handle) throws SQLException {
        return values("SELECT state FROM sys.conversation_endpoints WHERE conversation_handle = ?", handle);
    }

    /** State and error code of a row in the ledger. */
    String ledger(String handle) throws SQLException {
        return value(
                "SELECT state + COALESCE(N' ' + CAST(error_code AS nvarchar(12)), N'') FROM dbo.conversation"
                        + " WHERE conversation_handle = ?",
                handle);
    }
}
