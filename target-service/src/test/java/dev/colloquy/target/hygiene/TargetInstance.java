package dev.colloquy.target.hygiene;

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

/** An instance as set-up leaves it for the target, and an initiator by hand in the same database. */
final class TargetInstance implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final String LOGIN = "colloquy_target";
    private static final String PASSWORD = "Run-Time-Login-1";
    private static final int ENDPOINT_PORT = 4022;

    private EmbeddedInstance instance;
    private Connection administrator;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        instance = EmbeddedInstance.builder().brokerPort(0).start();
        SetupPlan plan = new SetupPlan(
                Side.TARGET,
                "localhost",
                ENDPOINT_PORT,
                Optional.of(new RunTimeLogin(LOGIN, PASSWORD, false)),
                Duration.ofDays(1),
                List.of("db/migration"));
        new InstanceSetup(login("sa", instance.saPassword(), "master"), plan).prepare();
        administrator = administrator();
        execute(script("initiator.sql"));
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
        try (InputStream in = TargetInstance.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection of {@code sa}. */
    Connection administrator() throws SQLException {
        return login("sa", instance.saPassword(), Side.TARGET.database()).getConnection();
    }

    /** The run-time login, which may EXECUTE the procedures and nothing else. */
    DataSource runTime() {
        return login(LOGIN, PASSWORD, Side.TARGET.database());
    }

    /** Begins a conversation with a request that has arrived; the handle of the target's side. */
    String ask() throws SQLException {
        return value("""
                SET NOCOUNT ON;
                DECLARE @h uniqueidentifier, @id uniqueidentifier;
                BEGIN DIALOG @h FROM SERVICE [//InstDB/2InstSample/InitiatorService]
                    TO SERVICE N'//TgtDB/2InstSample/TargetService'
                    ON CONTRACT [//BothDB/2InstSample/SimpleContract] WITH ENCRYPTION = OFF;
                SEND ON CONVERSATION @h MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (N'<RequestMsg/>');
                SELECT @id = conversation_id FROM sys.conversation_endpoints WHERE conversation_handle = @h;
                SELECT conversation_handle FROM sys.conversation_endpoints
                WHERE conversation_id = @id AND is_initiator = 0;
                """);
    }

    /** Receives all that waits at the target, behind the service's back. */
    void receiveByHand() throws SQLException {
        execute("DECLARE @m TABLE (h uniqueidentifier); WHILE EXISTS (SELECT 1 FROM dbo.InstTargetQueue)"
                + " RECEIVE conversation_handle FROM dbo.InstTargetQueue INTO @m;");
    }

    /** Handle of the initiator's side. */
    String initiatorOf(String handle) throws SQLException {
        return value("""
                DECLARE @id uniqueidentifier;
                SELECT @id = conversation_id FROM sys.conversation_endpoints WHERE conversation_handle = ?;
                SELECT conversation_handle FROM sys.conversation_endpoints
                WHERE conversation_id = @id AND is_initiator = 1;
                """, handle);
    }

    /** Receives the request and defers it, as the service does. */
    void defer(String state, String delaySeconds) throws SQLException {
        try (Connection connection = administrator()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement("""
                    DECLARE @h uniqueidentifier, @body varbinary(max), @number bigint, @delay int = ?;
                    DECLARE @state varchar(8) = ?;
                    RECEIVE TOP (1) @h = conversation_handle, @body = message_body,
                        @number = message_sequence_number FROM dbo.InstTargetQueue;
                    EXEC dbo.defer_request @h, @number, @body, @state, 1, N'failed', @delay;
                    """)) {
                statement.setString(1, delaySeconds);
                statement.setString(2, state);
                boolean rows = statement.execute();
                while (rows || statement.getUpdateCount() != -1) {
                    rows = statement.getMoreResults();
                }
            }
            connection.commit();
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
}
