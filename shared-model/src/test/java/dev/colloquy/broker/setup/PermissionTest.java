package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.Side;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the set-up login needs, and what the run-time login gets. */
class PermissionTest {
    private static final String PASSWORD = "Quote'd]-1-password";

    private SetupInstance initiator;

    @BeforeEach
    void start() throws Exception {
        initiator = SetupInstance.of(Side.INITIATOR);
    }

    @AfterEach
    void close() {
        initiator.close();
    }

    private String failureOf(String login) {
        InstanceSetup setup = new InstanceSetup(initiator.login(login, PASSWORD), initiator.plan());
        return assertThrows(SetupFailure.class, setup::prepare).getMessage();
    }

    private void createLimited(String more) throws SQLException {
        initiator.run("CREATE LOGIN limited WITH PASSWORD = N'" + PASSWORD.replace("'", "''") + "';" + more);
    }

    @Test
    void a_login_without_permissions_is_told_about_the_database() throws Exception {
        createLimited("");

        String message = failureOf("limited");

        assertTrue(message.contains("CREATE DATABASE permission denied in database 'master'. (error 262)"), message);
        assertTrue(message.contains("needs: CREATE ANY DATABASE (server) (current database: master)"), message);
    }

    @Test
    void a_login_that_may_not_control_master_is_told_so() throws Exception {
        createLimited(" CREATE DATABASE InstInitiatorDB;");

        String message = failureOf("limited");

        assertTrue(message.contains("needs: CONTROL on the database (current database: master)"), message);
    }

    @Test
    void a_login_that_may_not_enter_the_database_is_told_so() throws Exception {
        createLimited(" CREATE USER limited FOR LOGIN limited; ALTER ROLE db_owner ADD MEMBER limited;"
                + " CREATE DATABASE InstInitiatorDB;");

        String message = failureOf("limited");

        assertTrue(message.contains("needs: CONTROL on the database (current database: InstInitiatorDB)"), message);
    }

    @Test
    void a_login_that_may_not_create_the_endpoint_is_told_so() throws Exception {
        createLimited(" CREATE USER limited FOR LOGIN limited; ALTER ROLE db_owner ADD MEMBER limited;"
                + " CREATE DATABASE InstInitiatorDB;");
        initiator.run("USE InstInitiatorDB; CREATE USER limited FOR LOGIN limited;"
                + " ALTER ROLE db_owner ADD MEMBER limited;");

        String message = failureOf("limited");

        assertTrue(message.contains("needs: CREATE ENDPOINT or ALTER ANY ENDPOINT (server)"), message);
    }

    @Test
    void the_run_time_login_may_execute_and_not_select() throws Exception {
        RunTimeLogin login = new RunTimeLogin("o'brien]", PASSWORD, false);
        initiator.setup(initiator.plan(Optional.of(login))).prepare();

        var dataSource = initiator.login(login.name(), PASSWORD);
        dataSource.setDatabaseName("InstInitiatorDB");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("EXEC dbo.count_notes")) {
                assertTrue(rows.next());
                assertEquals(0, rows.getInt("notes"));
            }
            SQLException refused =
                    assertThrows(SQLException.class, () -> statement.executeQuery("SELECT * FROM dbo.note"));
            assertEquals(229, refused.getErrorCode());
        }
    }

    @Test
    void a_generated_password_replaces_the_one_of_the_last_process() throws Exception {
        initiator
                .setup(initiator.plan(Optional.of(new RunTimeLogin("runtime", "Last-1-process", true))))
                .prepare();

        initiator
                .setup(initiator.plan(Optional.of(new RunTimeLogin("runtime", "This-1-process", true))))
                .prepare();

        try (Connection connection =
                initiator.login("runtime", "This-1-process").getConnection()) {
            assertTrue(connection.isValid(1));
        }
    }

    @Test
    void a_configured_password_leaves_a_login_that_exists_alone() throws Exception {
        initiator.run("CREATE LOGIN runtime WITH PASSWORD = N'By-hand-1';");

        initiator
                .setup(initiator.plan(Optional.of(new RunTimeLogin("runtime", "Other-than-1", false))))
                .prepare();

        try (Connection connection = initiator.login("runtime", "By-hand-1").getConnection()) {
            assertTrue(connection.isValid(1));
        }
    }

    @Test
    void a_password_is_neither_in_the_error_nor_in_the_printed_steps() throws SetupFailure {
        RunTimeLogin login = new RunTimeLogin("runtime", "weakling", false);
        InstanceSetup setup = initiator.setup(initiator.plan(Optional.of(login)));

        SetupFailure failure = assertThrows(SetupFailure.class, setup::prepare);

        assertFalse(failure.toString().contains("weakling"), failure.toString());
        assertFalse(
                failure.getCause().toString().contains("weakling"),
                failure.getCause().toString());
        assertTrue(setup.steps().stream().noneMatch(step -> step.sql().contains("weakling")));
    }
}
