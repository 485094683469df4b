package dev.colloquy.broker.lifecycle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.lifecycle.Progress.Phase;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.broker.setup.SetupDue;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.Side;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InstanceLifecycleTest {
    private static final SetupDue DUE = new SetupDue("endpoint-stopped");

    private final FakeSetup setup = new FakeSetup();
    private final FakePeer peer = new FakePeer();
    private final FiredEvents<DatabaseReady> ready = new FiredEvents<>();
    private InstanceLifecycle lifecycle = lifecycle(Settings.eager());

    private InstanceLifecycle lifecycle(Settings settings) {
        return lifecycle(settings, peer);
    }

    private InstanceLifecycle lifecycle(Settings settings, PeerSource... peers) {
        return new InstanceLifecycle(
                settings.instance(), setup, new PeerGroup(List.of(peers)), ready, settings.retries());
    }

    @BeforeAll
    static void make_identities() {
        assertEquals(Side.TARGET, Identities.of(Side.TARGET).side());
    }

    @AfterEach
    void stop() {
        lifecycle.stop(new Shutdown());
    }

    @Test
    void the_database_is_ready_before_the_peer_is_known() {
        peer.away = true;

        start();

        await().until(() -> !lifecycle.progress().problem().isEmpty());
        assertEquals(Phase.AWAITING_PEER, lifecycle.progress().phase());
        assertTrue(lifecycle.hasIdentity());
        assertEquals(List.of(new DatabaseReady(Side.INITIATOR)), ready.fired);
    }

    @Test
    void a_peer_that_comes_later_is_trusted_then() {
        peer.away = true;
        start();
        await().until(() -> peer.asked.get() > 1);

        peer.away = false;

        await().until(() -> lifecycle.progress().equals(new Progress(Phase.TRUSTED, "")));
        assertEquals(Identities.of(Side.TARGET), setup.trusted.get(0));
    }

    @Test
    void set_up_that_fails_is_told_and_tried_again() {
        setup.prepareProblem = Optional.of("Set-up could not create the endpoint.");
        start();
        await().until(() -> setup.prepared.get() > 1);
        assertEquals(new Progress(Phase.STARTING, "Set-up could not create the endpoint."), lifecycle.progress());
        assertEquals(List.of(), ready.fired);
        assertFalse(lifecycle.hasIdentity());

        setup.prepareProblem = Optional.empty();

        await().until(() -> lifecycle.progress().phase() == Phase.TRUSTED);
    }

    @Test
    void a_restart_that_finds_the_peer_s_certificates_needs_no_peer() {
        setup.knowsPeer = true;
        peer.away = true;

        start();

        await().until(() -> peer.asked.get() > 1);
        assertEquals(new Progress(Phase.TRUSTED, ""), lifecycle.progress());
    }

    @Test
    void an_instance_that_refuses_the_peer_is_told_as_the_problem() {
        setup.trustProblem = Optional.of("Set-up could not set the route to the peer.");

        start();

        await().until(() -> lifecycle
                .progress()
                .equals(new Progress(Phase.AWAITING_PEER, "Set-up could not set the route to the peer.")));
    }

    @Test
    void renewed_certificates_take_over_once_the_peer_has_answered() {
        peer.away = true;
        start();
        await().until(() -> peer.asked.get() > 1);
        assertEquals(0, setup.takenOver.get());

        peer.away = false;

        await().until(() -> setup.takenOver.get() == 1);
        assertTrue(setup.peerKnows);
    }

    @Test
    void what_is_found_wrong_lets_set_up_run_again_and_tells_the_peer() {
        start();
        await().until(() -> setup.takenOver.get() == 1);

        lifecycle.verify(DUE);

        await().until(() -> setup.takenOver.get() == 2);
        assertEquals(2, setup.prepared.get());
        assertEquals(2, peer.asked.get());
        assertEquals(1, ready.fired.size());
    }

    @Test
    void before_the_peer_is_trusted_nothing_more_is_done_about_what_is_found_wrong() {
        peer.away = true;
        start();
        await().until(() -> peer.asked.get() > 1);

        lifecycle.verify(DUE);
        int asked = peer.asked.get();

        await().until(() -> peer.asked.get() > asked + 1);
        assertEquals(1, setup.prepared.get());
    }

    @Test
    void set_up_runs_again_after_the_interval() {
        lifecycle = lifecycle(new Settings(Duration.ofMillis(1), Settings.NEVER, Duration.ofMillis(250)));

        start();

        await().until(() -> setup.prepared.get() > 3);
    }

    @Test
    void a_verification_that_fails_leaves_the_service_as_it_is() {
        start();
        await().until(() -> setup.takenOver.get() == 1);
        setup.prepareProblem = Optional.of("Login failed for user 'setup'.");

        lifecycle.verify(DUE);

        await().until(() -> setup.takenOver.get() == 2);
        assertEquals(new Progress(Phase.TRUSTED, ""), lifecycle.progress());
        assertTrue(lifecycle.hasIdentity());
    }

    @Test
    void certificates_that_cannot_take_over_leave_the_service_as_it_is() {
        setup.takeOverProblem = Optional.of("Set-up could not alter the endpoint.");

        start();

        await().until(() -> setup.takenOver.get() == 1);
        assertEquals(new Progress(Phase.TRUSTED, ""), lifecycle.progress());
    }

    @Test
    void stopping_ends_the_thread_at_once() {
        start();
        await().until(() -> setup.takenOver.get() == 1);

        lifecycle.stop(new Shutdown());

        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("colloquy-setup")));
    }

    @Test
    void all_instances_of_the_peer_are_used_once_each_has_answered() {
        FakePeer other = new FakePeer();
        other.away = true;
        lifecycle = lifecycle(Settings.eager(), peer, other);
        start();
        await().until(() -> !lifecycle.progress().problem().isEmpty());
        assertEquals(Phase.TRUSTED, lifecycle.progress().phase());
        assertEquals(List.of(), setup.settled);

        other.away = false;

        await().until(() -> setup.settled.size() == 1);
        assertEquals(2, setup.settled.get(0).size());
        await().until(() -> setup.takenOver.get() == 1);
    }

    @Test
    void of_several_peers_one_that_comes_by_itself_is_asked_where_it_is_configured_to_be() throws Exception {
        peer.away = true;
        lifecycle = lifecycle(Settings.eager(), peer, new FakePeer());
        start();
        await().until(() -> setup.trusted.size() == 1);
        BrokerIdentity unknown = new BrokerIdentity(
                Side.TARGET,
                "TCP://nobody.example:4022",
                UUID.randomUUID(),
                Identities.of(Side.TARGET).transportCertificate(),
                Identities.of(Side.TARGET).dialogCertificate());

        lifecycle.take(unknown);
        lifecycle.take(Identities.of(Side.TARGET));

        assertFalse(setup.trusted.contains(unknown));
        await().until(() -> setup.prepared.get() > 1);
    }

    private void start() {
        lifecycle.start(new Startup());
    }
}
