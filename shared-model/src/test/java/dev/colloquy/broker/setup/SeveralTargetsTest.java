package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One initiator whose service is offered by two instances of the target. */
@Timeout(120)
class SeveralTargetsTest {
    private static final String PASSWORD = "Of the private key's file, 1";

    @TempDir
    Path folder;

    private SetupInstance initiator;
    private SetupInstance first;
    private SetupInstance second;
    private InstanceSetup setup;

    @BeforeEach
    void start() throws Exception {
        initiator = SetupInstance.of(Side.INITIATOR);
        first = SetupInstance.of(Side.TARGET);
        second = SetupInstance.of(Side.TARGET);
        setup = initiator.setupForSeveralPeers();
    }

    @AfterEach
    void stop() {
        initiator.close();
        first.close();
        second.close();
    }

    @Test
    void dialogs_are_held_with_each_of_them() throws Exception {
        settleWithBoth();

        Dialogs.hold(initiator, first, guid(first));
        Dialogs.hold(initiator, second, guid(second));
    }

    @Test
    void both_are_offered_for_new_dialogs() throws Exception {
        settleWithBoth();

        assertEquals(List.of(guid(first), guid(second)).stream().sorted().toList(), offered());
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        List<BrokerIdentity> both = settleWithBoth();
        List<String> before = initiator.state();

        settle(both);

        assertEquals(before, initiator.state());
    }

    @Test
    void targets_that_do_not_share_the_dialog_certificate_are_not_used_together() throws Exception {
        setup.prepare();
        List<BrokerIdentity> both =
                List.of(first.setup().prepare(), second.setup().prepare());
        for (BrokerIdentity target : both) {
            setup.trust(target);
        }

        SetupFailure failure = assertThrows(SetupFailure.class, () -> setup.settle(both));

        assertTrue(failure.getMessage().contains("colloquy.setup.dialog-certificate"), failure.getMessage());
        assertEquals(List.of(), offered());
    }

    @Test
    void after_several_one_that_does_not_name_its_instance_is_refused_and_changes_nothing() throws Exception {
        settleWithBoth();
        BrokerIdentity named = first.setup().prepare();
        BrokerIdentity nameless = new BrokerIdentity(
                Side.TARGET,
                named.address(),
                Optional.empty(),
                named.transportCertificate(),
                named.dialogCertificate());

        assertThrows(SetupFailure.class, () -> initiator.setup().settle(List.of(nameless)));

        assertEquals(2, offered().size());
    }

    @Test
    void a_target_takes_the_certificate_of_the_files_in_place_of_its_own() throws Exception {
        introduce(first);
        Dialogs.hold(initiator, first);
        DialogCertificateFiles shared = exported(second);

        BrokerIdentity renewed = first.setup(shared).prepare();
        initiator.setup().trust(renewed);
        first.setup(shared).takeOver(true);

        assertEquals(second.setup().prepare().dialogCertificate(), renewed.dialogCertificate());
        assertEquals(
                List.of(HexFormat.of()
                        .withUpperCase()
                        .formatHex(renewed.dialogCertificate().thumbprint())),
                first.rows(
                        Side.TARGET.database(),
                        "SELECT CONVERT(varchar(40), thumbprint, 2) FROM sys.certificates"
                                + " WHERE is_active_for_begin_dialog = 1 AND pvt_key_encryption_type = 'MK'"));
        Dialogs.hold(initiator, first);
    }

    @Test
    void a_second_target_joins_while_dialogs_with_the_first_go_on() throws Exception {
        DialogCertificateFiles shared = exported(first);
        introduce(first);
        String begun = Dialogs.begin(initiator);
        String atFirst = Dialogs.receive(first, Side.TARGET);

        introduceAlso(second, shared);
        settle(List.of(first.setup(shared).prepare(), second.setup(shared).prepare()));

        Dialogs.reply(first, atFirst);
        Dialogs.receive(initiator, Side.INITIATOR);
        Dialogs.request(initiator, begun);
        Dialogs.receive(first, Side.TARGET);
        Dialogs.hold(initiator, second, guid(second));
    }

    @Test
    void a_target_that_leaves_keeps_its_route_until_its_dialogs_have_ended() throws Exception {
        List<BrokerIdentity> both = settleWithBoth();
        String begun = Dialogs.begin(initiator, guid(second));
        String atSecond = Dialogs.receive(second, Side.TARGET);

        setup.settle(both.subList(0, 1));

        assertEquals(List.of(guid(first)), offered());
        assertEquals(2, routes().size());
        Dialogs.reply(second, atSecond);
        Dialogs.receive(initiator, Side.INITIATOR);

        Dialogs.end(initiator, Side.INITIATOR, begun);
        Dialogs.end(second, Side.TARGET, atSecond);
        Dialogs.awaitEnded(initiator, begun);
        setup.settle(both.subList(0, 1));

        assertEquals(List.of(guid(first)), routes());
    }

    @Test
    void a_target_to_which_messages_have_been_waiting_is_avoided_until_they_have_gone() throws Exception {
        settleWithBoth();
        second.run("ALTER ENDPOINT " + Side.TARGET.endpoint() + " STATE = STOPPED");
        Dialogs.begin(initiator, guid(second));
        Dialogs.awaitWaiting(initiator, 1);

        assertEquals(List.of(guid(second)), avoided(-1));

        second.run("ALTER ENDPOINT " + Side.TARGET.endpoint() + " STATE = STARTED");
        Dialogs.receive(second, Side.TARGET);
        Dialogs.awaitWaiting(initiator, 0);
        assertEquals(List.of(), avoided(-1));
    }

    private void introduce(SetupInstance target) throws SetupFailure {
        BrokerIdentity own = initiator.setup().prepare();
        initiator.setup().trust(target.setup().prepare());
        target.setup().trust(own);
    }

    private void introduceAlso(SetupInstance target, DialogCertificateFiles shared) throws SetupFailure {
        BrokerIdentity own = setup.prepare();
        BrokerIdentity peer = target.setup(shared).prepare();
        setup.trust(peer);
        target.setup(shared).trust(own);
    }

    private List<BrokerIdentity> settleWithBoth() throws Exception {
        DialogCertificateFiles shared = exported(first);
        introduceAlso(first, shared);
        introduceAlso(second, shared);
        List<BrokerIdentity> both =
                List.of(first.setup(shared).prepare(), second.setup(shared).prepare());
        settle(both);
        return both;
    }

    private void settle(List<BrokerIdentity> targets) throws SetupFailure {
        for (BrokerIdentity target : targets) {
            setup.trust(target);
        }
        setup.settle(targets);
    }

    /** The dialog certificate of an instance in files, as its administrator writes them. */
    private DialogCertificateFiles exported(SetupInstance target) throws SetupFailure, SQLException {
        target.setup().prepare();
        Path certificate = folder.resolve("shared.cer");
        Path privateKey = folder.resolve("shared.pvk");
        target.run("USE " + Side.TARGET.database() + "; BACKUP CERTIFICATE " + Side.TARGET.dialogCertificate()
                + " TO FILE = '" + certificate + "' WITH PRIVATE KEY (FILE = '" + privateKey
                + "', ENCRYPTION BY PASSWORD = '" + PASSWORD.replace("'", "''") + "')");
        return new DialogCertificateFiles(certificate, privateKey, PASSWORD);
    }

    private static String guid(SetupInstance target) throws SQLException {
        return target.rows(
                        "master",
                        "SELECT service_broker_guid FROM sys.databases WHERE name = N'" + Side.TARGET.database() + "'")
                .get(0)
                .toUpperCase(Locale.ROOT);
    }

    private List<String> offered() throws SQLException {
        return initiator.rows(
                Side.INITIATOR.database(),
                "SELECT CONVERT(nvarchar(36), broker_instance) AS guid FROM dbo.peer_instance ORDER BY guid");
    }

    private List<String> avoided(int seconds) throws SQLException {
        initiator.run("USE " + Side.INITIATOR.database() + "; EXEC dbo.rate_peer_instances " + seconds);
        return initiator.rows(
                Side.INITIATOR.database(),
                "SELECT CONVERT(nvarchar(36), broker_instance) FROM dbo.peer_instance WHERE is_avoided = 1");
    }

    private List<String> routes() throws SQLException {
        return initiator.rows(
                Side.INITIATOR.database(),
                "SELECT UPPER(broker_instance) FROM sys.routes WHERE remote_service_name = N'" + Side.TARGET.service()
                        + "' ORDER BY 1");
    }
}
