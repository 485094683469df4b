package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.setup.SetupPrinter.Part;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The printed script does what set-up does, so a service that starts after it finds nothing to do. */
class SetupPrinterTest {
    private static final RunTimeLogin LOGIN = new RunTimeLogin("colloquy_initiator", "Run-time-1'", false);
    private static final Set<Part> OWN = EnumSet.of(Part.OWN);
    private static final Set<Part> TRUST = EnumSet.of(Part.TRUST);

    private SetupInstance initiator;
    private SetupInstance target;
    private SetupPlan plan;

    @BeforeEach
    void start() throws Exception {
        initiator = SetupInstance.of(Side.INITIATOR);
        target = SetupInstance.of(Side.TARGET);
        plan = initiator.plan(Optional.of(LOGIN));
    }

    @AfterEach
    void close() {
        initiator.close();
        target.close();
    }

    private static Map<String, String> run(SetupInstance instance, Sqlcmd sqlcmd, String script) throws Exception {
        try (Connection connection = instance.connect("master")) {
            return sqlcmd.run(connection, script);
        }
    }

    private static Sqlcmd sqlcmd() {
        return new Sqlcmd().with("RunTimePassword", "Run-time-1''").with("MasterKeyPassword", "Master-key-1");
    }

    private static String script(SetupPlan plan, Set<Part> parts) throws SetupFailure {
        return new SetupPrinter(plan).print(parts, Optional.empty());
    }

    private static List<String> all(SetupInstance instance) throws Exception {
        List<String> all = new ArrayList<>(instance.state());
        all.addAll(instance.rows(
                instance.plan().side().database(),
                "SELECT installed_rank, version, description, type, script, checksum, success"
                        + " FROM dbo.flyway_schema_history ORDER BY installed_rank"));
        return all;
    }

    @Test
    void set_up_changes_nothing_after_the_printed_script() throws Exception {
        run(initiator, sqlcmd(), script(plan, OWN));
        List<String> before = all(initiator);

        try (LoggedLines lines = LoggedLines.of(InstanceSetup.class)) {
            initiator.setup(plan).prepare();

            assertEquals(List.of(), lines.all());
        }

        assertEquals(before, all(initiator));
    }

    @Test
    void the_printed_script_changes_nothing_after_set_up() throws Exception {
        initiator.setup(plan).prepare();
        List<String> before = all(initiator);

        run(initiator, sqlcmd(), script(plan, OWN));

        assertEquals(before, all(initiator));
    }

    @Test
    void the_printed_script_makes_what_set_up_makes() throws Exception {
        run(initiator, sqlcmd(), script(plan, OWN));
        try (SetupInstance other = SetupInstance.of(Side.INITIATOR)) {
            other.setup(other.plan(Optional.of(LOGIN))).prepare();

            assertEquals(other.shape(), initiator.shape());
            assertEquals(history(other), history(initiator));
        }
        try (Connection connection =
                initiator.login(LOGIN.name(), LOGIN.password()).getConnection()) {
            assertTrue(connection.isValid(1));
        }
    }

    private static List<String> history(SetupInstance instance) throws Exception {
        return instance.rows(
                "InstInitiatorDB",
                "SELECT installed_rank, version, description, type, script, checksum, installed_by, success"
                        + " FROM dbo.flyway_schema_history ORDER BY installed_rank");
    }

    @Test
    void two_sides_that_were_set_up_by_scripts_alone_hold_a_conversation() throws Exception {
        SetupPlan other = target.plan();
        Map<String, String> ofInitiator = run(initiator, sqlcmd(), script(plan, OWN));
        Map<String, String> ofTarget = run(target, sqlcmd(), script(other, OWN));
        Sqlcmd atInitiator = sqlcmd();
        ofTarget.forEach(atInitiator::with);
        Sqlcmd atTarget = sqlcmd();
        ofInitiator.forEach(atTarget::with);

        run(initiator, atInitiator, script(plan, TRUST));
        run(target, atTarget, script(other, TRUST));

        Dialogs.hold(initiator, target);
        List<String> before = all(initiator);
        initiator.setup(plan).trust(target.setup().prepare());
        assertEquals(before, all(initiator));
    }

    @Test
    void the_steps_that_trust_a_known_peer_hold_its_certificates() throws Exception {
        initiator.setup(plan).prepare();
        BrokerIdentity peer = target.setup().prepare();
        BrokerIdentity fromFiles = new BrokerIdentity(
                peer.side(), peer.address(), Optional.empty(), peer.transportCertificate(), peer.dialogCertificate());

        run(initiator, sqlcmd(), new SetupPrinter(plan).print(TRUST, Optional.of(fromFiles)));

        List<String> before = all(initiator);
        initiator.setup(plan).trust(peer);
        assertEquals(before, all(initiator));
    }

    @Test
    void a_script_that_was_cut_within_a_migration_is_made_good_by_the_next_run() throws Exception {
        String script = script(plan, OWN);
        int within = script.indexOf("CREATE CONTRACT");
        String cut = script.substring(0, script.indexOf("\nGO\n", within) + 4);

        run(initiator, sqlcmd(), cut);
        run(initiator, sqlcmd(), script);

        List<String> before = all(initiator);
        initiator.setup(plan).prepare();
        assertEquals(before, all(initiator));
    }

    @Test
    void the_script_for_several_peers_lets_dialogs_begin_with_each_that_it_is_run_for() throws Exception {
        SetupPlan several = new SetupPlan(
                plan.side(), plan.endpoint(), plan.runTimeLogin(), plan.certificates(), plan.migrations(), true);
        initiator.setup(several).prepare();
        BrokerIdentity peer = target.setup().prepare();
        Sqlcmd values = sqlcmd();
        run(target, sqlcmd(), script(target.plan(), OWN)).forEach(values::with);

        run(initiator, values, script(several, TRUST));

        List<String> before = all(initiator);
        initiator.setup(several).trust(peer);
        initiator.setup(several).settle(List.of(peer));
        assertEquals(before, all(initiator));
        assertEquals(
                1,
                initiator
                        .rows("InstInitiatorDB", "SELECT broker_instance FROM dbo.peer_instance")
                        .size());
    }

    @Test
    void the_script_holds_no_secret_and_names_what_has_to_be_given() throws Exception {
        String script = script(plan, SetupPrinter.whole());

        assertFalse(script.contains("Run-time-1"), script);
        assertTrue(script.contains("--   RunTimePassword: password of the run-time login"), script);
        assertTrue(script.contains("--   PeerTransportCertificate: "), script);
        assertFalse(script.contains("= ?"), script);
        assertFalse(script.contains("${"), script);
        assertFalse(script.contains(": null\n"), script);
    }
}
