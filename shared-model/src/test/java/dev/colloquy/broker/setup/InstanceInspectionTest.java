package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceInspectionTest {
    private static final String PASSWORD = "Look-but-do-not-1-touch";

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
    void an_instance_that_is_set_up_shows_its_endpoint_and_lacks_only_the_peer() throws Exception {
        target.setup().prepare();

        InstanceInspection seen = target.setup().inspect().orElseThrow();

        assertEquals("InstTargetEndpoint", seen.endpoint().orElseThrow().name());
        assertTrue(seen.endpoint().orElseThrow().started());
        CertificateDates own = seen.endpoint().orElseThrow().certificate().orElseThrow();
        assertEquals("InstTargetTransportCertificate", own.name());
        assertTrue(own.isValid(seen.readAt()));
        assertTrue(own.left(seen.readAt()).toDays() >= 365);
        assertEquals(Optional.empty(), seen.peerCertificate());
        assertTrue(seen.localRoute());
        assertTrue(seen.msdbBrokerEnabled());
    }

    @Test
    void the_certificate_of_a_peer_who_may_connect_shows() throws Exception {
        try (SetupInstance initiator = SetupInstance.of(Side.INITIATOR)) {
            SetupInstance.introduce(initiator, target);

            assertEquals(
                    "InstInitiatorTransportCertificate",
                    target.setup()
                            .inspect()
                            .orElseThrow()
                            .peerCertificate()
                            .orElseThrow()
                            .name());
        }
    }

    @Test
    void an_instance_that_is_not_set_up_has_no_endpoint() throws Exception {
        assertEquals(Optional.empty(), target.setup().inspect().orElseThrow().endpoint());
    }

    @Test
    void a_stopped_endpoint_and_a_missing_route_show() throws Exception {
        target.setup().prepare();
        target.run("ALTER ENDPOINT InstTargetEndpoint STATE = STOPPED;");
        target.run("USE msdb; DROP ROUTE InstTargetRoute; DROP ROUTE AutoCreatedLocal;");

        InstanceInspection seen = target.setup().inspect().orElseThrow();

        assertEquals("STOPPED", seen.endpoint().orElseThrow().state());
        assertFalse(seen.localRoute());
    }

    @Test
    void looking_changes_nothing() throws Exception {
        target.setup().prepare();
        List<String> before = target.state();

        target.setup().inspect();

        assertEquals(before, target.state());
    }

    @Test
    void a_login_without_the_right_to_look_sees_nothing_and_is_not_misled() throws Exception {
        target.setup().prepare();
        target.run("CREATE LOGIN limited WITH PASSWORD = N'" + PASSWORD + "';");

        InstanceSetup limited = new InstanceSetup(target.login("limited", PASSWORD), target.plan());

        assertEquals(Optional.empty(), limited.inspect());
    }
}
