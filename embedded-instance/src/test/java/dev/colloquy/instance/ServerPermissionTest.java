package dev.colloquy.instance;

import static dev.colloquy.instance.Conversation.execute;
import static dev.colloquy.instance.Conversation.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a login may do that is no member of sysadmin: what it was granted, and nothing else. */
@Tag("conformance")
class ServerPermissionTest {
    @RegisterExtension
    static final OneInstance INSTANCE = new OneInstance();

    private static final String PASSWORD = "Quiet-Horse-1";

    private Connection sa;
    private Connection operator;

    @BeforeEach
    void connect() throws SQLException {
        sa = DriverManager.getConnection(INSTANCE.instance().jdbcUrl(), "sa", InstanceProcess.PASSWORD);
        execute(sa, "CREATE LOGIN operator WITH PASSWORD = N'" + PASSWORD + "'");
        operator = DriverManager.getConnection(INSTANCE.instance().jdbcUrl(), "operator", PASSWORD);
    }

    @AfterEach
    void drop() throws SQLException {
        operator.close();
        execute(sa, """
                USE Work; DROP USER IF EXISTS operator; DROP ROLE IF EXISTS callers;
                DROP PROCEDURE IF EXISTS dbo.peek; DROP TABLE IF EXISTS dbo.ledger;
                USE master; DROP DATABASE IF EXISTS Own; DROP LOGIN operator;
                IF EXISTS (SELECT * FROM sys.endpoints WHERE name = N'e') DROP ENDPOINT e;
                IF EXISTS (SELECT * FROM sys.server_principals WHERE name = N'clerk') DROP LOGIN clerk;""");
        sa.close();
    }

    private void assertRefused(int number, String batch) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(operator, batch), batch);
        assertEquals(number, refused.getErrorCode(), batch + ": " + refused.getMessage());
    }

    private void grant(String permission) throws SQLException {
        execute(sa, "USE master; GRANT " + permission + " TO operator");
    }

    @Test
    void create_any_database_makes_the_creator_the_owner_of_the_new_one_only() throws SQLException {
        assertRefused(262, "CREATE DATABASE Own");
        grant("CREATE ANY DATABASE");

        execute(operator, "CREATE DATABASE Own");
        execute(operator, "ALTER DATABASE Own SET NEW_BROKER");
        execute(operator, "USE Own; CREATE QUEUE dbo.q; USE master");
        assertRefused(5011, "ALTER DATABASE Work SET NEW_BROKER");
        assertRefused(5011, "ALTER DATABASE Own SET TRUSTWORTHY ON");
        assertRefused(3701, "DROP DATABASE Work");
        execute(operator, "DROP DATABASE Own");
    }

    @Test
    void who_owns_a_database_may_not_create_another() throws SQLException {
        execute(sa, "USE Work; CREATE USER operator FOR LOGIN operator; ALTER ROLE db_owner ADD MEMBER operator");
        assertRefused(262, "USE Work; CREATE DATABASE Own");
    }

    @Test
    void alter_any_endpoint_creates_alters_and_drops_endpoints() throws SQLException {
        String create = "CREATE ENDPOINT e STATE = STOPPED AS TCP (LISTENER_PORT = 4022) FOR SERVICE_BROKER"
                + " (AUTHENTICATION = WINDOWS)";
        assertRefused(15247, create);
        grant("ALTER ANY ENDPOINT");

        execute(operator, create);
        execute(operator, "ALTER ENDPOINT e FOR SERVICE_BROKER (ENCRYPTION = REQUIRED)");
        assertEquals("1", value(operator, "SELECT COUNT(*) FROM sys.service_broker_endpoints"));
        execute(operator, "DROP ENDPOINT e");
    }

    @Test
    void an_endpoint_is_its_owners_and_nobody_elses() throws SQLException {
        execute(
                sa,
                "CREATE ENDPOINT e STATE = STOPPED AS TCP (LISTENER_PORT = 4022) FOR SERVICE_BROKER"
                        + " (AUTHENTICATION = WINDOWS)");
        assertEquals("0", value(operator, "SELECT COUNT(*) FROM sys.service_broker_endpoints"));
        assertRefused(15151, "ALTER ENDPOINT e STATE = STARTED");
        assertRefused(15151, "DROP ENDPOINT e");
        assertRefused(15151, "GRANT CONNECT ON ENDPOINT::e TO public");
        execute(sa, "DROP ENDPOINT e");

        grant("CREATE ENDPOINT");
        execute(
                operator,
                "CREATE ENDPOINT e STATE = STOPPED AS TCP (LISTENER_PORT = 4022) FOR SERVICE_BROKER"
                        + " (AUTHENTICATION = WINDOWS)");
        execute(operator, "GRANT CONNECT ON ENDPOINT::e TO public");
        execute(operator, "DROP ENDPOINT e");
    }

    @Test
    void alter_any_login_manages_logins_but_not_those_of_sysadmin() throws SQLException {
        String create = "CREATE LOGIN clerk WITH PASSWORD = N'" + PASSWORD + "'";
        assertRefused(15247, create);
        grant("ALTER ANY LOGIN");

        execute(operator, create);
        execute(operator, "ALTER LOGIN clerk WITH PASSWORD = N'Other-Horse-2'");
        assertEquals("1", value(operator, "SELECT COUNT(*) FROM sys.server_principals WHERE name = N'clerk'"));
        execute(operator, "DROP LOGIN clerk");
        assertRefused(15151, "ALTER LOGIN sa WITH PASSWORD = N'Other-Horse-2'");
        assertRefused(15247, "ALTER SERVER ROLE sysadmin ADD MEMBER operator");
    }

    @Test
    void logins_are_out_of_reach_without_it() {
        assertRefused(15151, "ALTER LOGIN sa WITH PASSWORD = N'Other-Horse-2'");
        assertRefused(15151, "DROP LOGIN sa");
    }

    @Test
    void view_any_definition_shows_what_is_defined_wherever_the_login_may_go() throws SQLException {
        execute(sa, "USE Work; CREATE USER operator FOR LOGIN operator; CREATE TABLE dbo.ledger (id int)");
        String tables = "SELECT COUNT(*) FROM Work.sys.tables WHERE name = N'ledger'";
        assertEquals("0", value(operator, tables));

        grant("VIEW ANY DEFINITION");

        assertEquals("1", value(operator, tables));
        assertRefused(229, "SELECT * FROM Work.dbo.ledger");
    }

    @Test
    void view_server_state_shows_the_sessions_of_others() throws SQLException {
        String others = "SELECT COUNT(*) FROM sys.dm_exec_sessions WHERE login_name = N'sa'";
        assertEquals("0", value(operator, others));

        grant("VIEW SERVER STATE");

        assertTrue(Integer.parseInt(value(operator, others)) > 0);
    }

    @Test
    void a_revoked_server_permission_is_gone() throws SQLException {
        grant("CREATE ANY DATABASE");
        execute(sa, "USE master; REVOKE CREATE ANY DATABASE FROM operator");
        assertRefused(262, "CREATE DATABASE Own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE QUEUE", "CREATE SERVICE", "CREATE MESSAGE TYPE", "CREATE ROUTE"})
    void definitions_are_granted_one_by_one(String permission) throws SQLException {
        execute(sa, "USE Work; CREATE USER operator FOR LOGIN operator");
        execute(operator, "USE Work");
        String create = switch (permission) {
            case "CREATE QUEUE" -> "CREATE QUEUE dbo.granted";
            case "CREATE SERVICE" -> "CREATE SERVICE granted ON QUEUE dbo.ServiceBrokerQueue";
            case "CREATE ROUTE" -> "CREATE ROUTE granted WITH ADDRESS = 'LOCAL'";
            default -> permission + " granted";
        };
        assertRefused(262, create);
        execute(sa, "USE Work; GRANT " + permission + " TO operator");

        execute(operator, create);
        execute(sa, "USE Work; DROP" + permission.substring("CREATE".length()) + " granted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            229   | SELECT * FROM dbo.ledger
            229   | INSERT INTO dbo.ledger VALUES (2)
            229   | UPDATE dbo.ledger SET id = 3
            229   | DELETE FROM dbo.ledger
            229   | SELECT * FROM dbo.ServiceBrokerQueue
            229   | RECEIVE * FROM dbo.ServiceBrokerQueue
            229   | DECLARE @g uniqueidentifier; GET CONVERSATION GROUP @g FROM dbo.ServiceBrokerQueue
            229   | EXEC dbo.hidden
            262   | CREATE TABLE dbo.t (id int)
            262   | CREATE PROCEDURE dbo.p AS SELECT 1
            262   | CREATE QUEUE dbo.q
            262   | CREATE SERVICE s ON QUEUE dbo.ServiceBrokerQueue
            262   | CREATE CONTRACT c ([DEFAULT] SENT BY ANY)
            262   | CREATE ROUTE r WITH ADDRESS = 'LOCAL'
            262   | CREATE DATABASE Own
            15247 | ALTER QUEUE dbo.ServiceBrokerQueue WITH STATUS = OFF
            15247 | DROP ROUTE AutoCreatedLocal
            15247 | CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'Quiet-Horse-1'
            15247 | GRANT SELECT ON dbo.ledger TO operator
            15247 | CREATE USER somebody WITHOUT LOGIN
            15247 | ALTER ROLE db_owner ADD MEMBER operator
            5011  | ALTER DATABASE Work SET NEW_BROKER
            """)
    void a_login_with_execute_on_procedures_can_do_nothing_else(int number, String statement) throws SQLException {
        execute(sa, "USE Work; CREATE TABLE dbo.ledger (id int); INSERT INTO dbo.ledger VALUES (1)");
        execute(sa, "CREATE OR ALTER PROCEDURE dbo.peek AS SELECT COUNT(*) FROM dbo.ledger");
        execute(sa, "CREATE OR ALTER PROCEDURE dbo.hidden AS SELECT 1");
        execute(sa, """
                CREATE ROLE callers; GRANT EXECUTE ON OBJECT::dbo.peek TO callers;
                CREATE USER operator FOR LOGIN operator; ALTER ROLE callers ADD MEMBER operator;""");
        execute(operator, "USE Work");

        assertEquals("1", value(operator, "EXEC dbo.peek"));
        assertRefused(number, statement);
    }

    @Test
    void somebody_elses_conversation_is_out_of_reach() throws SQLException {
        execute(sa, """
                USE Work; CREATE QUEUE dbo.box; CREATE SERVICE sender ON QUEUE dbo.box;
                CREATE SERVICE receiver ON QUEUE dbo.box ([DEFAULT]); CREATE USER operator FOR LOGIN operator;""");
        String handle = value(sa, """
                DECLARE @h uniqueidentifier; BEGIN DIALOG @h FROM SERVICE sender TO SERVICE 'receiver'
                    WITH ENCRYPTION = OFF;
                SEND ON CONVERSATION @h (N'hello'); SELECT @h""");
        execute(operator, "USE Work");

        assertRefused(229, "SEND ON CONVERSATION '" + handle + "' (N'forged')");
        assertRefused(229, "END CONVERSATION '" + handle + "'");
        assertRefused(229, "BEGIN CONVERSATION TIMER ('" + handle + "') TIMEOUT = 1");
        assertRefused(229, "MOVE CONVERSATION '" + handle + "' TO '" + handle + "'");
        assertRefused(
                229,
                "DECLARE @h uniqueidentifier;"
                        + " BEGIN DIALOG @h FROM SERVICE sender TO SERVICE 'receiver' WITH ENCRYPTION = OFF");
        execute(sa, "DROP SERVICE sender; DROP SERVICE receiver; DROP QUEUE dbo.box");
    }
}
