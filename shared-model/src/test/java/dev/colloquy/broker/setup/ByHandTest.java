package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances on which a database administrator has been before. */
class ByHandTest {
    private SetupInstance target;

    @BeforeEach
    void start() throws Exception {
        target = SetupInstance.of(Side.TARGET);
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void the_tutorial_s_objects_are_taken_over() throws Exception {
        target.runResource("byhand/target.sql");
        List<String> certificate = target.rows("InstTargetDB", "SELECT name, thumbprint FROM sys.certificates");

        try (SetupInstance initiator = SetupInstance.of(Side.INITIATOR)) {
            SetupInstance.introduce(initiator, target);

            assertEquals(
                    certificate,
                    target.rows(
                            "InstTargetDB",
                            "SELECT name, thumbprint FROM sys.certificates WHERE name = N'InstTargetCertificate'"));
            assertEquals(
                    List.of("InstTargetEndpoint | NEGOTIATE, CERTIFICATE"),
                    target.rows("master", "SELECT name, connection_auth_desc FROM sys.service_broker_endpoints"));
            Dialogs.hold(initiator, target);
        }
    }

    @Test
    void a_service_of_another_owner_is_given_to_the_user_who_has_the_certificate() throws Exception {
        target.runResource("byhand/target.sql");
        target.run(
                "USE InstTargetDB;" + " ALTER AUTHORIZATION ON SERVICE::[//TgtDB/2InstSample/TargetService] TO dbo;");

        target.setup().prepare();

        assertEquals(
                List.of("TargetUser"),
                target.rows(
                        "InstTargetDB",
                        "SELECT u.name FROM sys.services AS s JOIN sys.database_principals AS u"
                                + " ON u.principal_id = s.principal_id"
                                + " WHERE s.name = N'//TgtDB/2InstSample/TargetService'"));
    }

    @Test
    void somebody_else_s_endpoint_is_used_as_it_is() throws Exception {
        int port = SetupInstance.freePort();
        target.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'By-hand-1-password';"
                + " CREATE CERTIFICATE TheirCertificate WITH SUBJECT = 'theirs', EXPIRY_DATE = N'20990101';"
                + " CREATE ENDPOINT Theirs STATE = STARTED AS TCP (LISTENER_PORT = " + port + ")"
                + " FOR SERVICE_BROKER (AUTHENTICATION = CERTIFICATE TheirCertificate);");

        BrokerIdentity identity = target.setup().prepare();

        assertEquals("TCP://localhost:" + port, identity.address());
        assertEquals(List.of("TheirCertificate"), target.rows("master", "SELECT name FROM sys.certificates"));
    }

    @Test
    void somebody_else_s_endpoint_without_certificate_is_left_alone_and_the_statement_is_told() throws Exception {
        target.run("CREATE ENDPOINT Theirs STATE = STARTED AS TCP (LISTENER_PORT = " + target.endpointPort() + ")"
                + " FOR SERVICE_BROKER (AUTHENTICATION = WINDOWS);");

        SetupFailure failure =
                assertThrows(SetupFailure.class, () -> target.setup().prepare());

        assertTrue(
                failure.getMessage()
                        .contains("Run: ALTER ENDPOINT [Theirs] FOR SERVICE_BROKER (AUTHENTICATION = "
                                + "WINDOWS NEGOTIATE CERTIFICATE [InstTargetTransportCertificate]);"),
                failure.getMessage());
    }

    @Test
    void the_statement_that_is_told_is_what_was_missing() throws Exception {
        target.run("CREATE ENDPOINT Theirs STATE = STOPPED AS TCP (LISTENER_PORT = " + target.endpointPort() + ")"
                + " FOR SERVICE_BROKER (AUTHENTICATION = WINDOWS);");
        String message =
                assertThrows(SetupFailure.class, () -> target.setup().prepare()).getMessage();

        target.run(message.substring(message.indexOf("ALTER ENDPOINT")));

        assertEquals(
                "TCP://localhost:" + target.endpointPort(),
                target.setup().prepare().address());
    }

    @Test
    void the_own_endpoint_is_started_and_moves_to_the_planned_port() throws Exception {
        target.run("CREATE ENDPOINT InstTargetEndpoint STATE = STOPPED AS TCP (LISTENER_PORT = "
                + SetupInstance.freePort() + ") FOR SERVICE_BROKER (AUTHENTICATION = WINDOWS);");

        BrokerIdentity identity = target.setup().prepare();

        assertEquals("TCP://localhost:" + target.endpointPort(), identity.address());
        assertEquals(List.of("STARTED"), target.rows("master", "SELECT state_desc FROM sys.service_broker_endpoints"));
    }

    @Test
    void a_broker_found_disabled_is_enabled() throws Exception {
        target.run("CREATE DATABASE InstTargetDB; ALTER DATABASE InstTargetDB SET DISABLE_BROKER;");

        target.setup().prepare();

        assertEquals(
                List.of("1"),
                target.rows("master", "SELECT is_broker_enabled FROM sys.databases WHERE name = N'InstTargetDB'"));
    }

    @Test
    void a_route_to_the_peer_under_another_name_is_used_and_a_binding_to_another_user_is_changed() throws Exception {
        try (SetupInstance initiator = SetupInstance.of(Side.INITIATOR)) {
            initiator.setup().prepare();
            initiator.run("USE InstInitiatorDB; CREATE USER Somebody WITHOUT LOGIN;"
                    + " CREATE ROUTE Gateway WITH SERVICE_NAME = N'//TgtDB/2InstSample/TargetService',"
                    + " ADDRESS = N'TCP://gateway:4022';"
                    + " CREATE REMOTE SERVICE BINDING Theirs TO SERVICE N'//TgtDB/2InstSample/TargetService'"
                    + " WITH USER = Somebody, ANONYMOUS = ON;");

            BrokerIdentity peer = target.setup().prepare();
            initiator.setup().trust(peer);

            assertEquals(
                    List.of("Gateway | TCP://gateway:4022"),
                    initiator.rows(
                            "InstInitiatorDB",
                            "SELECT name, address FROM sys.routes WHERE remote_service_name IS NOT NULL"));
            assertEquals(
                    List.of("Theirs | TargetUser | 0"),
                    initiator.rows(
                            "InstInitiatorDB",
                            "SELECT b.name, u.name, b.is_anonymous_on FROM sys.remote_service_bindings AS b"
                                    + " JOIN sys.database_principals AS u ON u.principal_id = b.remote_principal_id"));
            assertTrue(initiator.setup().trustsPeer());
        }
    }

    @Test
    void a_route_that_names_another_broker_instance_is_made_anew() throws Exception {
        try (SetupInstance initiator = SetupInstance.of(Side.INITIATOR)) {
            initiator.setup().prepare();
            initiator.run("USE InstInitiatorDB;"
                    + " CREATE ROUTE InstTargetRoute WITH SERVICE_NAME = N'//TgtDB/2InstSample/TargetService',"
                    + " BROKER_INSTANCE = N'D8D4D268-00A3-4C62-8F91-634B89B1E317',"
                    + " ADDRESS = N'TCP://localhost:" + target.endpointPort() + "';");

            SetupInstance.introduce(initiator, target);

            Dialogs.hold(initiator, target);
        }
    }
}
