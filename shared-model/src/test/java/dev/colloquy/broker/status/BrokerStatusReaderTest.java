package dev.colloquy.broker.status;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.setup.CertificateDates;
import dev.colloquy.broker.status.BrokerStatus.Dialogs;
import dev.colloquy.broker.status.BrokerStatus.Queue;
import dev.colloquy.contract.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrokerStatusReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String NOWHERE = "//TgtDB/2InstSample/NobodyHasThis";

    @RegisterExtension
    final StatusDatabase database = new StatusDatabase();

    @Test
    void a_new_database_is_enabled_and_empty() throws SQLException {
        BrokerStatus status = read(100);

        assertEquals("InstTargetDB", status.broker().database());
        assertTrue(status.broker().enabled());
        assertEquals(Map.of(), status.broker().endpoints());
        assertEquals(Statuses.EMPTY_QUEUE, status.queue());
        assertEquals(Statuses.EMPTY_TRANSMISSION, status.transmission());
        assertTrue(Duration.between(status.readAt(), Instant.now()).abs().toHours() < 1);
    }

    @Test
    void the_certificate_that_new_dialogs_begin_with_is_the_one_that_expires_last() throws SQLException {
        CertificateDates own = read(100).dialogs().own().orElseThrow();

        assertEquals("NextTargetCertificate", own.name());
        assertEquals(Instant.parse("2099-12-31T00:00:00Z"), own.expiry());
    }

    @Test
    void a_database_that_knows_no_peer_shows_what_it_lacks() throws SQLException {
        assertEquals(
                new Dialogs(false, false, read(100).dialogs().own(), Optional.empty()),
                read(100).dialogs());
    }

    @Test
    void route_permission_and_certificate_of_the_peer_show() throws Exception {
        database.executeResource("peer.sql");

        Dialogs dialogs = read(100).dialogs();

        assertTrue(dialogs.route());
        assertTrue(dialogs.permission());
        assertEquals("InstInitiatorCertificate", dialogs.peer().orElseThrow().name());
        assertEquals(
                Instant.parse("2098-01-01T00:00:00Z"),
                dialogs.peer().orElseThrow().expiry());
    }

    @Test
    void messages_and_endpoints_are_counted() throws Exception {
        database.send(Side.TARGET.service());
        database.send(Side.TARGET.service());

        await().until(() -> read(100).queue().depth() == 2);
        BrokerStatus status = read(100);
        Duration age = Duration.between(status.queue().oldest().orElseThrow(), status.readAt());
        assertTrue(age.abs().toHours() == 0, age.toString());
        assertEquals(Map.of("CONVERSING", 4), read(100).broker().endpoints());
    }

    @Test
    void a_message_that_cannot_be_sent_shows_its_age_and_status() throws Exception {
        database.send(NOWHERE);

        await().until(() -> !read(100).transmission().status().isEmpty());
        BrokerStatus status = read(100);
        assertEquals(
                Map.of(TransmissionCause.NO_ROUTE, 1), status.transmission().causes());
        assertEquals(1, status.transmission().depth());
        Duration age = Duration.between(status.transmission().oldest().orElseThrow(), status.readAt());
        assertTrue(age.toHours() == 0, age.toString());
    }

    @Test
    void figures_saturate_at_the_depth_limit() throws Exception {
        for (int i = 0; i < 4; i++) {
            database.send(Side.TARGET.service());
            database.send(NOWHERE);
        }

        await().until(() -> read(100).queue().depth() == 4);
        BrokerStatus status = read(3);
        assertEquals(3, status.queue().depth());
        assertEquals(3, status.transmission().depth());
        assertEquals(
                3,
                status.broker().endpoints().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
    }

    @Test
    void messages_that_another_transaction_has_received_do_not_make_it_wait() throws Exception {
        database.send(Side.TARGET.service());
        await().until(() -> read(100).queue().depth() == 1);
        database.execute("GRANT RECEIVE ON OBJECT::dbo.InstTargetQueue TO status_reader");

        try (Connection receiver = database.asReader();
                Statement receive = receiver.createStatement()) {
            receiver.setAutoCommit(false);
            receive.executeQuery("RECEIVE * FROM dbo.InstTargetQueue").close();

            assertTrue(read(100).queue().depth() <= 1);
            receiver.rollback();
        }
    }

    @Test
    void a_database_that_cannot_be_written_to_shows_why() throws SQLException {
        assertEquals(Optional.empty(), read(100).broker().writeError());
        database.execute("UPDATE dbo.write_probe SET written_at = '2000-01-01'");
        database.execute("ALTER TABLE dbo.write_probe ADD CONSTRAINT ck_never CHECK (written_at < '2001-01-01')");

        String error = read(100).broker().writeError().orElseThrow();
        assertTrue(error.contains("ck_never"), error);
        assertTrue(error.endsWith("(error 547)"), error);
    }

    @Test
    void a_disabled_queue_shows() throws SQLException {
        database.execute("ALTER QUEUE dbo.InstTargetQueue WITH STATUS = OFF");

        assertEquals(new Queue(false, false, 0, Optional.empty()), read(100).queue());
    }

    @Test
    void a_disabled_broker_shows() throws SQLException {
        database.execute("ALTER DATABASE InstTargetDB SET DISABLE_BROKER WITH ROLLBACK IMMEDIATE");

        assertFalse(read(100).broker().enabled());
    }

    @Test
    void the_procedure_needs_no_permission_but_execute() throws SQLException {
        try (Connection reader = database.asReader();
                Statement statement = reader.createStatement()) {
            assertThrows(SQLException.class, () -> statement.executeQuery("SELECT * FROM dbo.InstTargetQueue"));
        }
        assertTrue(read(100).broker().enabled());

        database.execute("ALTER ROLE colloquy_runtime DROP MEMBER status_reader");
        assertThrows(SQLException.class, () -> read(100));
    }

    @Test
    void an_instance_that_has_gone_is_an_error() {
        database.stop();

        assertThrows(SQLException.class, () -> read(100));
    }

    @Test
    void limits_out_of_range_are_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BrokerStatusReader(Side.TARGET, database::asReader, 0, TIMEOUT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BrokerStatusReader(Side.TARGET, database::asReader, 1, Duration.ofMillis(999)));
    }

    private BrokerStatus read(int depthLimit) throws SQLException {
        return new BrokerStatusReader(Side.TARGET, database::asReader, depthLimit, TIMEOUT).read();
    }
}
