package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logins that the scripts of {@code docs/sql} create can do what they are for, and no more. */
class LoginScriptTest {
    private static final String PASSWORD = "Least-1-privilege";
    private static final RunTimeLogin RUN_TIME = new RunTimeLogin("colloquy_initiator", PASSWORD, false);

    private SetupInstance initiator;
    private SetupInstance target;
    private SetupPlan plan;

    @BeforeEach
    void start() throws Exception {
        initiator = SetupInstance.of(Side.INITIATOR);
        target = SetupInstance.of(Side.TARGET);
        plan = initiator.plan(Optional.of(RUN_TIME));
    }

    @AfterEach
    void close() {
        initiator.close();
        target.close();
    }

    private void run(String file) throws SQLException, IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/sql"))) {
            directory = directory.getParent();
        }
        Sqlcmd sqlcmd = new Sqlcmd()
                .with("Database", "InstInitiatorDB")
                .with("PeerLogin", "InstTargetLogin")
                .with("SetupLogin", "colloquy_setup")
                .with("SetupPassword", PASSWORD)
                .with("VerifyLogin", "colloquy_verify")
                .with("VerifyPassword", PASSWORD)
                .with("RunTimeLogin", RUN_TIME.name())
                .with("RunTimePassword", PASSWORD);
        try (Connection connection = initiator.connect("master")) {
            sqlcmd.run(
                    connection, Files.readString(directory.resolve("docs/sql").resolve(file)));
        }
    }

    private DataSource login(String name) {
        return initiator.login(name, PASSWORD);
    }

    @Test
    void the_set_up_login_can_run_the_whole_set_up() throws Exception {
        run("run-time-login.sql");
        run("setup-login.sql");
        InstanceSetup setup = new InstanceSetup(login("colloquy_setup"), plan);
        BrokerIdentity peer = target.setup().prepare();

        target.setup().trust(setup.prepare());
        setup.trust(peer);
        setup.takeOver(true);

        assertTrue(setup.inspect().isPresent());
        assertTrue(setup.trustsPeer());
        Dialogs.hold(initiator, target);
    }

    @Test
    void the_set_up_login_can_renew_certificates_and_start_the_endpoint() throws Exception {
        run("run-time-login.sql");
        run("setup-login.sql");
        BrokerIdentity first = new InstanceSetup(login("colloquy_setup"), plan).prepare();
        SetupPlan renewing = new SetupPlan(
                plan.side(),
                plan.endpoint(),
                plan.runTimeLogin(),
                new SetupPlan.Certificates(Duration.ofDays(800), Duration.ofDays(400)),
                plan.migrations());
        initiator.run("ALTER ENDPOINT InstInitiatorEndpoint STATE = STOPPED;");
        InstanceSetup setup = new InstanceSetup(login("colloquy_setup"), renewing);

        BrokerIdentity renewed = setup.prepare();
        setup.takeOver(true);

        assertTrue(!renewed.transportCertificate().equals(first.transportCertificate()));
        assertTrue(!renewed.dialogCertificate().equals(first.dialogCertificate()));
        assertEquals(
                "STARTED",
                setup.inspect().orElseThrow().endpoint().orElseThrow().state());
    }

    @Test
    void the_set_up_login_can_create_no_logins_and_change_no_other_database() throws Exception {
        run("run-time-login.sql");
        run("setup-login.sql");
        initiator.run("CREATE DATABASE Other;");

        assertRefused("colloquy_setup", "master", "CREATE LOGIN other WITH PASSWORD = N'Other-1-password';");
        assertRefused("colloquy_setup", "master", "ALTER SERVER ROLE sysadmin ADD MEMBER colloquy_setup;");
        assertRefused("colloquy_setup", "msdb", "ALTER ROLE db_owner ADD MEMBER colloquy_setup;");
        assertRefused("colloquy_setup", "master", "USE Other;");
    }

    @Test
    void the_scripts_can_be_run_again() throws Exception {
        for (int i = 0; i < 2; i++) {
            run("run-time-login.sql");
            run("setup-login.sql");
            run("verify-login.sql");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM dbo.note;",
                "INSERT INTO dbo.note (id, text) VALUES (1, N'one');",
                "RECEIVE TOP (1) * FROM dbo.InstInitiatorQueue;",
                "CREATE TABLE dbo.other (id int NOT NULL);",
                "ALTER ROLE db_owner ADD MEMBER colloquy_initiator;"
            })
    void the_run_time_login_may_execute_procedures_and_nothing_else(String other) throws Exception {
        run("run-time-login.sql");
        run("setup-login.sql");
        new InstanceSetup(login("colloquy_setup"), plan).prepare();

        assertRefused(RUN_TIME.name(), "InstInitiatorDB", other);
        execute(RUN_TIME.name(), "InstInitiatorDB", "EXEC dbo.count_notes;");
    }

    @Test
    void a_service_starts_with_a_login_that_only_looks_after_the_printed_script() throws Exception {
        String script = new SetupPrinter(plan)
                .print(SetupPrinter.whole(), Optional.of(target.setup().prepare()));
        try (Connection connection = initiator.connect("master")) {
            new Sqlcmd()
                    .with("RunTimePassword", PASSWORD)
                    .with("MasterKeyPassword", "Master-key-1")
                    .run(connection, script);
        }
        run("verify-login.sql");
        InstanceSetup setup = new InstanceSetup(login("colloquy_verify"), plan);
        List<String> before = initiator.state();

        BrokerIdentity own = setup.prepare();
        setup.trust(target.setup().prepare());
        setup.takeOver(false);
        target.setup().trust(own);

        assertEquals(before, initiator.state());
        assertTrue(setup.inspect().isPresent());
        assertRefused("colloquy_verify", "InstInitiatorDB", "DELETE FROM dbo.schema_release;");
        Dialogs.hold(initiator, target);
    }

    private void assertRefused(String login, String database, String statement) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(login, database, statement), statement);
        assertTrue(
                List.of(229, 262, 916, 15_247, 15_151).contains(refused.getErrorCode()),
                statement + ": " + refused.getErrorCode() + " " + refused.getMessage());
    }

    private void execute(String login, String database, String sql) throws SQLException {
        try (Connection connection = login(login).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setCatalog(database);
            SetupInstance.execute(statement, sql);
        }
    }
}
