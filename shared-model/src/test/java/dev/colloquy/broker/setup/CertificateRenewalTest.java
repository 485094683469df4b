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

    @Test
    void certificates_that_expire_soon_are_renewed_and_take_over_once_the_peer_knows_them() throws Exception {
        createExpiring(20);
        BrokerIdentity before = target.lateSetup().prepare();
        target.lateSetup().trust(initiator.setup().prepare());
        initiator.setup().trust(before);
        String running = Dialogs.begin(initiator);
        String runningAtTarget = Dialogs.receive(target, Side.TARGET);

        BrokerIdentity renewed = target.setup().prepare();
        assertEquals("InstTargetTransportCertificate", endpointCertificate());
        assertEquals(
                List.of("InstTargetCertificate | 1", renewed("InstTargetDB", "InstTargetCertificate") + " | 0"),
                ownDialogCertificates());
        initiator.setup().trust(renewed);
        target.setup().takeOver(true);

        assertEquals(renewed("master", "InstTargetTransportCertificate"), endpointCertificate());
        assertEquals(
                List.of("InstTargetCertificate | 1", renewed("InstTargetDB", "InstTargetCertificate") + " | 1"),
                ownDialogCertificates());
        Dialogs.reply(target, runningAtTarget);
        Dialogs.receive(initiator, Side.INITIATOR);
        Dialogs.request(initiator, running);
        Dialogs.receive(target, Side.TARGET);
        Dialogs.hold(initiator, target);
    }

    @Test
    void a_renewed_certificate_waits_while_nobody_knows_whether_the_peer_has_it() throws Exception {
        createExpiring(20);
        target.lateSetup().prepare();
        target.setup().prepare();

        target.setup().takeOver(false);

        assertEquals("InstTargetTransportCertificate", endpointCertificate());
        assertEquals(
                List.of("InstTargetCertificate | 1", renewed("InstTargetDB", "InstTargetCertificate") + " | 0"),
                ownDialogCertificates());
    }

    @Test
    void renewal_happens_once_and_what_has_expired_goes() throws Exception {
        createExpiring(20);
        target.run("CREATE CERTIFICATE InstTargetTransportCertificate_old WITH SUBJECT = 'old',"
                + " START_DATE = N'20200101', EXPIRY_DATE = N'20210101';");
        target.lateSetup().prepare();
        target.setup().prepare();
        List<String> before = target.state();

        target.setup().prepare();
        assertEquals(before, target.state());
        target.setup().takeOver(true);

        assertEquals(
                List.of("InstTargetTransportCertificate", renewed("master", "InstTargetTransportCertificate")),
                target.rows("master", "SELECT name FROM sys.certificates ORDER BY name"));
        List<String> afterwards = target.state();
        target.setup().takeOver(true);
        target.setup().prepare();
        assertEquals(afterwards, target.state());
    }

    @Test
    void an_expired_certificate_of_the_peer_stops_new_dialogs_until_it_is_renewed() throws Exception {
        createForSeconds(10);
        BrokerIdentity renewed = target.setup().prepare();
        initiator.setup().prepare();
        initiator
                .setup()
                .trust(new BrokerIdentity(
                        renewed.side(),
                        renewed.address(),
                        renewed.brokerInstance(),
                        renewed.transportCertificate(),
                        certificate("InstTargetDB", "InstTargetCertificate")));
        target.setup().trust(initiator.setup().prepare());
        await().until(() -> !initiator.setup().trustsPeer());

        Dialogs.begin(initiator);
        await().until(() -> initiator
                .rows("InstInitiatorDB", "SELECT transmission_status FROM sys.transmission_queue")
                .toString()
                .contains("expired"));
        initiator.setup().trust(target.setup().prepare());

        Dialogs.receive(target, Side.TARGET);
    }

    private PublicCertificate certificate(String database, String name) throws Exception {
        String encoded = "DECLARE @id int = CERT_ID(N'" + name + "'); SELECT CERTENCODED(@id) AS certificate";
        return PublicCertificate.of(
                HexFormat.of().parseHex(target.rows(database, encoded).get(0)));
    }

    /** Transport and dialog certificates by the names that set-up gives them, for so many days. */
    private void createExpiring(int days) throws SQLException {
        createTransport("CONVERT(nvarchar(8), DATEADD(day, " + days + ", GETUTCDATE()), 112)");
        createDialog("CONVERT(nvarchar(8), DATEADD(day, " + days + ", GETUTCDATE()), 112)");
    }

    /** A dialog certificate by the name that set-up gives it, for so many seconds. */
    private void createForSeconds(int seconds) throws SQLException {
        createDialog("CONVERT(nvarchar(30), DATEADD(second, " + seconds + ", GETUTCDATE()), 126)");
    }

    private void createTransport(String expiry) throws SQLException {
        target.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'By-hand-1-password';"
                + " DECLARE @sql nvarchar(max) = N'CREATE CERTIFICATE InstTargetTransportCertificate"
                + " WITH SUBJECT = ''brief'', START_DATE = N''20200101'', EXPIRY_DATE = N''' + " + expiry
                + " + N''';'; EXEC (@sql);");
    }

    private void createDialog(String expiry) throws SQLException {
        target.run("CREATE DATABASE InstTargetDB;");
        target.run("USE InstTargetDB; CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'By-hand-1-password';"
                + " CREATE USER TargetUser WITHOUT LOGIN;"
                + " DECLARE @sql nvarchar(max) = N'CREATE CERTIFICATE InstTargetCertificate AUTHORIZATION TargetUser"
                + " WITH SUBJECT = ''brief'', START_DATE = N''20200101'', EXPIRY_DATE = N''' + " + expiry
                + " + N''';'; EXEC (@sql);");
    }

    private List<String> ownDialogCertificates() throws SQLException {
        return target.rows(
                "InstTargetDB",
                "SELECT name, is_active_for_begin_dialog FROM sys.certificates"
                        + " WHERE pvt_key_encryption_type = 'MK' ORDER BY name");
    }

    private String renewed(String database, String certificate) throws SQLException {
        return target.rows(
                        database,
                        "SELECT name FROM sys.certificates WHERE expiry_date > DATEADD(day, 300, GETUTCDATE())"
                                + " AND LEFT(name, LEN(N'" + certificate + "') + 1) = N'" + certificate + "_'")
                .get(0);
    }
}
