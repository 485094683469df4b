package dev.colloquy.instance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dialog whose certificates do not fit is not delivered, says why, and goes on once they fit. */
@Tag("conformance")
class DialogSecurityTest {
    @RegisterExtension
    static final TwoInstances INSTANCES = new TwoInstances();

    private static void awaitStatus(Connection initiator, String expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertTrue(
                        status(initiator).contains(expected), () -> "transmission_status: " + status(initiator)));
    }

    private static String status(Connection initiator) {
        try {
            return String.valueOf(Conversation.value(
                    initiator, "SELECT transmission_status FROM sys.transmission_queue ORDER BY enqueue_time DESC"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertDelivered(Connection target, String body) throws SQLException {
        assertEquals(
                body,
                Conversation.receiveOne(target, "InstTargetQueue", 90_000)
                        .orElseThrow()
                        .body());
    }

    @Test
    void without_a_remote_service_binding_nothing_is_sent() throws SQLException {
        try (Connection initiator = INSTANCES.initiator();
                Connection target = INSTANCES.target()) {
            Conversation.execute(initiator, "DROP REMOTE SERVICE BINDING TargetBinding");
            Conversation.begin(initiator, "<r>unbound</r>");

            awaitStatus(initiator, "there is no remote service binding for the target service");
            assertTrue(Conversation.receive(target, "InstTargetQueue", 0).isEmpty());

            Conversation.execute(
                    initiator,
                    "CREATE REMOTE SERVICE BINDING TargetBinding TO SERVICE N'//TgtDB/2InstSample/TargetService'"
                            + " WITH USER = TargetUser");
            assertDelivered(target, "<r>unbound</r>");
        }
    }

    @Test
    void a_certificate_that_the_target_does_not_know_is_refused() throws SQLException {
        Path file = INSTANCES.folder().resolve("InstInitiatorCertificate.cer");
        try (Connection initiator = INSTANCES.initiator();
                Connection target = INSTANCES.target()) {
            Conversation.execute(target, "DROP CERTIFICATE InstInitiatorCertificate");
            Conversation.execute(
                    initiator,
                    "CREATE CERTIFICATE Renewed AUTHORIZATION InitiatorUser WITH SUBJECT = N'Renewed',"
                            + " EXPIRY_DATE = N'20400101'");
            Conversation.begin(initiator, "<r>unknown</r>");

            awaitStatus(initiator, "certificate");
            assertTrue(Conversation.receive(target, "InstTargetQueue", 0).isEmpty());

            Conversation.execute(
                    target,
                    "CREATE CERTIFICATE InstInitiatorCertificate AUTHORIZATION InitiatorUser FROM FILE = N'" + file
                            + "'");
            Path renewed = INSTANCES.folder().resolve("Renewed.cer");
            Conversation.execute(initiator, "BACKUP CERTIFICATE Renewed TO FILE = N'" + renewed + "'");
            Conversation.execute(
                    target, "CREATE CERTIFICATE Renewed AUTHORIZATION InitiatorUser FROM FILE = N'" + renewed + "'");
            assertDelivered(target, "<r>unknown</r>");
        }
    }

    @Test
    void an_expired_certificate_of_the_target_is_not_used() throws SQLException {
        try (Connection initiator = INSTANCES.initiator()) {
            Conversation.execute(initiator, """
                    CREATE USER ExpiredTarget WITHOUT LOGIN;
                    CREATE CERTIFICATE Expired AUTHORIZATION ExpiredTarget
                        WITH SUBJECT = N'Expired', START_DATE = N'20200101', EXPIRY_DATE = N'20210101';
                    ALTER REMOTE SERVICE BINDING TargetBinding WITH USER = ExpiredTarget;""");
            String handle = Conversation.begin(initiator, "<r>expired</r>");

            awaitStatus(initiator, "has expired");

            Conversation.execute(initiator, "END CONVERSATION '" + handle + "' WITH CLEANUP");
            Conversation.execute(initiator, "ALTER REMOTE SERVICE BINDING TargetBinding WITH USER = TargetUser");
        }
    }

    @Test
    void a_user_without_send_permission_gets_an_error_message() throws SQLException {
        try (Connection initiator = INSTANCES.initiator();
                Connection target = INSTANCES.target()) {
            Conversation.execute(
                    target, "REVOKE SEND ON SERVICE::[//TgtDB/2InstSample/TargetService] FROM InitiatorUser");
            Conversation.begin(initiator, "<r>denied</r>");

            Conversation.Message error = Conversation.receiveOne(initiator, "InstInitiatorQueue", 30_000)
                    .orElseThrow();
            assertEquals(Conversation.ERROR, error.type());
            assertTrue(error.body().contains("<Code>-8494</Code>"), error.body());

            Conversation.end(initiator, error.handle());
            Conversation.execute(target, "GRANT SEND ON SERVICE::[//TgtDB/2InstSample/TargetService] TO InitiatorUser");
        }
    }
}
