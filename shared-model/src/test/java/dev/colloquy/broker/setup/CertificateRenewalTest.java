package dev.colloquy.broker.setup;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.PublicCertificate;
import dev.colloquy.contract.Side;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificateRenewalTest {
    private SetupInstance initiator;
    private SetupInstance target;

    @BeforeEach
    void introduce() throws Exception {
        initiator = SetupInstance.of(Side.INITIATOR);
        target = SetupInstance.of(Side.TARGET);
    }

    @AfterEach
    void close() {
        initiator.close();
        target.close();
    }

    @Test
    void a_renewed_dialog_certificate_serves_new_dialogs_and_leaves_running_ones_alone() throws Exception {
        SetupInstance.introduce(initiator, target);
        String running = Dialogs.begin(initiator);
        String runningAtTarget = Dialogs.receive(target, Side.TARGET);
        BrokerIdentity before = target.setup().prepare();

        target.run("USE InstTargetDB; CREATE CERTIFICATE Renewed AUTHORIZATION TargetUser"
                + " WITH SUBJECT = 'Renewed', EXPIRY_DATE = N'20990101';");
        BrokerIdentity after = target.setup().prepare();
        initiator.setup().trust(after);

        assertNotEquals(before.dialogCertificate(), after.dialogCertificate());
        assertEquals(
                List.of(
                        "InstInitiatorCertificate",
                        "InstTargetCertificate",
                        "InstTargetCertificate_"
                                + HexFormat.of()
                                        .withUpperCase()
                                        .formatHex(after.dialogCertificate().thumbprint())),
                initiator.rows("InstInitiatorDB", "SELECT name FROM sys.certificates ORDER BY name"));
        Dialogs.reply(target, runningAtTarget);
        Dialogs.receive(initiator, Side.INITIATOR);
        Dialogs.request(initiator, running);
        Dialogs.receive(target, Side.TARGET);
        Dialogs.hold(initiator, target);
    }

    @Test
    void a_renewed_transport_certificate_is_trusted_beside_the_old_one() throws Exception {
        SetupInstance.introduce(initiator, target);
        BrokerIdentity before = target.setup().prepare();

        target.run("CREATE CERTIFICATE Renewed WITH SUBJECT = 'Renewed', EXPIRY_DATE = N'20990101';"
                + " ALTER ENDPOINT InstTargetEndpoint FOR SERVICE_BROKER (AUTHENTICATION = CERTIFICATE Renewed);");
        BrokerIdentity after = target.setup().prepare();
        initiator.setup().trust(after);

        assertNotEquals(before.transportCertificate(), after.transportCertificate());
        assertEquals(
                List.of("2"),
                initiator.rows(
                        "master",
                        "SELECT COUNT(*) FROM sys.certificates WHERE name LIKE N'InstTargetTransportCertificate%'"));
        Dialogs.hold(initiator, target);
    }

    @Test
    void expired_certificates_are_replaced_under_names_with_the_date() throws Exception {
        target.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'By-hand-1-password';"
                + " CREATE CERTIFICATE InstTargetTransportCertificate WITH SUBJECT = 'old',"
                + " START_DATE = N'20200101', EXPIRY_DATE = N'20210101';"
                + " CREATE DATABASE InstTargetDB;");
        target.run("USE InstTargetDB; CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'By-hand-1-password';"
                + " CREATE USER TargetUser WITHOUT LOGIN;"
                + " CREATE CERTIFICATE InstTargetCertificate AUTHORIZATION TargetUser WITH SUBJECT = 'old',"
                + " START_DATE = N'20200101', EXPIRY_DATE = N'20210101';");

        SetupInstance.introduce(initiator, target);

        String name = endpointCertificate();
        assertTrue(name.matches("InstTargetTransportCertificate_[0-9]{14}"), name);
        Dialogs.hold(initiator, target);
    }

    private String endpointCertificate() throws SQLException {
        return target.rows(
                        "master",
                        "SELECT c.name FROM sys.certificates AS c"
                                + " JOIN sys.service_broker_endpoints AS e ON e.certificate_id = c.certificate_id")
                .get(0);
    }

    @Test
    void an_endpoint_whose_certificate_has_expired_gets_the_new_one() throws Exception {
        target.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'By-hand-1-password';"
                + " DECLARE @sql nvarchar(max) = N'CREATE CERTIFICATE InstTargetTransportCertificate"
                + " WITH SUBJECT = ''brief'', START_DATE = N''20200101'', EXPIRY_DATE = N'''"
                + " + CONVERT(nvarchar(30), DATEADD(second, 4, GETUTCDATE()), 126) + N''';';"
                + " EXEC (@sql);");
        target.setup().prepare();
        await().until(() -> target.rows(
                                "master",
                                "SELECT name FROM sys.certificates WHERE expiry_date <= GETUTCDATE()"
                                        + " AND name = N'InstTargetTransportCertificate'")
                        .size()
                == 1);

        SetupInstance.introduce(initiator, target);

        String name = endpointCertificate();
        assertTrue(name.matches("InstTargetTransportCertificate_[0-9]{14}"), name);
        Dialogs.hold(initiator, target);
    }

    @Test
    void a_certificate_of_the_peer_that_has_expired_goes_when_another_is_taken_in() throws Exception {
        initiator.setup().prepare();
        BrokerIdentity current = target.setup().prepare();
        target.run("CREATE CERTIFICATE Old WITH SUBJECT = 'old', START_DATE = N'20200101', EXPIRY_DATE = N'20210101';");
        PublicCertificate old = PublicCertificate.of(HexFormat.of()
                .parseHex(target.rows(
                                "master", "DECLARE @id int = CERT_ID(N'Old'); SELECT CERTENCODED(@id) AS certificate")
                        .get(0)));
        initiator
                .setup()
                .trust(new BrokerIdentity(
                        current.side(), current.address(), current.brokerInstance(), old, current.dialogCertificate()));

        initiator.setup().trust(current);

        assertEquals(
                List.of(
                        "InstInitiatorTransportCertificate",
                        "InstTargetTransportCertificate_"
                                + HexFormat.of()
                                        .withUpperCase()
                                        .formatHex(
                                                current.transportCertificate().thumbprint())),
                initiator.rows("master", "SELECT name FROM sys.certificates ORDER BY name"));
    }
}
