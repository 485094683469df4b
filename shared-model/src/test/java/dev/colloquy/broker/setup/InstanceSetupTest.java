package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceSetupTest {
    private SetupInstance initiator;
    private SetupInstance target;

    @BeforeEach
    void start() throws Exception {
        initiator = SetupInstance.of(Side.INITIATOR);
        target = SetupInstance.of(Side.TARGET);
    }

    @AfterEach
    void close() {
        initiator.close();
        target.close();
    }

    @Test
    void two_fresh_instances_that_trust_each_other_hold_a_conversation() throws Exception {
        SetupInstance.introduce(initiator, target);

        Dialogs.hold(initiator, target);
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        SetupInstance.introduce(initiator, target);
        List<String> before = initiator.state();
        List<String> beforeAtTarget = target.state();

        SetupInstance.introduce(initiator, target);

        assertEquals(before, initiator.state());
        assertEquals(beforeAtTarget, target.state());
    }

    @Test
    void a_run_cut_after_any_step_is_made_good_by_the_next() throws Exception {
        BrokerIdentity peer = target.setup().prepare();
        InstanceSetup setup = initiator.setup();
        for (int i = 1; i <= setup.steps().size(); i++) {
            setup.run(setup.steps().subList(0, i));
        }
        for (int i = 1; i <= setup.steps(peer).size(); i++) {
            setup.run(setup.steps(peer).subList(0, i));
        }
        try (SetupInstance other = SetupInstance.of(Side.INITIATOR)) {
            other.setup().prepare();
            other.setup().trust(peer);

            assertEquals(other.shape(), initiator.shape());
        }
        target.setup().trust(setup.prepare());
        Dialogs.hold(initiator, target);
    }

    @Test
    void two_replicas_that_start_at_once_wait_for_each_other() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(2);
        try {
            Future<BrokerIdentity> one = replicas.submit(() -> target.setup().prepare());
            Future<BrokerIdentity> other = replicas.submit(() -> target.setup().prepare());

            assertEquals(one.get(60, TimeUnit.SECONDS), other.get(60, TimeUnit.SECONDS));
        } finally {
            replicas.shutdownNow();
        }
    }

    @Test
    void the_identity_is_what_the_catalog_shows() throws Exception {
        BrokerIdentity identity = target.setup().prepare();

        assertEquals("TCP://localhost:" + target.endpointPort(), identity.address());
        assertEquals(
                target.rows("master", "SELECT service_broker_guid FROM sys.databases WHERE name = N'InstTargetDB'"),
                List.of(identity.brokerInstance().orElseThrow().toString().toUpperCase(Locale.ROOT)));
        assertEquals(
                target.rows("master", "SELECT thumbprint FROM sys.certificates"),
                List.of(hex(identity.transportCertificate().thumbprint())));
        assertEquals(
                target.rows("InstTargetDB", "SELECT thumbprint FROM sys.certificates"),
                List.of(hex(identity.dialogCertificate().thumbprint())));
    }

    @Test
    void trust_that_is_there_already_takes_no_lock_and_changes_nothing() throws Exception {
        SetupInstance.introduce(initiator, target);
        BrokerIdentity peer = target.setup().prepare();
        List<String> before = initiator.state();

        try (Connection otherProcess = initiator.connect("master");
                Statement statement = otherProcess.createStatement()) {
            SetupInstance.execute(
                    statement,
                    "EXEC sys.sp_getapplock @Resource = N'dev.colloquy.setup', @LockMode = 'Exclusive',"
                            + " @LockOwner = 'Session'");
            initiator.setup().trust(peer);
        }

        assertEquals(before, initiator.state());
    }

    @Test
    void the_peer_is_trusted_once_its_route_and_certificates_are_there() throws Exception {
        BrokerIdentity atInitiator = initiator.setup().prepare();
        BrokerIdentity atTarget = target.setup().prepare();
        assertFalse(initiator.setup().trustsPeer());
        assertFalse(target.setup().trustsPeer());

        initiator.setup().trust(atTarget);
        target.setup().trust(atInitiator);

        assertTrue(initiator.setup().trustsPeer());
        assertTrue(target.setup().trustsPeer());
    }

    @Test
    void a_peer_that_has_moved_gets_another_address() throws Exception {
        SetupInstance.introduce(initiator, target);
        BrokerIdentity before = target.setup().prepare();

        initiator
                .setup()
                .trust(new BrokerIdentity(
                        before.side(),
                        "TCP://elsewhere:4022",
                        before.brokerInstance(),
                        before.transportCertificate(),
                        before.dialogCertificate()));

        assertEquals(
                List.of("TCP://elsewhere:4022"),
                initiator.rows("InstInitiatorDB", "SELECT address FROM sys.routes WHERE name = N'InstTargetRoute'"));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
