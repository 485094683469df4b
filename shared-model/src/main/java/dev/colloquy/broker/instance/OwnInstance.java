package dev.colloquy.broker.instance;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import dev.colloquy.broker.setup.RunTimeLogin;
import dev.colloquy.contract.Side;
import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.instance.StartFailure;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The instance that this service owns: the configured one, or an embedded one that lives as long as the service. */
@Singleton
public class OwnInstance {
    private static final Logger LOG = Logger.getLogger(OwnInstance.class);
    private static final int LOGIN_TIMEOUT_SECONDS = 5;

    /** Longer than any step of set-up may take, so only a connection that has fallen silent meets it. */
    private static final int SOCKET_TIMEOUT_MILLISECONDS = 200_000;

    private final Side side;
    private final JdbcConfig jdbc;
    private final SetupConfig setup;
    private final EmbeddedConfig embedded;
    private final String saPassword;
    private final Optional<RunTimeLogin> runTimeLogin;
    private Optional<EmbeddedInstance> running = Optional.empty();

    /** Starts nothing yet. */
    @Inject
    public OwnInstance(Side side, JdbcConfig jdbc, SetupConfig setup, EmbeddedConfig embedded) {
        this.side = side;
        this.jdbc = jdbc;
        this.setup = setup;
        this.embedded = embedded;
        this.saPassword = embedded.saPassword().orElseGet(OwnInstance::randomPassword);
        this.runTimeLogin = runTimeLogin();
    }

    private Optional<RunTimeLogin> runTimeLogin() {
        if (jdbc.url().isEmpty()) {
            String name = "colloquy_" + side.name().toLowerCase(Locale.ROOT);
            return Optional.of(new RunTimeLogin(name, randomPassword(), true));
        }
        return jdbc.username()
                .map(name -> new RunTimeLogin(name, jdbc.password().orElse(""), false));
    }

    /**
     * Starts the embedded instance, where that is the service's own; returns once logins are possible.
     *
     * @throws ConfigurationException if its port or its directory cannot be used
     */
    public synchronized void start() {
        if (jdbc.url().isPresent() || running.isPresent()) {
            return;
        }
        try {
            EmbeddedInstance instance = EmbeddedInstance.builder()
                    .name(side.name().toLowerCase(Locale.ROOT))
                    .port(embedded.port())
                    .directory(embedded.data())
                    .saPassword(saPassword)
                    .start();
            running = Optional.of(instance);
            LOG.infof("Embedded instance listens on localhost:%d, data in %s", instance.port(), embedded.data());
        } catch (StartFailure e) {
            // Without the cause: Quarkus prints the message of the root cause only, in one line, if it is of this
            // class.
            throw new ConfigurationException("The embedded instance does not start: " + e.getMessage());
        }
    }

    /** Stops the embedded instance, if there is one. What was committed is there at the next start. */
    public synchronized void stop() {
        running.ifPresent(EmbeddedInstance::close);
        running = Optional.empty();
    }

    /** Connections for set-up, to database {@code master}. Every call of getConnection logs in anew. */
    public DataSource setupLogin() {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setURL(jdbc.url().orElseGet(this::embeddedUrl));
        source.setApplicationName("colloquy-setup");
        source.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        source.setConnectRetryCount(0);
        source.setSocketTimeout(SOCKET_TIMEOUT_MILLISECONDS);
        setupUser().ifPresent(user -> {
            source.setUser(user);
            source.setPassword(setupPassword());
        });
        return source;
    }

    private String embeddedUrl() {
        return "jdbc:sqlserver://localhost:" + embedded.port() + ";encrypt=true;trustServerCertificate=true";
    }

    private Optional<String> setupUser() {
        return jdbc.url().isEmpty() ? Optional.of("sa") : setup.username().or(jdbc::username);
    }

    private String setupPassword() {
        if (jdbc.url().isEmpty()) {
            return saPassword;
        }
        return (setup.username().isPresent() ? setup.password() : jdbc.password()).orElse("");
    }

    /** The login of the connection pool; absent if the JDBC URL says it. */
    public Optional<RunTimeLogin> poolLogin() {
        return runTimeLogin;
    }

    /** The login that set-up has to create and grant EXECUTE to; absent if run-time work uses the set-up login. */
    public Optional<RunTimeLogin> loginToSetUp() {
        return runTimeLogin.filter(login -> jdbc.url().isEmpty()
                || setup.username()
                        .filter(user -> !user.equalsIgnoreCase(login.name()))
                        .isPresent());
    }

    /** Random, with a prefix that meets the password policy. */
    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return "Aa1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
