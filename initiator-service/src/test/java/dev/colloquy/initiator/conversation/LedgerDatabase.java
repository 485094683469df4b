package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.Side;
import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.instance.StartFailure;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The initiator's database with what the migrations make of it, in an embedded instance that lives as long as the test
 * class, and a target in the same database.
 */
final class LedgerDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final String LOGIN = "colloquy_initiator";
    private static final String PASSWORD = "Run-Time-Login-1";
    private static final String SA_PASSWORD = "Strong-Password-1";
    private static final List<String> FIRST_RELEASE = List.of(
            "/dev/colloquy/broker/migration/V1__message_types_and_contract.sql",
            "/db/migration/V2__queue_and_service.sql",
            "/db/migration/V3__conversation.sql");
    private static final List<String> SINCE_THEN = List.of(
            "/db/migration/V4__feed_and_idempotency.sql",
            "/db/migration/V6__message_key.sql",
            "/dev/colloquy/broker/migration/V7__peer_instance.sql",
            "/db/migration/R__begin_conversation.sql",
            "/db/migration/R__collect_replies.sql",
            "/db/migration/R__count_open_conversations.sql",
            "/db/migration/R__end_conversation.sql",
            "/db/migration/R__list_conversations.sql",
            "/db/migration/R__poll_feed.sql",
            "/db/migration/R__read_conversation.sql",
            "/db/migration/R__read_feed_position.sql",
            "/db/migration/R__read_messages.sql",
            "/db/migration/R__read_next_reply.sql",
            "/db/migration/R__read_replies.sql",
            "/db/migration/R__send_message.sql",
            "/dev/colloquy/initiator/conversation/target.sql",
            "/dev/colloquy/initiator/conversation/run_time_login.sql");
    private static final Map<String, String> PLACEHOLDERS = Map.of(
            "${queue}", Side.INITIATOR.queue(),
            "${service}", Side.INITIATOR.service(),
            "${user}", Side.INITIATOR.user(),
            "${peerService}", Side.TARGET.service(),
            "${login}", LOGIN,
            "${password}", PASSWORD);

    private final Path directory;
    private final List<String> contentOfFirstRelease;
    private EmbeddedInstance instance;
    private AgroalDataSource pool;

    LedgerDatabase() {
        this(null, List.of());
    }

    /**
     * A ledger that was in use before.
     *
     * @param directory of the instance, which can then be started again; null for one of its own
     * @param contentOfFirstRelease statements to run before what has come since the first release
     */
    LedgerDatabase(Path directory, List<String> contentOfFirstRelease) {
        this.directory = directory;
        this.contentOfFirstRelease = contentOfFirstRelease;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Starts the instance and sets it up. */
    void start() throws Exception {
        startInstance();
        try (Connection connection = administrator("master")) {
            execute(connection, "CREATE DATABASE " + Side.INITIATOR.database());
        }
        try (Connection connection = administrator()) {
            for (String script : FIRST_RELEASE) {
                run(connection, script);
            }
            for (String statement : contentOfFirstRelease) {
                execute(connection, statement);
            }
            for (String script : SINCE_THEN) {
                run(connection, script);
            }
        }
        openPool();
    }

    private void startInstance() throws StartFailure {
        EmbeddedInstance.Builder builder = EmbeddedInstance.builder().brokerPort(0);
        instance = directory == null
                ? builder.start()
                : builder.directory(directory).saPassword(SA_PASSWORD).start();
    }

    private void openPool() throws SQLException {
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(16)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url(Side.INITIATOR.database()))
                                .principal(new NamePrincipal(LOGIN))
                                .credential(new SimplePassword(PASSWORD)))));
    }

    /** Starts the instance again after {@link #close}; it has to have a directory. */
    void restart() throws Exception {
        startInstance();
        openPool();
    }

    void close() {
        if (pool != null) {
            pool.close();
        }
        if (instance != null) {
            instance.close();
        }
    }

    private static void run(Connection connection, String script) throws SQLException {
        for (String batch : read(script).split("(?m)^GO\\s*$")) {
            if (!batch.isBlank()) {
                execute(connection, batch);
            }
        }
    }

    /** Runs a batch to its end: the driver tells an error where the failed statement's result would be. */
    static void execute(Connection connection, String batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(batch);
            while (rows || statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
        }
    }

    private static String read(String script) {
        try (InputStream in = LedgerDatabase.class.getResourceAsStream(script)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> placeholder : PLACEHOLDERS.entrySet()) {
                text = text.replace(placeholder.getKey(), placeholder.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pool of connections of the run-time login, which is in role colloquy_runtime and in nothing else. */
    DataSource pool() {
        return pool;
    }

    /** A connection of {@code sa}. */
    Connection administrator() throws SQLException {
        return administrator(Side.INITIATOR.database());
    }

    private Connection administrator(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "sa", instance.saPassword());
    }

    private String url(String database) {
        return instance.jdbcUrl() + ";databaseName=" + database;
    }
}
